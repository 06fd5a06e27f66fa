"""Pages for machines: sitemap, robots, security.txt."""

from datetime import datetime, timedelta
from xml.sax.saxutils import escape

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from listings.models import Employer, Posting
from listings.public.feeds import absolute

MOST = 50_000  # addresses a sitemap may hold


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    at = timezone.now()
    fixed: list[tuple[str, datetime | None]] = [
        (reverse(name), None) for name in ("home", "search", "employers", "guide")
    ]
    openings = Posting.objects.open(at)
    employers = Employer.objects.filter(pk__in=openings.values("employer"))
    pages: list[tuple[str, datetime | None]] = [
        (reverse("employer", args=[slug]), None) for slug in employers.order_by("slug").values_list("slug", flat=True)
    ]
    listed = openings.order_by("-first_published_at", "-pk").values_list("pk", "slug", "first_published_at")
    pages += [
        (reverse("posting", args=[f"{pk}-{slug}"]), when) for pk, slug, when in listed[: MOST - len(fixed) - len(pages)]
    ]
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">']
    for path, when in [*fixed, *pages]:
        modified = f"<lastmod>{when.date().isoformat()}</lastmod>" if when else ""
        lines.append(f"<url><loc>{escape(absolute(path))}</loc>{modified}</url>")
    lines.append("</urlset>")
    return HttpResponse("\n".join(lines), content_type="application/xml")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Every combination of filters is a page; crawlers are led to the postings by the sitemap instead."""
    lines = [
        "User-agent: *",
        "Disallow: /internships/?",
        "Disallow: /internships.json",
        "Disallow: /internships/*/out/",
    ]
    lines += [f"Disallow: /{one}/" for one in ("admin", "accounts", "me", "withdraw")]
    lines += ["", f"Sitemap: {absolute('/sitemap.xml')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain")


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    expires = (timezone.now() + timedelta(days=180)).strftime("%Y-%m-%dT00:00:00Z")
    address = settings.SECURITY_CONTACT
    lines = [f"Contact: {address}", f"Expires: {expires}", "Preferred-Languages: en"]
    lines += [f"Canonical: {absolute('/.well-known/security.txt')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain")
