"""Pages for machines: sitemap, robots, security.txt."""

from datetime import timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import condition, require_safe

from accounts import limits
from listings.public import channel, sitemaps, xml_feed
from listings.public.feeds import absolute

WHOLE_FEEDS = 60  # an hour for one network; who asks with the ETag gets 304s without end


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
def postings_xml(request: HttpRequest) -> HttpResponseBase:
    at, code = timezone.now(), channel.code(request) or xml_feed.CODE
    tag, changed = xml_feed.state(at, code)

    def answer(request: HttpRequest) -> HttpResponseBase:
        limits.require("feed", limits.network(request), most=WHOLE_FEEDS, per=limits.HOUR)
        return StreamingHttpResponse(xml_feed.write(at, code), content_type="application/xml; charset=utf-8")

    unless_known = condition(etag_func=lambda request: f'W/"{tag}"', last_modified_func=lambda request: changed)
    return unless_known(answer)(request)


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
