"""From a form that is in order to an application: at once for who is signed in, by way of a code for a visitor."""

from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from accounts import limits, proving
from accounts.models import User
from applications import applying, door, drafts, resumes
from applications.forms import answers
from applications.forms.apply import ApplyForm, as_data, ruled
from applications.forms.facts import NOT_STATED
from applications.models import Application, ApplicationDraft, Question, Resume, Student
from listings.models import Posting
from listings.public import channel


@dataclass(frozen=True)
class Made:
    """`is_new` False: it is the first one, and this try changed nothing."""

    application: Application
    is_new: bool


class NotInOrder(Exception):
    """What was handed in is not in order any more; the form will say why."""


def keep(form: ApplyForm, holder: drafts.Holder, *, quietly: bool = False) -> ApplicationDraft:
    """What was typed, whatever is wrong with it, and the file if it is one we take. The form says what could not be
    kept. Text stays in the form until it is sent."""
    resume = None
    with resumes.taking_back(), transaction.atomic():
        if form.inspected and not _is_held(form):
            student = Student.objects.of(holder.user) if holder.user else None
            try:
                resume = resumes.store(_file(form), student=student, inspected=form.inspected)
            except resumes.StorageFull as full:
                form.add_error("resume", str(full))
        src = channel.clean(form.data.get(channel.NAME, ""))
        draft = drafts.keep(form.posting, holder, form.typed(), resume=resume, quietly=quietly, src=src)
        if draft.resume and form.data.get("resume_drop") and not form.inspected:
            drafts.drop_resume(draft)
            form.held = None
    form.held = draft.resume or form.held
    return draft


def _is_held(form: ApplyForm) -> bool:
    """The file that is kept already, chosen again or sent along by a page that has kept it."""
    file, held = _file(form), form.held
    return held is not None and held.sha256 == sha256(resumes.content(file)).hexdigest() and held.name == file.name


def _file(form: ApplyForm) -> "UploadedFile[Any]":
    file = form.files["resume"]
    assert isinstance(file, UploadedFile)
    return file


def resume_for(
    form: ApplyForm, draft: ApplicationDraft | None, student: Student, before: Resume | None = None
) -> Resume:
    """By the way that the form found; a visitor's becomes the student's. Text that stayed as it was is no new one."""
    if form.resume_kind == "text":
        text = form.cleaned_data["resume_text"]
        is_same = before is not None and before.is_pasted and answers.lines(before.text) == text
        return before if before and is_same else resumes.store_text(text, student=student)
    resume = form.offered if form.resume_kind == "offered" else (draft.resume if draft else None) or form.held
    assert resume, form.resume_kind
    if resume.student_id is None:
        Resume.objects.filter(pk=resume.pk, student=None).update(student=student)
        resume.student = student
    return resume


def sending(form: ApplyForm, student: Student, resume: Resume, before: Application | None = None) -> applying.Sending:
    """The profile as it is, and over it what was told here; of one that is changed, what it said BEFORE."""
    user, source = student.user, before or student
    facts = {name: getattr(source, name) for name in applying.FACTS} | form.facts()
    skills = before.skills if before else skills_of(student)
    return applying.Sending(
        name=form.cleaned_data["name"],
        email=before.email if before else user.email,
        resume=resume,
        cover_letter=form.cleaned_data.get("cover_letter", ""),
        facts=facts,
        skills=skills,
        answers=form.answered(),
    )


def skills_of(student: Student) -> dict[str, Any]:
    told = student.proficiencies.select_related("skill")
    return {p.skill.slug: {"level": p.level, "evidence": p.evidence} for p in told}


def send(
    form: ApplyForm,
    draft: ApplicationDraft | None,
    user: User,
    *,
    at: datetime | None = None,
    form_opened_at: datetime | None = None,
    fills_profile: bool = True,
) -> Made:
    """Raises door.NotAccepted; the draft stays then."""
    student = Student.objects.of(user)
    resume = resume_for(form, draft, student)
    what = replace(sending(form, student, resume), src=draft.src if draft else "")
    application, is_new = applying.submit(form.posting, student, what, by=user, at=at, form_opened_at=form_opened_at)
    if is_new and fills_profile:
        remember(form, user, student)
    drafts.forget(form.posting, drafts.Holder(user))
    return Made(application, is_new)


def change(
    form: ApplyForm, application: Application, draft: ApplicationDraft, *, by: User, form_opened_at: datetime | None
) -> bool:
    """Returns whether anything changed. Raises applying.NotAllowed."""
    student = application.student
    assert student
    resume = resume_for(form, draft, student, application.resume)
    what = sending(form, student, resume, application)
    has_changed = applying.edit(application, what, by=by, form_opened_at=form_opened_at)
    remember(form, by, student)
    drafts.forget(form.posting, drafts.Holder(by))
    return has_changed


def remember(form: ApplyForm, user: User, student: Student) -> None:
    """What was told here and the profile does not say yet need not be told again."""
    empty = [name for name in form.facts() if getattr(student, name) in (None, "", NOT_STATED)]
    for name in empty:
        setattr(student, name, form.facts()[name])
    if empty:
        student.save(update_fields=[*empty, "changed_at"])
    if not user.name:
        user.name = form.cleaned_data["name"]
        user.save(update_fields=["name"])


def hand_in(form: ApplyForm, draft: ApplicationDraft, *, opened: datetime | None, link: str) -> None:
    """Send the code, and keep what proves the address. Raises limits.TooMany; nothing is lost then."""
    email = form.cleaned_data["email"]
    asked = [question.pk for question in form.questions]
    with transaction.atomic():
        state = drafts.locked(draft).proof.get("code") or {}
        if state.get("email") != email or not proving.seconds_to_resend(state):
            state = proving.send_code(email, purpose="apply", link=link)
        drafts.hand_in(draft, proof={"code": state, "opened": opened.isoformat() if opened else None, "asked": asked})


def send_again(draft: ApplicationDraft, *, link: str) -> None:
    """Another code. Raises limits.TooMany."""
    shown = draft.proof["code"]
    with transaction.atomic():
        state = drafts.locked(draft).proof.get("code") or shown
        if wait := proving.seconds_to_resend(state):
            raise limits.TooMany(wait, "mail again")
        draft.proof |= {"code": proving.send_code(state["email"], purpose="apply", link=link)}
        ApplicationDraft.objects.filter(pk=draft.pk).update(proof=draft.proof)


def complete(draft: ApplicationDraft, user: User, *, fills_profile: bool = True) -> Made:
    """The address is proven: send what was handed in, as of the moment it was. What was asked later is not asked of
    this one. Raises door.NotAccepted and NotInOrder; the draft is the person's then."""
    drafts.adopt(draft, user)
    now, form = timezone.now(), handed_in(draft)
    if not form.is_valid():
        drafts.take_back(draft)
        raise NotInOrder
    opened = draft.proof.get("opened")
    in_time = drafts.counts(draft, now)
    try:
        return send(
            form,
            draft,
            user,
            at=draft.handed_in_at if in_time else now,
            form_opened_at=datetime.fromisoformat(opened) if opened and in_time else None,
            fills_profile=fills_profile,
        )
    except door.NotAccepted:
        drafts.take_back(draft)
        raise


def handed_in(draft: ApplicationDraft) -> ApplyForm:
    posting = draft.posting
    asked = Question.objects.asked().filter(posting=posting, pk__in=draft.proof.get("asked", []))
    facts = [name for name in ruled(posting) if name in draft.data]
    return ApplyForm(posting, list(asked), asks_email=False, facts=facts, held=draft.resume, data=as_data(draft.data))


def taken_back(draft: ApplicationDraft) -> int:
    """How many of the answers in it are to questions that nobody asks any more."""
    answered = [pk for pk in draft.proof.get("asked", []) if draft.data.get(f"answer-{pk}")]
    return len(answered) - Question.objects.asked().filter(posting=draft.posting_id, pk__in=answered).count()


def earlier(user: User | None) -> Application | None:
    """The application sent last, for its résumé."""
    if user is None:
        return None
    mine = Application.objects.for_student(user).filter(erased_at=None, resume__isnull=False)
    return mine.select_related("resume").order_by("-submitted_at").first()


def first_of(posting: Posting, user: User | None) -> Application | None:
    """The living application of this person, if there is one."""
    return Application.objects.living().for_student(user).filter(posting=posting).first() if user else None
