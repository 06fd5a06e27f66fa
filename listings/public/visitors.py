"""Who is counted on a public page: people who look themselves, not programs, not staff, not who asks not to be."""

import re

from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from accounts import limits
from listings.postings.traffic import Visitor
from listings.public import channel

# What programs call themselves: readers, previews of messengers, monitors, libraries, browsers that nobody looks into.
# Who says nothing is one too. Cubot makes telephones.
PROGRAMS = re.compile(
    r"(?<!cu)bot\b|bot/|crawl|spider|slurp|scrap|scan|fetch|monitor|uptime|preview|feed|archive|headless|lighthouse"
    r"|embedly|facebookexternalhit|meta-external|whatsapp|skypeuri|mastodon|validator|chatgpt|claude"
    r"|curl|wget|libwww|python|java/|okhttp|go-http|axios|undici|node\.js|perl|ruby|php|httpclient|http_|postman"
    r"|^mozilla/[45]\.0$|^$"
)


def counted(request: HttpRequest) -> Visitor | None:
    """None for whom no count goes up."""
    agent = request.headers.get("User-Agent", "").strip()[:500]
    if request.method != "GET" or _asks_not_to_be(request) or _is_ahead(request) or PROGRAMS.search(agent.lower()):
        return None
    # Who sends no session has none: asking for the user would make the page differ by cookie.
    user = request.user if settings.SESSION_COOKIE_NAME in request.COOKIES else None
    if user is not None and user.is_authenticated and user.is_staff:
        return None
    mark = salted_hmac("listings.traffic", f"{limits.network(request)}\n{agent}", algorithm="sha256").hexdigest()
    return Visitor(mark, user.pk if user is not None and user.is_authenticated else None, channel.code(request))


def _asks_not_to_be(request: HttpRequest) -> bool:
    return request.headers.get("Sec-GPC") == "1" or request.headers.get("DNT") == "1"


def _is_ahead(request: HttpRequest) -> bool:
    """Loaded by a browser before anybody asked for the page."""
    said = (request.headers.get(name, "") for name in ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz"))
    return any("prefetch" in words or "prerender" in words or "preview" in words for words in said)
