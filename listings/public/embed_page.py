"""An employer's open postings for a frame on their own pages."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from listings.models import Employer
from listings.public import channel, rows
from listings.public.search_page import address
from listings.search import PostingSearch

SHOWN = 50
CODE_MOST = 40


def code_of(employer: Employer) -> str:
    """Of links out of the frame, unless its own address names another."""
    return f"embed-{employer.slug}"[:CODE_MOST].rstrip("-_")


def search(employer: Employer, at: datetime) -> PostingSearch:
    return PostingSearch({"employer": [employer.slug], "role": ["all"]}, at=at, per_page=SHOWN)


def context(employer: Employer, at: datetime) -> dict[str, Any]:
    found = search(employer, at)
    total, name = found.total, {"employer": employer.name}
    heading = ngettext("%(n)s internship at %(employer)s", "%(n)s internships at %(employer)s", total)
    return {
        "title": heading % {"n": f"{total:,}", **name} if total else _("Internships at %(employer)s") % name,
        "rows": rows.build(found.results, at=at, with_employer=False),
        "employer_url": channel.link(employer.get_absolute_url()),
        "all_url": address(found.query()) if total > SHOWN else "",
        "all_text": _("All %(n)s") % {"n": f"{total:,}"},
    }
