"""Open postings as aggregators read them: one `source` of `job`s, in the shape that Indeed made common.

Those that an employer has a hand in alone: what we read from lists is the lists' to spread.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256

from django.conf import settings
from django.db.models import Q
from django.utils.http import http_date

from listings.models import Posting
from listings.models.choices import PlaceKind, Role, Workplace
from listings.postings import money
from listings.public import channel, posting_read, sitemaps, structured_data
from listings.public.feeds import absolute
from listings.public.posting_read import Fragment, Reading

CHUNK = 100
CODE = "feed"  # of the links, unless the feed's own address names another
NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
REMOTE = {Workplace.REMOTE: "Fully remote", Workplace.HYBRID: "Hybrid remote"}


def state(at: datetime, code: str) -> tuple[str, datetime]:
    """What an unchanged feed shares, and since when it stands so. Not every word's change is noted anywhere, so that it
    counts as new each hour at the latest."""
    standing = list(sitemaps.postings(at).filter(_ours(at)))
    hour = at.replace(minute=0, second=0, microsecond=0)
    said = sha256(repr((hour, code, standing)).encode()).hexdigest()[:32]
    return said, max([hour, *(when for _pk, _slug, when in standing)])


def write(at: datetime, code: str) -> Iterator[str]:
    """In pieces of a hundred postings, each read in one statement."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<source>\n'
    yield _element("publisher", settings.SITE_NAME) + _element("publisherurl", settings.SITE_URL)
    yield _element("lastBuildDate", http_date(at.timestamp()))
    ids = list(Posting.objects.open(at).filter(_ours(at)).order_by("pk").values_list("pk", flat=True))
    for first in range(0, len(ids), CHUNK):
        readings = posting_read.several(ids[first : first + CHUNK], at)
        with channel.carrying(code):
            jobs = [_job(reading) for reading in readings]
        yield "".join(jobs)
    yield "</source>\n"


def _ours(at: datetime) -> Q:
    """Where somebody can apply by now, and for whom we may speak."""
    takes = Q(opens_at=None) | Q(opens_at__lte=at)
    return takes & (Q(source=None) | Q(employer__claimed_at__isnull=False))


def _job(reading: Reading) -> str:
    posting = reading.posting
    assert posting.first_published_at
    ends = min((at for at in (posting.closes_at, posting.expires_at) if at), default=None)
    fields = {
        "title": posting.title,
        "date": http_date(posting.first_published_at.timestamp()),
        "referencenumber": str(posting.pk),
        "url": absolute(channel.link(posting.get_absolute_url())),
        "company": posting.employer.name,
        **_where(reading),
        "description": structured_data.description(reading),
        "salary": _salary(posting),
        "jobtype": "internship",
        "category": "" if posting.role == Role.NOT_STATED else posting.get_role_display(),
        "expirationdate": http_date(ends.timestamp()) if ends else "",
        "remotetype": REMOTE.get(Workplace(posting.workplace), ""),
    }
    return f"<job>\n{''.join(_element(name, words) for name, words in fields.items() if words)}</job>\n"


def _where(reading: Reading) -> dict[str, str]:
    """The first place that is known: the shape has room for one. All stand in the description's facts."""
    known = [place for place in reading.places if place.label is not None and not place.is_remote]
    if not known:
        return {"country": reading.remote_from[0]} if reading.remote_from else {}
    return {
        "city": known[0].name or "" if known[0].kind == PlaceKind.CITY else "",
        "state": _region(known[0]),
        "country": known[0].country or "",
    }


def _region(place: Fragment) -> str:
    if place.kind == PlaceKind.REGION:
        return place.name or ""
    return (place.parent or "") if place.kind == PlaceKind.CITY else ""


def _salary(posting: Posting) -> str:
    if not posting.pay_currency:
        return ""
    said = {"min": posting.pay_min, "max": posting.pay_max, "currency": posting.pay_currency}
    return money.pay_text({**said, "period": posting.pay_period})


def _element(name: str, words: str) -> str:
    """Whatever the words hold: what XML cannot say goes, and its own end is said in two pieces."""
    clean = NOT_IN_XML.sub("", str(words)).replace("]]>", "]]]]><![CDATA[>")
    return f"<{name}><![CDATA[{clean}]]></{name}>\n"
