from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from listings.models import Membership
from listings.postings import profile
from panel import embed_page
from panel.door import writing
from panel.forms.embedding import HostsForm


@writing
@require_http_methods(["GET", "HEAD", "POST"])
def embed(request: HttpRequest, seat: Membership) -> HttpResponse:
    if request.method != "POST":
        return _page(request, seat, HostsForm(initial={"hosts": "\n".join(seat.employer.embed_hosts)}))
    form = HostsForm(request.POST)
    if not form.is_valid():
        return _page(request, seat, form, status=422, seen=request.POST.get("seen", ""))
    try:
        profile.embed(seat, form.cleaned_data["hosts"], seen=request.POST.get("seen", ""))
    except profile.Stale:
        seat.employer.refresh_from_db(fields=["embed_hosts"])
        return _page(request, seat, form, status=409)
    messages.success(request, _("Saved. These sites may show the frame from now on."))
    return redirect("panel_embed", seat.employer.slug)


def _page(
    request: HttpRequest, seat: Membership, form: HostsForm, *, status: int = 200, seen: str | None = None
) -> HttpResponse:
    """SEEN in the form is what stands now, so that after a 409 the next save is a decision."""
    employer = seat.employer
    context = {"seat": seat, "slug": employer.slug, "at": "postings", "form": form}
    context |= {"seen": profile.hosts_digest(employer) if seen is None else seen}
    context |= {"snippets": embed_page.snippets(employer), "theirs": employer.embed_hosts, "is_late": status == 409}
    return render(request, "panel/embed.html", context, status=status)
