"""The form of applying with all that is known of a person, and the page that shows it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from applications import apply_page, door, handing_in
from applications.forms import answers
from applications.forms.apply import ApplyForm, ruled, untold
from applications.forms.facts import NOT_STATED, from_session
from applications.models import Application, ApplicationDraft, Question, Student
from applications.views.loading import Case
from listings.postings.matching import Facts
from listings.public import checks
from listings.public.parts import Notice
from listings.public.posting_read import Reading


def form_of(case: Case, sent: HttpRequest | None = None) -> ApplyForm:
    """Filled with what is known, or bound to what was SENT."""
    posting, typed = case.posting, dict(case.draft.data) if case.draft else {}
    known = _known(case)
    earlier = earlier_of(case)
    # A visitor is asked again what only the session knows: the form is what is sent.
    also = [*typed, *(sent.POST if sent else ()), *([] if case.user else known)]
    return ApplyForm(
        posting,
        list(Question.objects.asked().filter(posting=posting)),
        asks_email=case.user is None,
        facts=untold(posting, known, also),
        held=case.draft.resume if case.draft else None,
        offered=earlier.resume if earlier else None,
        data=sent.POST if sent else None,
        files=sent.FILES if sent else None,
        initial={**told(known), "name": name_of(case), **typed},
    )


def earlier_of(case: Case) -> Application | None:
    return None if case.draft and case.draft.resume else handing_in.earlier(case.user)


def _known(case: Case) -> dict[str, Any]:
    if case.user is None:
        source = from_session(case.session_facts)
        return {name: source[name] for name in ruled(case.posting)}
    student = Student.objects.filter(user=case.user).first() or Student()
    return {name: getattr(student, name) for name in ruled(case.posting)}


def page(request: HttpRequest, case: Case, form: ApplyForm, *notices: Notice, status: int = 200) -> HttpResponse:
    earlier = earlier_of(case) if form.offered else None
    # A form that was opened in time stays so, however often it is sent.
    opened = request.POST.get("opened", "")
    stamp = opened if door.read_stamp(case.posting, opened) else door.stamp(case.posting, case.at)
    waits = [apply_page.waits_notice(case.posting)] if case.waits_for_code and not form.is_bound else []
    context = apply_page.context(
        case.reading,
        form,
        draft=case.draft,
        email=case.user.email if case.user else "",
        offered=apply_page.offered_words(earlier, case.posting.time_zone) if earlier else "",
        notices=[*waits, *notices],
        stamp=stamp,
        checks=checks_of(case.reading, request.viewer.facts),  # type: ignore[attr-defined]
    )
    return render(request, "applications/apply.html", {"a": context}, status=status)


def name_of(case: Case) -> str:
    return case.user.name if case.user else str(case.session_facts.get("name", ""))


def told(known: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in known.items() if value != NOT_STATED}


def checks_of(reading: Reading, facts: Facts) -> dict[str, Any] | None:
    """The lines of the posting's page, which the recruiter sees too."""
    fit = checks.of_reading(reading, facts)
    return checks.shown(fit) if fit.lines else None


def edit_form_of(application: Application, draft: ApplicationDraft | None, sent: HttpRequest | None) -> ApplyForm:
    """Filled with what was sent; a draft is of a change that was not in order yet."""
    posting, typed = application.posting, dict(draft.data) if draft else {}
    resume = application.resume
    said = {f"answer-{a.question_id}": answers.raw_of(a.value) for a in application.answers.all() if a.question_id}
    known = {name: getattr(application, name) for name in ruled(posting)}
    is_pasted = resume is not None and resume.is_pasted
    text = resume.text if resume and is_pasted else ""
    letter = {"cover_letter": application.cover_letter}
    return ApplyForm(
        posting,
        list(Question.objects.asked().filter(posting=posting)),
        asks_email=False,
        facts=ruled(posting),
        held=(draft.resume if draft else None) or (None if is_pasted else resume),
        data=sent.POST if sent else None,
        files=sent.FILES if sent else None,
        initial={"name": application.name, "resume_text": text, **letter, **told(known), **said, **typed},
    )
