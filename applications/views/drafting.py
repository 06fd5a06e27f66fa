"""Keeping what is typed: by a script while one types, or by a button."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts import limits
from applications import apply_page, door, drafts, handing_in
from applications.forms import shown
from applications.forms.apply import ApplyForm
from applications.views.applying import count_file
from applications.views.filling import form_of
from applications.views.loading import Case, Elsewhere, SeeOther, load, remembered, unless_erased

DRAFTS_AN_HOUR = 3000  # of one network, which may be a whole campus


@never_cache
@require_POST
@unless_erased
def apply_draft(request: HttpRequest, ref: str) -> HttpResponse:
    try:
        case = load(request, ref, "apply")
    except Elsewhere as elsewhere:
        return elsewhere.response
    there = SeeOther(reverse("apply", args=[apply_page.ref(case.posting)]))
    if not takes_drafts(case):
        return JsonResponse({"saved": ""}, status=409) if wants_json(request) else there
    if case.draft is None:
        limits.require("draft from", limits.network(request), most=DRAFTS_AN_HOUR, per=limits.HOUR)
    form, wrong = kept(request, case)
    if wants_json(request):
        assert case.draft
        name = shown.resume_words(form.held)
        saved = {"saved": case.draft.saved_at.isoformat(), "words": apply_page.saved_words(case.draft)}
        return JsonResponse(saved | {"resume": name, "refused": wrong})
    if wrong:
        messages.error(request, wrong)
    messages.success(request, _("Your draft is kept. Nothing was sent."))
    return there


def takes_drafts(case: Case) -> bool:
    """What was handed in or sent is no draft any more."""
    if case.waits_for_code or case.way.code == door.OUTSIDE:
        return False
    return handing_in.first_of(case.posting, case.user) is None


def kept(request: HttpRequest, case: Case) -> tuple[ApplyForm, str]:
    """The form, and why its file is not kept, or ''. What else is wrong is said when it is sent."""
    count_file(request)
    form = form_of(case, request)
    form.is_valid()
    case.draft = handing_in.keep(form, remembered(request, case), quietly=True)
    if handing_in.first_of(case.posting, case.user):  # sent meanwhile, by the same page
        drafts.forget(case.posting, case.holder)
    return form, " ".join(
        str(error) for error in form.errors["resume"]
    ) if request.FILES and "resume" in form.errors else ""


def wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")
