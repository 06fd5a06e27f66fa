"""A world in which every word of a person, and every word of an employer that is not public, stands nowhere else.

`Word.readers` are all who may ever read it. Numbers of rows are long and differ by table, so that an id is an id.
"""

import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import time_machine
from allauth.account.internal.flows import login
from allauth.usersessions.models import UserSession
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.utils import timezone

from accounts.models import User
from applications import applying, drafts, pipeline, resumes, stages
from applications.models import Application, ApplicationDraft, Elsewhere, MessageTemplate, Student
from listings.importing.report import TOLD
from listings.models import ImportRun, ImportUpload, Invitation, Membership, Posting, SavedPosting, Source
from tests.accounts.passkeys import give_passkey
from tests.applicants import make_question, make_student, sending
from tests.cast import Cast, make_cast
from tests.factories import make_posting, make_user

TEAM, READ = frozenset({"recruiter"}), frozenset({"recruiter", "reviewer"})
STUDENT, OTHER, RIVAL, VISITOR = (frozenset({who}) for who in ("student", "other", "rival", "visitor"))
NOBODY = frozenset[str]()
# Word → who may read it. Each of them meets it, too.
WORDS: dict[str, frozenset[str]] = {
    # What the student sent to Ledger, which the reviewer is assigned to, and to Storage, which they are not.
    **dict.fromkeys(("zqname", "zqschool", "zqlink", "zqletter", "zqanswer", "zqresume"), STUDENT | READ),
    **dict.fromkeys(("zqsecondletter", "zqsecondresume", "zqtold", "zqsecondanswer"), STUDENT | TEAM),
    # Of the profile alone: what nothing was applied with, and what is for the student's own eyes.
    **dict.fromkeys(("zqsavednote", "zqelsewhere", "zqdraft", "192.0.2.71", "zqkey", "zqunsent"), STUDENT),
    **dict.fromkeys(("student@example.org", "zqmessage"), STUDENT | READ),
    # What colleagues write, and what waits for its time.
    **dict.fromkeys(("zqnote", "zqmovenote", "zqwaiting", "zqlead", "zqeyes", "zqstage"), READ),
    **dict.fromkeys(("zqhiddennote", "zqinternal", "zqtemplate", "zqtoldlater"), TEAM),
    # The other side of the street.
    **dict.fromkeys(
        ("zqothername", "zqotherschool", "zqotherletter", "zqotheranswer", "zqothertext", "other@example.org"),
        OTHER | RIVAL,
    ),
    **dict.fromkeys(("zqothersavednote", "zqotherdraft", "zqotherelsewhere", "192.0.2.72", "zqotherkey"), OTHER),
    **dict.fromkeys(("zqrivalnote", "zqrivaltemplate", "zqrivalowner", "zqrivalstage"), RIVAL),
    **dict.fromkeys(("zqvisitorfact", "zqvisitordraft"), VISITOR),
    # Of a posting that was never published, in the panel; what it asks is offered to their other postings.
    **dict.fromkeys(("zqnever", "zqneverq"), TEAM),
    # What a visitor of another browser typed, and what was withdrawn.
    **dict.fromkeys(("zqstranger", "zqwithdrawnnote"), NOBODY),
    "zqwithdrawn": STUDENT,
}
WHO = ("visitor", "student", "other", "rival", "recruiter", "reviewer")
STRANGERS = (*WHO, "former", "moderator")


@dataclass
class World:
    cast: Cast
    ids: dict[str, Any] = field(default_factory=dict)
    own: dict[str, dict[str, Any]] = field(default_factory=dict)

    def client(self, who: str) -> Client:
        """Signed in a moment ago, so that nothing asks for the password again."""
        client = self.cast.client(who)
        session = client.session
        if who == "visitor":
            session["facts"] = {"school": "zqvisitorfact"}
            session["drafts"] = {str(self.ids["public"]): "visitor"}
        else:
            session[login._AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(self.cast.people[who].pk)
            session[login.AUTHENTICATION_METHODS_SESSION_KEY] = [
                {"method": method, "at": time.time(), "reauthenticated": True} for method in ("password", "mfa")
            ]
        session.save()
        client.cookies["sessionid"] = str(session.session_key)
        return client


def spread_ids() -> None:
    """Each table counts from another nine-digit number: an id of one is never a word or an id of another."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sequencename FROM pg_sequences WHERE schemaname = 'public' ORDER BY sequencename")
        for number, (name,) in enumerate(cursor.fetchall(), start=1):
            cursor.execute(
                "SELECT setval(%s, greatest(nextval(%s), %s))",
                [f'"{name}"', f'"{name}"', 100_000_000 + number * 7_654_321],
            )


def make_world() -> World:
    spread_ids()
    world = World(make_cast())
    cast, now = world.cast, timezone.now()
    people = cast.people
    people["student"].name, people["recruiter"].name, people["reviewer"].name = "zqname", "zqlead", "zqeyes"
    people["rival"].name = "zqrivalowner"
    people["other"], people["former"] = make_user("other@example.org", name="zqothername"), make_user()
    for person in people.values():
        person.save()
    with time_machine.travel(now - timedelta(days=2)) as clock:
        ledger = posting_of(world, "Ledger", cast.employer, "zqstage")
        storage = posting_of(world, "Storage", cast.employer)
        rivals = posting_of(world, "Rival", cast.other, "zqrivalstage")
        public = make_posting("Public Intern", skills={"go": "needed"}, cover_letter="optional")
        world.ids |= {"public": public.pk, "public_ref": f"{public.pk}-{public.slug}"}
        first, second, withdrawn = students(world, ledger, storage)
        theirs = others(world, rivals)
        clock.shift(timedelta(days=1))
        decide(world, first, second, theirs)
    written_now(world, first, second)
    beside(world, now)
    world.own["recruiter"] = ids_of(first)
    world.own["rival"] = ids_of(theirs)
    world.ids |= {"withdrawn": withdrawn.pk, "unassigned": second.pk}
    return world


def ids_of(application: Application) -> dict[str, Any]:
    """What can be named in an address or a form of the desk."""
    posting = application.posting
    seat = Membership.objects.filter(employer=posting.employer).order_by("pk")[0]
    move = application.moves.order_by("pk").last()
    return {
        "slug": posting.employer.slug,
        "application": application.pk,
        "posting": posting.pk,
        "stage": stages.of_type(posting, "hired").pk,
        "question": posting.questions.get().pk,
        "seat": seat.pk,
        "invitation": invitation_of(seat).pk,
        **board_of(seat),
        "person": seat.user_id,
        "batch": move.batch if move else None,
        "resume": application.resume_id,
    }


def invitation_of(seat: Membership) -> Invitation:
    now = timezone.now()
    good = {"role": "reviewer", "digest": f"digest-{seat.pk}", "invited_at": now, "expires_at": now + timedelta(days=7)}
    found, _is_new = Invitation.objects.get_or_create(
        employer=seat.employer, email="invited@example.org", defaults=good
    )
    return found


def board_of(seat: Membership) -> dict[str, int]:
    """A board that is being brought, and one that was."""
    now, own = timezone.now(), {"employer": seat.employer}
    kept = {"format": "csv", "data": b"title,url\nIntern,https://acme.example/\n", "kept_at": now}
    upload, _is_new = ImportUpload.objects.get_or_create(**own, defaults=kept)
    source, _is_new = Source.objects.get_or_create(**own, kind="panel", slug=f"panel-{seat.employer_id}-csv")
    run, _is_new = ImportRun.objects.get_or_create(
        source=source, defaults={"at": now, "counts": dict.fromkeys(TOLD, 0)}
    )
    return {"upload": upload.pk, "run": run.pk}


def posting_of(world: World, title: str, employer: Any, stage: str = "") -> Posting:
    made = make_posting(f"{title} Intern", employer=employer, skills={"go": "needed"}, cover_letter="optional")
    make_question(made, f"What of {title}?", "text")
    if stage:
        stages.of(made)  # copied the first time
        made.stages.filter(type="assessment").update(name=stage)
    return made


def students(world: World, ledger: Posting, storage: Posting) -> tuple[Application, Application, Application]:
    user = world.cast.people["student"]
    student = make_student(user, skills={"go": "strong"}, school="zqschool", links=["https://zqlink.example/"])
    file = resumes.store(SimpleUploadedFile("zqresume.txt", b"zqresume event store in Go"), student=student)
    first = sent(ledger, student, file, "zqletter", "zqanswer")
    pasted = resumes.store_text("zqsecondresume", student=student)
    second = sent(storage, student, pasted, "zqsecondletter", "zqsecondanswer")
    gone = sent(posting_of(world, "Gone", world.cast.employer), student, pasted, "zqwithdrawn", "zqwithdrawn")
    pipeline.add_note(gone, "zqwithdrawnnote", by=world.cast.people["recruiter"])
    applying.withdraw(gone, by=user)
    unused = resumes.store(SimpleUploadedFile("zqunsent.txt", b"zqunsent"), student=student)
    world.ids |= {"resume": file.pk, "unused": unused.pk}
    return first, second, gone


def sent(posting: Posting, student: Student, resume: Any, letter: str, answer: str) -> Application:
    answers = [(posting.questions.get(), answer)]
    what = sending(student, resume=resume, cover_letter=letter, answers=answers)
    return applying.submit(posting, student, what, by=student.user)[0]


def others(world: World, rivals: Posting) -> Application:
    student = make_student(world.cast.people["other"], school="zqotherschool")
    text = resumes.store_text("zqothertext", student=student)
    return sent(rivals, student, text, "zqotherletter", "zqotheranswer")


def decide(world: World, first: Application, second: Application, theirs: Application) -> None:
    """A day ago: all of it may be seen by now."""
    by, rival = world.cast.people["recruiter"], world.cast.people["rival"]
    reviewer = Membership.objects.get(user=world.cast.people["reviewer"])
    world.ids["batch"] = pipeline.assign([first], [reviewer], by=by).id
    pipeline.add_note(first, "zqnote", by=by)
    pipeline.add_note(second, "zqhiddennote", by=by)
    pipeline.write(first, pipeline.Letter("Hello", "zqmessage", is_final=True), by=by)
    pipeline.move([first], "review", by=by, note="zqmovenote")
    pipeline.reject([second], reason="filled", note="zqinternal", told="zqtold", by=by)
    pipeline.add_note(theirs, "zqrivalnote", by=rival)


def written_now(world: World, first: Application, second: Application) -> None:
    """Colleagues see it; the student does not for ten minutes."""
    by = world.cast.people["recruiter"]
    world.ids["message_batch"] = pipeline.write(first, pipeline.Letter("Soon", "zqwaiting", is_final=True), by=by).id
    third = sent(posting_of(world, "Third", world.cast.employer), second.student, second.resume, "Hello", "zqanswer")
    pipeline.reject([third], reason="filled", told="zqtoldlater", by=by)


def beside(world: World, now: datetime) -> None:
    """What belongs to one person alone, and the words of each employer."""
    public = Posting.objects.get(pk=world.ids["public"])
    for who, ending in (("student", ""), ("other", "other")):
        world.own[who] = own_things(world.cast.people[who], public, f"zq{ending}", now)
    for token, word, proof in (
        ("visitor", "zqvisitordraft", {}),
        ("stranger", "zqstranger", {"code": {"email": "stranger@example.org"}}),
    ):
        typed = {"data": {"cover_letter": word}, "proof": proof, "created_at": now, "saved_at": now}
        world.ids[f"draft_of_{token}"] = drafts.link_token(
            ApplicationDraft.objects.create(token=token, posting=public, **typed)
        )
    for employer, word in ((world.cast.employer, "zqtemplate"), (world.cast.other, "zqrivaltemplate")):
        MessageTemplate.objects.create(employer=employer, purpose="interview", subject="Hello", body=word)
    never = make_posting("zqnever", employer=world.cast.employer, status="draft", indexed=False)
    make_question(never, "zqneverq", "yes-no")
    world.ids["never"] = never.pk


def own_things(user: User, public: Posting, start: str, now: datetime) -> dict[str, Any]:
    """By the word each begins with: a saved posting, a draft, an application elsewhere, a session, a passkey."""
    draft = {"data": {"cover_letter": f"{start}draft"}, "created_at": now, "saved_at": now}
    ApplicationDraft.objects.create(user=user, posting=public, **draft)
    SavedPosting.objects.create(user=user, posting=public, note=f"{start}savednote")
    elsewhere = Elsewhere.objects.create(student=user.student, title=f"{start}elsewhere", employer="Far away")
    elsewhere_too = Client()
    elsewhere_too.force_login(user)
    session_key = elsewhere_too.session.session_key
    at = {
        "ip": f"192.0.2.7{1 if start == 'zq' else 2}",
        "user_agent": "a browser",
        "session_key": session_key,
        "last_seen_at": now,
    }
    session = UserSession.objects.create(user=user, **at)
    key = give_passkey(user, f"{start}key")
    return {"elsewhere": elsewhere.pk, "session": session.pk, "key": key.pk, "saved": public.pk}
