"""One application: what is shown, what is recorded, what is written from it."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from accounts.models import AuditEvent, OutgoingMail, User
from applications import applying, pipeline, resume_files, resumes
from applications.models import Application, Message, Move
from listings.postings import matching
from tests.applicants import make_question, make_student, sending
from tests.applications.desk import Desk, apply
from tests.factories import make_user


@pytest.fixture
def client(desk: Desk) -> Client:
    return desk.client("recruiter")


def test_what_was_sent(client: Client, desk: Desk) -> None:
    why = make_question(desk.posting, "Why back-end?", "long-text")
    site = make_question(desk.posting, "Your site?", "link")
    facts = {"school": "Hudson Valley University", "degree": "bachelor", "links": ["https://code.example/noor"]}
    one = apply(desk.posting, "Noor Haddad", skills={"go": "strong"}, facts=facts, cover_letter="Dear ledger,\n\nhello.",
                answers=[(why, "Because they must be right."), (site, "https://noor.example/")])  # fmt: skip
    why.text = "Another question?"
    why.save()
    page = client.get(desk.one(one)).text
    for words in ("Noor Haddad", "Ledger Intern", "Hudson Valley University", "Why back-end?", "Because they must be right.",
                  "Dear ledger,", "event store in Go", "code.example/noor", 'href="https://noor.example/"', "Day 0 of 21"):  # fmt: skip
        assert words in page, words
    assert "Another question?" not in page  # as it was asked


def test_the_address_is_the_one_the_answer_goes_to(client: Client, desk: Desk) -> None:
    one = apply(desk.posting, "Noor Haddad")
    former = one.email
    User.objects.filter(pk=one.student.user_id).update(email="noor.now@example.org")
    page = client.get(desk.one(one)).text
    assert "noor.now@example.org" in page
    assert former not in page


def test_the_same_lines_that_the_student_saw(client: Client, desk: Desk) -> None:
    one = apply(desk.posting, skills={"go": "strong"})
    fit = matching.fit(one.facts(), matching.Requirements.of(desk.posting))
    shown = client.get(desk.one(one)).context["fit"]
    assert [(item["text"], item["state"]) for item in shown["items"]] == [(line.text, line.state) for line in fit.lines]
    assert shown["verdict"].startswith("Meets 1 of 2 needed")


def test_the_first_look_is_noted_and_every_look_recorded(client: Client, desk: Desk) -> None:
    one = apply(desk.posting)
    client.get(desk.one(one))
    first = Application.objects.get(pk=one.pk).opened_at
    client.get(desk.one(one))
    assert Application.objects.get(pk=one.pk).opened_at == first is not None
    looks = AuditEvent.objects.filter(code="application.open", subject_id=one.pk)
    assert {event.actor_id for event in looks} == {desk.cast.people["recruiter"].pk}
    assert looks.count() == 2


def pdf(desk: Desk, name: str = "Noor Haddad") -> Application:
    from jobboard.demo.pdf import of_lines

    student = make_student(make_user(name=name))
    file = SimpleUploadedFile("cv.pdf", of_lines(["Built a queue in Rust."]), content_type="application/pdf")
    sent = sending(student, resume=resumes.store(file, student=student))
    return applying.submit(desk.posting, student, sent, by=student.user)[0]


def test_the_file_is_an_attachment_and_its_opening_recorded(client: Client, desk: Desk) -> None:
    one = pdf(desk)
    assert "Built a queue in Rust." in client.get(desk.one(one)).text
    response = client.get(desk.one(one, "resume/"))
    assert response.status_code == 200
    assert response["Content-Disposition"].startswith('attachment; filename="Noor Haddad.pdf"')
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert response.content.startswith(b"%PDF")
    event = AuditEvent.objects.get(code="resume.download")
    assert (event.subject_id, event.actor_id) == (one.resume_id, desk.cast.people["recruiter"].pk)
    assert event.data == {"application": one.pk}
    for who, status in {"reviewer": 404, "rival": 404, "student": 404, "visitor": 302}.items():
        assert desk.client(who).get(desk.one(one, "resume/")).status_code == status


def test_a_file_that_is_gone_is_a_page_with_words(client: Client, desk: Desk) -> None:
    one = pdf(desk)
    assert one.resume and one.resume.key
    resume_files.remove(one.resume.key)
    response = client.get(desk.one(one, "resume/"))
    assert response.status_code == 404
    assert "missing" in response.text
    pasted = apply(desk.posting)
    assert client.get(desk.one(pasted, "resume/")).status_code == 404


def test_a_note_stays_here_and_a_message_goes_out(client: Client, desk: Desk) -> None:
    one = apply(desk.posting, "Noor Haddad")
    mails = OutgoingMail.objects.count()
    client.post(desk.one(one, "note/"), {"text": "Keen on clocks."})
    assert OutgoingMail.objects.count() == mails
    response = client.post(desk.one(one, "message/"), {"subject": "Hello", "body": "We read {on}."})
    assert response.status_code == 303
    message = Message.objects.get()
    assert (message.body, message.mail.to) == ("We read {on}.", one.email)
    assert "Keen" not in message.mail.body
    page = client.get(response["Location"]).text
    assert "Only colleagues read this." in page
    assert "Goes to Noor Haddad by mail." in page
    assert "Your message to Noor Haddad is written." in page
    assert Application.objects.get(pk=one.pk).answered_at


def test_empty_words_are_asked_for(client: Client, desk: Desk) -> None:
    one = apply(desk.posting)
    assert "There is nothing in the note yet." in client.post(desk.one(one, "note/"), {"text": " "}).text
    page = client.post(desk.one(one, "message/"), {"subject": "", "body": "kept words"}).text
    assert "The mail needs a subject." in page
    assert "kept words" in page


def test_rejecting_takes_a_reason_and_may_tell_one(client: Client, desk: Desk) -> None:
    one = apply(desk.posting, "Noor Haddad")
    page = client.get(desk.one(one, "reject/"))
    reasons = [value for value, _label in page.context["form"].fields["told"].choices]
    assert [reason.rpartition(": ")[2] for reason in reasons[1:3]] == ["Go.", "SQL."]  # what the posting asks for
    data = {"sent": "1", "subject": "No", "body": "Not this time.", "note": "nice letter", "told": reasons[1]}
    refused = client.post(desk.one(one, "reject/"), data)
    assert "Say why" in refused.text
    assert not Move.objects.exists()
    assert "is not one of the available choices" in client.post(
        desk.one(one, "reject/"), {**data, "reason": "filled", "told": "You are too old"}
    ).text  # fmt: skip
    assert client.post(desk.one(one, "reject/"), {**data, "reason": "skill-missing"}).status_code == 303
    move = Move.objects.get()
    assert (move.reason, move.note, move.told) == ("skill-missing", "nice letter", reasons[1])
    assert reasons[1] in move.mail.body
    assert "nice letter" not in move.mail.body
    assert "needed skill" not in move.mail.body


def test_the_timeline(client: Client, desk: Desk) -> None:
    one = apply(desk.posting, "Noor Haddad", cover_letter="First words")
    by = desk.cast.people["recruiter"]
    client.get(desk.one(one))
    pipeline.move([one], desk.stage("review"), by=by, note="promising")
    student = one.student
    assert student
    applying.edit(one, sending(student, cover_letter="Other words", resume=one.resume), by=student.user)
    batch = pipeline.move([one], desk.stage("interview"), by=by)
    pipeline.undo(batch.id, employer=desk.cast.employer, by=by)
    page = client.get(desk.one(one))
    events = page.context["events"]
    texts = [event.text for event in events]
    assert texts[-1] == "Applied"
    assert "Opened for the first time" in texts
    assert "Changed after your first look: the cover letter" in texts
    undone = next(event for event in events if "Interview" in event.text)
    assert undone.is_undone and "undone" in undone.who
    assert next(event for event in events if "to “In review”" in event.text).quote == "promising"
    for words in ("<del>Moved from “In review” to “Interview”</del>", "First words", "Other words", "you"):
        assert words in page.text, words


def test_undo_is_offered_while_it_can_be_done(client: Client, desk: Desk) -> None:
    one = apply(desk.posting)
    now = timezone.now()
    batch = pipeline.move([one], desk.stage("review"), by=desk.cast.people["recruiter"])
    address = desk.url(f"undo/{batch.id}/")
    assert address in client.get(desk.one(one)).text
    assert address not in desk.client("reviewer").get(desk.url("?stage=all")).text
    with time_machine.travel(now + timedelta(minutes=11), tick=False):
        assert address not in client.get(desk.one(one)).text
        response = client.post(address, {"from": "application", "application": one.pk})
        assert response["Location"] == desk.one(one)
        assert "can no longer be undone" in client.get(response["Location"]).text
    assert Application.objects.get(pk=one.pk).stage.type == "review"


def neighbours(page: Any) -> tuple[Any, str, Any]:
    context = page.context
    return context["before"] and context["before"][1], context["position"], context["after"] and context["after"][1]


def test_the_way_through_a_list(client: Client, desk: Desk) -> None:
    ann, ben, cleo = (apply(desk.posting, name, skills={"go": "basics"}) for name in ("Ann", "Ben", "Cleo"))
    apply(desk.posting, "Bea"), apply(desk.other, "Bo", skills={"go": "basics"})
    query = f"?posting={desk.posting.pk}&skill=go&sort=name"
    page = client.get(desk.one(ben, query))
    assert neighbours(page) == ("Ann", "2 of 3", "Cleo")
    assert page.context["after"][0] == desk.one(cleo, query)
    assert page.context["list_url"] == desk.url(query)
    assert neighbours(client.get(desk.one(ann, query))) == (None, "1 of 3", "Ben")
    # Once rejected it has left the list of open ones, and still stands between its neighbours.
    pipeline.reject([ben], reason="filled", by=desk.cast.people["recruiter"])
    assert neighbours(client.get(desk.one(ben, query))) == ("Ann", "2 of 3", "Cleo")
    assert neighbours(client.get(desk.one(ann, query))) == (None, "1 of 2", "Cleo")
