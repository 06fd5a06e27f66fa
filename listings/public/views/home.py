from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from listings.public import channel, home_page


@require_safe
@channel.carries
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "public/home.html", home_page.context(request.viewer, timezone.now()))  # type: ignore[attr-defined]
