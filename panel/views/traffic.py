from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from listings.models import Membership
from panel import traffic_page
from panel.door import posting_of, writing


@writing
@require_safe
def traffic(request: HttpRequest, seat: Membership, posting_id: int) -> HttpResponse:
    posting = posting_of(seat, posting_id)
    said = request.GET.get("days", "")
    days = next((n for n in traffic_page.PERIODS if str(n) == said), traffic_page.PERIODS[0])
    context = {"seat": seat, "slug": seat.employer.slug, "at": "postings", "t": traffic_page.context(posting, days)}
    return render(request, "panel/traffic.html", context)
