from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from listings.models import Employer
from listings.public import employer_page


@require_safe
def employers(request: HttpRequest) -> HttpResponse:
    return render(request, "public/employers.html", employer_page.index(timezone.now()))


@require_safe
def employer(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Employer, slug=slug, suspended_at=None)
    context = employer_page.context(found, request.viewer, timezone.now())  # type: ignore[attr-defined]
    return render(request, "public/employer.html", context)
