from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from applications.desk import seats
from jobboard.shipped import FEEDS
from listings.public import channel


def site(request: HttpRequest) -> dict[str, Any]:
    return {
        "site_name": settings.SITE_NAME,
        "site_url": settings.SITE_URL,
        "demo_line": demo_line() if settings.DEMO else "",
        "src": channel.carried.get(),
        # Asked only where a page looks: that of somebody signed in.
        "has_desk": lambda: seats.seats_of(request.user).exists(),  # type: ignore[arg-type]
    }


def demo_line() -> str:
    """Real lists grow old; a demonstration says of what day they are."""
    days = [date_format(feed.as_of, "j F Y") for feed in FEEDS]
    return _(
        "A demonstration: two employers are fictional. All other postings stand in public lists, as they were on"
        " %(first)s and %(last)s."
    ) % {"first": days[0], "last": days[-1]}
