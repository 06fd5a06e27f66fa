"""One person with something in every table that can hold it, all of it told by words that stand nowhere else."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from accounts import limits, outbox
from accounts.models import MutedMail, OutgoingMail, User
from applications import applying, pipeline, resumes
from applications.models import Application, ApplicationDraft, Elsewhere, Note, Resume, Student
from listings.models import LastVisit, SavedPosting
from tests.applicants import make_question, make_student, sending
from tests.applications.resume_files import pdfs, words
from tests.factories import make_employer, make_member, make_posting, make_user

ADDRESS = "zq-address@zq-domain.example"
NAME, SCHOOL, LINK, EVIDENCE, PDF, DOCX, PASTED, ANSWER, LETTER, NOTE, TOLD, MESSAGE = (
    f"zqcanary{name}" for name in ("name", "school", "link", "proof", "pdf", "docx", "paste", "answer", "letter", "note", "told", "word")
)  # fmt: skip
PUT_ASIDE, ELSEWHERE, DRAFT, VISITOR, SESSION, AGENT, FILE = (
    f"zqcanary{name}" for name in ("saved", "elsewhere", "draft", "visitor", "session", "agent", "file")
)
CANARIES = (
    *(ADDRESS, NAME, SCHOOL, LINK, EVIDENCE, PDF, DOCX, PASTED, ANSWER, LETTER, NOTE, TOLD, MESSAGE),
    *(PUT_ASIDE, ELSEWHERE, DRAFT, VISITOR, SESSION, AGENT, FILE),
)
# Numbers that no row reaches by itself, so that a link by id is seen as well.
USER_ID, STUDENT_ID = 7_310_982_645, 6_210_937_458


@dataclass
class Leaver:
    user: User
    student: Student
    client: Client
    recruiter: User
    answered: Application
    waiting: Application
    withdrawn: Application


def upload(name: str, data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def make_leaver() -> Leaver:
    user = User(pk=USER_ID, email=ADDRESS, name=NAME)
    user.set_password("zq-password")
    user.save()
    student = make_student(
        Student.objects.create(pk=STUDENT_ID, user=user).user, skills={"go": "strong"}, school=SCHOOL
    )
    student.links = [f"https://{LINK}.example/"]
    student.save()
    student.proficiencies.update(evidence=EVIDENCE)
    posting = make_posting(employer=make_employer("Tidewater"))
    recruiter = make_member(posting.employer, "recruiter")
    answered, waiting, withdrawn = _applications(student, posting, recruiter)
    _people_things(user, student)
    client = Client(headers={"user-agent": AGENT})
    client.force_login(user)
    session = client.session
    session["facts"] = {"school": SESSION}
    session.save()
    UserSession.objects.create(
        user=user, ip="192.0.2.7", user_agent=AGENT, session_key=session.session_key, last_seen_at=timezone.now()
    )
    return Leaver(user, student, client, recruiter, answered, waiting, withdrawn)


def _applications(student: Student, posting: Any, recruiter: User) -> tuple[Application, Application, Application]:
    by = student.user
    question = make_question(posting, "Why back-end?", "long-text")
    pdf = resumes.store(upload(f"{FILE}.pdf", pdfs.pdf(words=f"Event store {PDF}")), student=student)
    docx = resumes.store(upload(f"{FILE}.docx", words.docx(words.paragraph(f"Queues {DOCX}"))), student=student)
    pasted = resumes.store_text(f"Schedulers {PASTED}", student=student)
    said = {"answers": [(question, ANSWER)], "cover_letter": LETTER}
    answered = applying.submit(posting, student, sending(student, resume=pdf, **said), by=by)[0]
    applying.edit(answered, sending(student, resume=docx, answers=[(question, f"{ANSWER} again")]), by=by)
    answered.refresh_from_db()
    pipeline.opened(answered, by=recruiter)
    pipeline.add_note(answered, f"{NOTE} is good at SQL", by=recruiter)
    pipeline.write(answered, pipeline.Letter("Hello", f"Dear {MESSAGE}", is_final=True), by=recruiter)
    pipeline.move([answered], "review", by=recruiter, note=NOTE)
    outbox.deliver_due()
    OutgoingMail.objects.update(send_after=timezone.now())
    outbox.deliver_due()
    pipeline.reject([answered], reason="filled", note=NOTE, told=f"{TOLD}: somebody else", by=recruiter)
    others = [make_posting(employer=posting.employer) for _ in range(2)]
    waiting, withdrawn = (
        applying.submit(other, student, sending(student, resume=pasted), by=by)[0] for other in others
    )
    Note.objects.create(application=waiting, at=timezone.now(), by=recruiter, text=NOTE)
    applying.withdraw(withdrawn, by=by)
    return answered, waiting, withdrawn


def _people_things(user: User, student: Student) -> None:
    now, posting = timezone.now(), make_posting()
    address = EmailAddress.objects.create(user=user, email=ADDRESS, verified=True, primary=True)
    EmailConfirmation.objects.create(email_address=address, key=VISITOR, sent=now)
    Authenticator.objects.create(user=user, type="totp", data={"secret": SESSION})
    group = Group.objects.create(name="Support")
    user.groups.add(group)
    log = {"content_type": ContentType.objects.get_for_model(User), "action_flag": CHANGE, "object_repr": ADDRESS}
    LogEntry.objects.create(user=make_user(is_staff=True), object_id=str(user.pk), change_message=NAME, **log)
    LogEntry.objects.create(user=user, object_id="1", **log)
    LastVisit.objects.create(user=user, seen_at=now)
    MutedMail.objects.create(user=user, kind="saved-closing", at=now)
    SavedPosting.objects.create(user=user, posting=posting, note=PUT_ASIDE)
    Elsewhere.objects.create(student=student, title=ELSEWHERE, employer=ELSEWHERE, note=ELSEWHERE)
    kept = {"posting": posting, "created_at": now, "saved_at": now}
    held = resumes.store_text(f"{DRAFT} text", student=None)
    ApplicationDraft.objects.create(user=user, data={"name": NAME, "cover_letter": DRAFT}, resume=held, **kept)
    visiting = resumes.store(upload("r.txt", f"{VISITOR} text".encode()), student=None)
    proof = {"code": {"email": ADDRESS}}
    ApplicationDraft.objects.create(token="t", data={"name": VISITOR}, proof=proof, resume=visiting, **kept)
    outbox.queue(ADDRESS, "Your code", f"Hello {NAME}", send_after=now + timedelta(days=1))
    for action in limits.BY_PERSON:
        limits.hit(action, limits.person(ADDRESS), most=5, per=limits.HOUR)


def everybodys_files() -> set[str]:
    return {key for key in Resume.objects.values_list("key", flat=True) if key}
