from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lib.text import is_id
from listings.importing import merging
from listings.models import Membership
from panel.door import writing


@writing
@require_http_methods(["GET", "HEAD", "POST"])
def twins(request: HttpRequest, seat: Membership) -> HttpResponse:
    """Imported postings beside the employer's own that seem to be the same; POST merges a pair or keeps it apart."""
    if request.method == "POST":
        _decide(request, seat)
        return redirect("panel_twins", seat.employer.slug)
    pairs = merging.suggestions(seat.employer_id)
    context = {"seat": seat, "slug": seat.employer.slug, "at": "postings", "pairs": pairs}
    return render(request, "panel/twins.html", context)


def _decide(request: HttpRequest, seat: Membership) -> None:
    said = [request.POST.get(name, "") for name in ("imported", "native")]
    imported, native = (int(one) if is_id(one) else 0 for one in said)
    try:
        if request.POST.get("do") == "merge":
            merging.merge(seat, imported, native)
            messages.success(request, _("Merged. The imported page is closed and leads to yours."))
        else:
            merging.refuse(seat, imported, native)
            messages.success(request, _("Kept apart. We do not ask again about these two."))
    except merging.NotTwins:
        messages.error(request, _("These two can no longer be merged: one of them has changed meanwhile."))
