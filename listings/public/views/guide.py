from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from listings.public import guide_counts


@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    return render(request, "public/guide.html", guide_counts.context(timezone.now()))
