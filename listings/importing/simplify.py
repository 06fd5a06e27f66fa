"""The list form of vanshb03's repositories and their relatives: a bare JSON list, a season without a year or terms.

Its `id` is neither unique nor stable; identity is the cleaned address with the title.
"""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from listings.importing import base, identity
from listings.importing.base import BadRow, RawPosting


def read(text: str) -> Iterator[RawPosting | BadRow]:
    rows = base.parse_json(text)
    if not isinstance(rows, list):
        raise base.Unreadable(_("The file is JSON but not the list of rows this format has."))
    for number, row in enumerate(rows, 1):
        yield _posting(number, row) if isinstance(row, dict) else BadRow(number, _("The row is no object."))


def _posting(number: int, row: dict[str, object]) -> RawPosting:
    url, title = base.address(row.get("url")), base.text(row.get("title"))
    return RawPosting(
        row=number,
        raw=row,
        key=identity.clean_url(url),
        title_key=identity.title_key(title),
        source_id=base.text(row.get("id")),
        employer=base.text(row.get("company_name")),
        title=title,
        url=url,
        places=base.texts(row.get("locations")),
        terms=base.texts(row.get("terms")) or base.texts(row.get("season")),
        sponsorship=base.text(row.get("sponsorship")),
        degrees=base.texts(row.get("degrees")),
        active=base.flag(row.get("active")),
        visible=base.flag(row.get("is_visible")),
        posted_at=base.instant(row.get("date_posted")),
        updated_at=base.instant(row.get("date_updated")),
    )


FORMAT = base.Format("simplify", read)
