"""Keeping what is typed: by a script while one types, or by a button."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts import limits
from applications import apply_page, applying, door, drafts, handing_in
from applications.forms import shown
from applications.forms.apply import ApplyForm
from applications.models import Application, ApplicationDraft
from applications.views.applying import count_file
from applications.views.filling import edit_form_of, form_of
from applications.views.loading import Case, Elsewhere, SeeOther, load, remembered, unless_erased
from applications.views.me.doors import person, private
from applications.views.sent import mine

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
        return told(case.draft, form, wrong)
    if wrong:
        messages.error(request, wrong)
    messages.success(request, _("Your draft is kept. Nothing was sent."))
    return there


def told(draft: ApplicationDraft, form: ApplyForm, wrong: str) -> HttpResponse:
    saved = {"saved": draft.saved_at.isoformat(), "words": apply_page.saved_words(draft)}
    return JsonResponse(saved | {"resume": shown.resume_words(form.held), "refused": wrong})


@private
@require_POST
@unless_erased
def edit_draft(request: HttpRequest, application_id: int) -> HttpResponse:
    """Changes that are not sent yet, kept beside the application, which stays as it was sent; `drop` forgets them."""
    application = mine(person(request), application_id)
    holder, there = drafts.Holder(person(request)), SeeOther(reverse("edit_application", args=[application.pk]))
    if request.POST.get("drop"):
        drafts.forget(application.posting, holder)
        messages.success(request, _("Dropped. Below stands what you sent."))
        return there
    opened = door.read_stamp(application.posting, request.POST.get("opened", ""))
    if not applying.may_edit(application, timezone.now(), opened) or is_late(request, application):
        return JsonResponse({"saved": ""}, status=409) if wants_json(request) else there
    count_file(request)
    form = edit_form_of(application, drafts.find(application.posting, holder), request)
    form.is_valid()
    draft, wrong = handing_in.keep(form, holder, quietly=True), wrong_file(request, form)
    if wants_json(request):
        if is_late(request, mine(person(request), application_id)):
            drafts.forget(application.posting, holder)
        return told(draft, form, wrong)
    messages.success(request, _("Your changes are kept here. Nothing was sent; your application stands as it was."))
    return there


def is_late(request: HttpRequest, application: Application) -> bool:
    """What a page keeps by itself, when the changes it showed were sent meanwhile."""
    edited = application.edited_at.isoformat() if application.edited_at else ""
    return wants_json(request) and request.POST.get("edited", "") != edited


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
    return form, wrong_file(request, form)


def wrong_file(request: HttpRequest, form: ApplyForm) -> str:
    return " ".join(str(error) for error in form.errors.get("resume", ())) if request.FILES else ""


def wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")
