"""Pages for machines: sitemap, robots, security.txt."""

from datetime import timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from listings.public import sitemaps
from listings.public.feeds import absolute


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    return HttpResponse(sitemaps.index(timezone.now()), content_type="application/xml")


@require_safe
def sitemap_part(request: HttpRequest, part: str) -> HttpResponse:
    found = sitemaps.part(part, timezone.now())
    if found is None:
        raise Http404
    return HttpResponse(found, content_type="application/xml")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Every combination of filters is a page; crawlers are led to the postings by the sitemap instead."""
    lines = [
        "User-agent: *",
        "Disallow: /internships/?",
        "Disallow: /internships.json",
        "Disallow: /internships.atom?",
        "Disallow: /internships/*/out/",
    ]
    lines += [f"Disallow: /{one}/" for one in ("admin", "accounts", "me", "withdraw", "preview")]
    lines += ["", f"Sitemap: {absolute('/sitemap.xml')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain")


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    expires = (timezone.now() + timedelta(days=180)).strftime("%Y-%m-%dT00:00:00Z")
    address = settings.SECURITY_CONTACT
    lines = [f"Contact: {address}", f"Expires: {expires}", "Preferred-Languages: en"]
    lines += [f"Canonical: {absolute('/.well-known/security.txt')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain")
