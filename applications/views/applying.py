"""The form on which one applies."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts import limits
from applications import apply_page, door, drafts, handing_in
from applications.forms.apply import ApplyForm
from applications.views import codes
from applications.views.filling import form_of, page
from applications.views.loading import (
    Case,
    Elsewhere,
    SeeOther,
    load,
    remembered,
    say_dropped,
    say_text_left,
    show_first,
    unless_erased,
)
from listings.postings import traffic
from listings.public import channel, visitors
from listings.public.parts import Notice

FILES_AN_HOUR, FILES_OF_ONE, SENT_AN_HOUR = 1500, 100, 60  # of one network, which may be a whole campus; of a person


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@unless_erased
@channel.carries
def apply(request: HttpRequest, ref: str) -> HttpResponse:
    try:
        case = load(request, ref, "apply")
    except Elsewhere as elsewhere:
        return elsewhere.response
    if first := handing_in.first_of(case.posting, case.user):
        return show_first(request, first)
    if request.method == "POST":
        return send(request, case)
    if case.is_proven:
        return codes.complete(request, case)
    if not case.way.is_open and not case.waits_for_code:
        return refused(request, case, case.way, status=200)
    response = page(request, case, form_of(case))
    if case.way.is_open:
        traffic.started(case.posting.pk, visitors.counted(request))
    return response


def send(request: HttpRequest, case: Case) -> HttpResponse:
    opened = door.read_stamp(case.posting, request.POST.get("opened", ""))
    way = door.at(case.posting, case.at, form_opened_at=opened)
    form = form_of(case, request)
    if not way.is_open:
        keep_words(request, case, form, way)
        return refused(request, case, way, status=409)
    count_file(request)
    form.is_valid()
    case.draft = handing_in.keep(form, remembered(request, case))
    if not form.is_valid():
        return page(request, case, form, *signed_out(request, case))
    if case.user is None:
        return codes.hand_in(request, case, form, opened)
    limits.require("apply", str(case.user.pk), most=SENT_AN_HOUR, per=limits.HOUR)
    tell_left_out(request, case, form)
    try:
        made = handing_in.send(form, case.draft, case.user, form_opened_at=opened)
    except door.NotAccepted as closed:
        return refused(request, case, closed.door, status=409)
    if not made.is_new:
        return show_first(request, made.application)
    return SeeOther(reverse("application_sent", args=[made.application.pk]))


def refused(request: HttpRequest, case: Case, way: door.Door, *, status: int) -> HttpResponse:
    context = apply_page.closed(case.reading, way, kept=case.draft is not None)
    return render(request, "applications/apply_closed.html", context, status=status)


def keep_words(request: HttpRequest, case: Case, form: ApplyForm, way: door.Door) -> None:
    """Not the file; and never over what was handed in while it was open."""
    if way.code != door.OUTSIDE and not case.waits_for_code and (typed := form.typed()):
        case.draft = drafts.keep(case.posting, remembered(request, case), typed, src=channel.code(request))


def count_file(request: HttpRequest) -> None:
    """Each is looked into by a process of its own, and a changed application keeps those it had."""
    if request.FILES:
        limits.require("resume from", limits.network(request), most=FILES_AN_HOUR, per=limits.HOUR)
        if request.user.is_authenticated:
            limits.require("resume of", str(request.user.pk), most=FILES_OF_ONE, per=limits.HOUR)


def signed_out(request: HttpRequest, case: Case) -> list[Notice]:
    if request.POST.get("as") != "account" or case.user:
        return []
    return [apply_page.signed_out_notice(case.posting)]


def tell_left_out(request: HttpRequest, case: Case, form: ApplyForm) -> None:
    """Answers to questions that were taken back while the form lay open, and text beside a file."""
    sent = [name.removeprefix("answer-") for name in request.POST if name.startswith("answer-") and request.POST[name]]
    say_dropped(request, case.posting.questions.exclude(retired_at=None).filter(pk__in=_numbers(sent)).count())
    say_text_left(request, form)


def _numbers(words: list[str]) -> list[int]:
    return [int(word) for word in words[:100] if word.isascii() and word.isdigit() and len(word) < 19]


@never_cache
@channel.carries
def unsure(request: HttpRequest, ref: str) -> HttpResponse:
    """The token against forgery is missing or old: nothing is sent, and nothing typed is lost. Only what surely comes
    from our own page is kept as a draft."""
    try:
        case = load(request, ref, "apply")
    except Elsewhere as elsewhere:
        return elsewhere.response
    if not case.way.is_open:
        return refused(request, case, case.way, status=403)
    form = form_of(case, request)
    if is_ours(request) and not case.waits_for_code:
        count_file(request)
        form.is_valid()
        case.draft = handing_in.keep(form, remembered(request, case))
    else:
        form.files.pop("resume", None)
    return page(request, case, form, apply_page.unsure_notice(), status=403)


def is_ours(request: HttpRequest) -> bool:
    """As the browser says, which no page of another site can make it say."""
    origin = request.headers.get("Origin", "")
    return request.headers.get("Sec-Fetch-Site") == "same-origin" or origin in settings.CSRF_TRUSTED_ORIGINS
