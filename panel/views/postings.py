from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from listings.models import Membership, Posting
from panel.door import writing


@writing
@require_safe
def postings(request: HttpRequest, seat: Membership) -> HttpResponse:
    mine = Posting.objects.filter(employer=seat.employer_id, removed_at=None).order_by("-created_at", "-pk")
    context = {"seat": seat, "slug": seat.employer.slug, "at": "postings", "postings": mine}
    return render(request, "panel/postings.html", context)
