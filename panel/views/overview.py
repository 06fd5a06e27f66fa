from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from listings.models import Membership
from panel import first_steps, lists, posting_rows
from panel.door import writing
from panel.lists import Asked
from panel.overview import needs, numbers
from panel.views.postings import tabs

SHOWN = 10  # postings; the others stand in the list


@writing
@require_safe
def overview(request: HttpRequest, seat: Membership) -> HttpResponse:
    at = timezone.now()
    said, count = numbers.context(seat, at), lists.counts(seat, Asked(), at)
    context = {
        "seat": seat,
        "slug": seat.employer.slug,
        "at": "overview",
        "name": seat.user.get_short_name(),
        "needs": needs.of(seat, said["answers"], at),
        "first": first_steps.of(seat),
        "tabs": tabs(seat, Asked(), count),
        "rows": posting_rows.build(list(lists.listed(seat, Asked(), at)[:SHOWN]), seat, at),
        "more": max(0, sum(count.values()) - SHOWN),
        "came_from": "overview",
        **said,
    }
    return render(request, "panel/overview.html", context)
