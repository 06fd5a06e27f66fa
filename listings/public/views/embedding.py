"""What an employer puts on a page of its own: its open postings in a frame, or as JSON for a script of its own."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from listings.postings import embedding
from listings.public import channel, embed_page, employer_page, feeds


@require_safe
@xframe_options_exempt
def frame(request: HttpRequest, slug: str) -> HttpResponse:
    """The one page that others may frame, and only those the employer has named."""
    employer = employer_page.of(request, slug, timezone.now())
    with channel.carrying(channel.code(request) or embed_page.code_of(employer)):
        response = render(request, "public/embed.html", embed_page.context(employer, timezone.now()))
    response["Content-Security-Policy"] = embedding.policy(employer.embed_hosts)
    response["X-Robots-Tag"] = "noindex"
    response["Link"] = f'<{settings.SITE_URL}{employer.get_absolute_url()}>; rel="canonical"'
    return response


@require_safe
def as_json(request: HttpRequest, slug: str) -> HttpResponse:
    employer = employer_page.of(request, slug, timezone.now())
    with channel.carrying(channel.code(request) or embed_page.code_of(employer)):
        said = feeds.as_json(embed_page.search(employer, timezone.now()), keeps_per_page=False)
    response = JsonResponse(said, json_dumps_params={"ensure_ascii": False})
    response["Access-Control-Allow-Origin"] = "*"
    return response
