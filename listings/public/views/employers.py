from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from listings.models import Employer
from listings.postings import logos
from listings.public import channel, employer_page


@require_safe
def employers(request: HttpRequest) -> HttpResponse:
    return render(request, "public/employers.html", employer_page.index(timezone.now()))


@require_safe
@channel.carries
def employer(request: HttpRequest, slug: str) -> HttpResponse:
    at = timezone.now()
    found = employer_page.of(request, slug, at)
    context = employer_page.context(found, request.viewer, at)  # type: ignore[attr-defined]
    return render(request, "public/employer.html", context)


@require_safe
def logo(request: HttpRequest, name: str) -> HttpResponse:
    """A new logo has a new name. For a day only, since a suspension hides this too."""
    is_shown = logos.NAME.fullmatch(name) and Employer.objects.filter(logo=name, suspended_at=None).exists()
    picture = logos.read(name) if is_shown else None
    if picture is None:
        raise Http404
    return HttpResponse(picture, content_type="image/png", headers={"Cache-Control": "public, max-age=86400"})
