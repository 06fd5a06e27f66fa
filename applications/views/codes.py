"""Applying without an account: a code proves the address, then what was handed in is sent and the account is there."""

from datetime import datetime
from urllib.parse import urlencode, urljoin

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts import limits, proving
from accounts.forms.codes import CodeForm
from accounts.forms.entering import too_many_mails
from accounts.models import User
from accounts.views.proving import code_page, is_resend
from applications import apply_page, door, drafts, handing_in, profiles
from applications.forms.apply import ApplyForm
from applications.models import ApplicationDraft
from applications.views.filling import page
from applications.views.loading import Case, Elsewhere, SeeOther, load, say_dropped, show_first, unless_erased
from listings.models import Posting
from listings.public import viewer

WRONG = "apply code"  # in the session, from a refused code to the page that says so: {"draft", "words"}
CODES_AN_HOUR = 300  # of one network, which may be a whole campus; proving counts the mails to one address


def hand_in(request: HttpRequest, case: Case, form: ApplyForm, opened: datetime | None) -> HttpResponse:
    """The same page, words and time, whether the address is known or not."""
    assert case.draft
    limits.require("apply code from", limits.network(request), most=CODES_AN_HOUR, per=limits.HOUR)
    try:
        handing_in.hand_in(form, case.draft, opened=opened, link=link_of(case.draft, case.posting))
    except limits.TooMany as error:
        form.add_error("email", too_many_mails(error))
        return page(request, case, form)
    return SeeOther(reverse("apply_code", args=[apply_page.ref(case.posting)]))


def link_of(draft: ApplicationDraft, posting: Posting) -> str:
    """Of the page for the code, from any browser; without the code it shows nothing but the address."""
    query = urlencode({"draft": drafts.link_token(draft)})
    return urljoin(settings.SITE_URL, f"{reverse('apply_code', args=[apply_page.ref(posting)])}?{query}")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@unless_erased
def apply_code(request: HttpRequest, ref: str) -> HttpResponse:
    try:
        case = load(request, ref, "apply_code")
    except Elsewhere as elsewhere:
        return elsewhere.response
    draft = waiting(request, case)
    if draft is None:
        return nothing_waits(request, case)
    form = CodeForm(draft.proof["code"], request.POST if request.method == "POST" and not is_resend(request) else None)
    if is_resend(request) and resent(draft, case.posting, form):
        messages.success(request, _("A new code is on its way. The one before no longer counts."))
        return SeeOther(request.get_full_path())
    if not is_resend(request) and form.is_bound and form.is_valid():
        case.draft = draft
        return arrive(request, case, draft)
    if request.method == "POST":  # read there, so that loading the page again is not another try
        request.session[WRONG] = {"draft": draft.pk, "words": " ".join(map(str, form.errors["code"]))}
        return SeeOther(request.get_full_path())
    say_refused(request, draft, form)
    context = code_page(draft.proof["code"], form) | {"a": code_words(case, draft)}
    return render(request, "applications/apply_code.html", context)


def say_refused(request: HttpRequest, draft: ApplicationDraft, form: CodeForm) -> None:
    refused = request.session.pop(WRONG, None) if request.method == "GET" else None
    if refused and refused["draft"] == draft.pk:
        form.say(refused["words"])


def waiting(request: HttpRequest, case: Case) -> ApplicationDraft | None:
    token = request.GET.get("draft", "")
    draft = drafts.by_link_token(case.posting, token) if token else case.draft
    return draft if draft and draft.user is None and draft.proof.get("code") else None


def nothing_waits(request: HttpRequest, case: Case) -> HttpResponse:
    """Sent already, or begun in another browser."""
    if first := handing_in.first_of(case.posting, case.user):
        return redirect(first)
    if case.user is None and request.method != "HEAD":
        messages.info(
            request, _("No application waits for a code in this browser. The mail with the code leads to it.")
        )
    return redirect("apply", apply_page.ref(case.posting))


def resent(draft: ApplicationDraft, posting: Posting, form: CodeForm) -> bool:
    try:
        handing_in.send_again(draft, link=link_of(draft, posting))
    except limits.TooMany as error:
        form.refuse(error)
        return False
    return True


def code_words(case: Case, draft: ApplicationDraft) -> dict[str, str]:
    posting = case.posting
    return {
        "title": posting.title,
        "employer": posting.employer.name,
        "form_url": reverse("apply", args=[apply_page.ref(posting)]),
        "counts": apply_page.counts_words(draft, posting),
    }


def arrive(request: HttpRequest, case: Case, draft: ApplicationDraft) -> HttpResponse:
    """The application goes off even where a second factor is still asked for: the address is proven."""
    there = reverse("apply", args=[apply_page.ref(case.posting)])
    name = str(draft.data.get("name", ""))[:200]
    arrival = proving.arrive(request, draft.proof["code"]["email"], name=name, then=there)
    if not arrival.user.is_active:
        return arrival.response or SeeOther(there)
    if arrival.response is None and viewer.FACTS in request.session:
        profiles.adopt(arrival.user, request.session)  # skills told before belong into what is sent now
    response = complete(request, case, arrival.user)
    return arrival.response or response


def complete(request: HttpRequest, case: Case, user: User | None = None) -> HttpResponse:
    user, there = user or case.user, reverse("apply", args=[apply_page.ref(case.posting)])
    assert user
    assert case.draft
    dropped = handing_in.taken_back(case.draft)
    try:
        # Who has yet to give a second factor may send what the address proves, and change nothing in the account.
        made = handing_in.complete(case.draft, user, fills_profile=request.user == user)
    except door.NotAccepted as closed:
        messages.error(request, _("Your application could not be sent. %(why)s") % {"why": closed})
        return SeeOther(there)
    except handing_in.NotInOrder:
        messages.error(request, _("The form asks for something more by now. Look it over and send it again."))
        return SeeOther(there)
    if not made.is_new:
        return show_first(request, made.application)
    say_dropped(request, dropped)
    return SeeOther(reverse("application_sent", args=[made.application.pk]))
