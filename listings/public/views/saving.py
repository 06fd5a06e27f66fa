from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import limits
from lib.http import came_from, same_origin_only
from listings.models import Posting
from listings.postings import saving
from listings.public import viewer

SEE_OTHER = 303


@require_POST
@same_origin_only
def save(request: HttpRequest, posting_id: int) -> HttpResponse:
    """`keep=0` drops it again, also what can be read no longer. A script asks for JSON and gets 204."""
    by_script = request.headers.get("Accept", "").startswith("application/json")
    if request.POST.get("keep") == "0":
        _drop(request, posting_id)
    else:
        try:
            _keep(request, get_object_or_404(Posting.objects.readable(), pk=posting_id))
        except saving.Full:
            if by_script:
                return HttpResponse(status=409)
            full = _("You have saved %(most)s internships, which is all an account keeps. Drop one first.")
            messages.warning(request, full % {"most": saving.MOST})
    if by_script:
        return HttpResponse(status=204)
    back = came_from(request) or f"/internships/{posting_id}/"
    return HttpResponse(status=SEE_OTHER, headers={"Location": f"{back}#p{posting_id}"})


def _keep(request: HttpRequest, posting: Posting) -> None:
    if request.user.is_authenticated:
        return saving.save(request.user, posting)
    if request.session.session_key is None:  # one more row of ours for each: a campus may, a script may not
        limits.require("session", limits.network(request), most=2000, per=limits.HOUR)
    kept = [pk for pk in viewer.saved_in_session(request) if pk != posting.pk]
    request.session[viewer.SAVED] = [posting.pk, *kept][: saving.MOST_VISITING]
    return None


def _drop(request: HttpRequest, posting_id: int) -> None:
    if request.user.is_authenticated:
        return saving.drop(request.user, posting_id)
    if left := [pk for pk in viewer.saved_in_session(request) if pk != posting_id]:
        request.session[viewer.SAVED] = left
    else:
        request.session.pop(viewer.SAVED, None)
        if not request.session.keys():
            request.session.flush()  # the cookie goes with it
    return None
