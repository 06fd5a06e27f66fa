from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from listings.public import gallery as samples


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component in every state; there in development only."""
    return render(request, "gallery.html", samples.context())
