"""What is drafted for who waits when a posting closes, and when it is drafted no longer."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import OutgoingMail
from applications import applying, letters, pipeline, privacy
from applications.desk import closing
from applications.letters import Letter
from applications.models import Application, MessageTemplate, Move
from listings.models import Posting
from listings.models.choices import CloseReason
from listings.postings import lifecycle
from tests.applications.desk import Desk, apply

CLOSED = "answers are drafted because Ledger Intern closed."


@pytest.fixture
def waiting(desk: Desk) -> list[Application]:
    return [apply(desk.posting, name) for name in ("Ada Early", "Bo Middle", "Cy Late")]


def close(desk: Desk, reason: CloseReason = CloseReason.FILLED) -> None:
    lifecycle.close(desk.posting, by=desk.cast.people["recruiter"], reason=reason)


def page(desk: Desk, who: str = "recruiter") -> str:
    answer = desk.client(who).get(desk.url(f"postings/{desk.posting.pk}/closing/"))
    assert answer.status_code == 200
    return answer.content.decode()


def inbox(desk: Desk, who: str = "recruiter") -> str:
    return desk.client(who).get(desk.url()).content.decode()


def sent(text: str, **changes: str) -> dict[str, str]:
    """What the page's form would send."""
    ids = text.partition('name="ids" value="')[2].partition('"')[0]
    return {
        "do": "reject",
        "sent": "1",
        "ids": ids,
        "reason": "filled",
        "subject": "{title}",
        "body": "Dear {name}",
        **changes,
    }


def test_nothing_is_drafted_while_it_is_open(desk: Desk, waiting: list[Application]) -> None:
    assert "drafted" not in inbox(desk)
    assert "Nobody waits" in page(desk)
    assert waiting[0].name not in page(desk)


def test_closing_drafts_and_sends_nothing_by_itself(desk: Desk, waiting: list[Application]) -> None:
    close(desk)
    assert f"3 {CLOSED}" in inbox(desk)
    text = page(desk)
    for one in waiting:
        assert f"Hello {one.name}," in text
    assert "Reject 3 applications</button>" in text
    assert "The position is filled, so we do not go on" in text
    assert '<option value="filled" selected>' in text
    assert not Move.objects.exists()
    assert not OutgoingMail.objects.filter(kind="application-rejected").exists()


def test_one_click_sends_all_and_ten_minutes_take_it_back(desk: Desk, waiting: list[Application]) -> None:
    close(desk)
    client = desk.client("recruiter")
    assert client.post(desk.url("bulk/"), sent(page(desk))).status_code == 303
    mails = OutgoingMail.objects.filter(kind="application-rejected")
    assert sorted(mail.body.split("Dear ")[1].split("\n")[0] for mail in mails) == [one.name for one in waiting]
    assert "drafted" not in inbox(desk)
    assert "Nobody waits" in page(desk)
    batch = Move.objects.values_list("batch", flat=True).distinct().get()
    client.post(desk.url(f"undo/{batch}/"))
    assert f"3 {CLOSED}" in inbox(desk)
    assert mails.filter(cancelled_at=None).count() == 0


def test_sent_twice_answers_once(desk: Desk, waiting: list[Application]) -> None:
    close(desk)
    form = sent(page(desk))
    for _ in range(2):
        desk.client("recruiter").post(desk.url("bulk/"), form)
    assert OutgoingMail.objects.filter(kind="application-rejected").count() == len(waiting)


def test_reopening_withdraws_the_drafts(desk: Desk, waiting: list[Application]) -> None:
    close(desk)
    lifecycle.reopen(desk.posting, by=desk.cast.people["recruiter"])
    assert "drafted" not in inbox(desk)
    assert waiting[0].name not in page(desk)


def test_who_was_answered_otherwise_or_left_drops_out(desk: Desk, waiting: list[Application]) -> None:
    close(desk)
    by = desk.cast.people["recruiter"]
    pipeline.move([waiting[0]], desk.stage("interview"), by=by)
    applying.withdraw(waiting[1], by=None)
    text = page(desk)
    assert "Cy Late" in text
    assert "Ada Early" not in text
    assert "Bo Middle" not in text
    student = waiting[2].student
    assert student
    pipeline.write(waiting[2], Letter("s", "b"), by=by)
    assert "Nobody waits" in page(desk)
    assert "drafted" not in inbox(desk)


def test_who_was_erased_is_nowhere(desk: Desk, waiting: list[Application]) -> None:
    close(desk)
    assert waiting[0].student
    privacy.erase(waiting[0].student.user, by=None)
    text = page(desk)
    assert "Ada Early" not in text
    assert f"2 {CLOSED}" in inbox(desk)


def test_the_employers_own_words_come_first(desk: Desk, waiting: list[Application]) -> None:
    MessageTemplate.objects.create(
        employer=desk.cast.employer, purpose="rejected", subject="No, {name}", body="Not now, {name}.",
    )  # fmt: skip
    close(desk)
    assert f"Not now, {waiting[0].name}." in page(desk)


@pytest.mark.parametrize("reason", [CloseReason.DEADLINE, CloseReason.CANCELLED, CloseReason.EXPIRED])
def test_each_way_of_closing(desk: Desk, waiting: list[Application], reason: CloseReason) -> None:
    close(desk, reason)
    text = page(desk)
    assert str(reason.label) in text
    assert f"Hello {waiting[0].name}," in text


def test_it_is_for_who_decides_there(desk: Desk, waiting: list[Application]) -> None:
    close(desk)
    pipeline.assign(waiting, [desk.seat("reviewer")], by=desk.cast.people["recruiter"])
    assert "drafted" not in inbox(desk, "reviewer")
    address = desk.url(f"postings/{desk.posting.pk}/closing/")
    for who, status in {"reviewer": 403, "rival": 404, "student": 404, "visitor": 302}.items():
        assert desk.client(who).get(address).status_code == status, who
    rival = desk.client("rival")
    assert rival.get(f"/review/{desk.cast.other.slug}/postings/{desk.posting.pk}/closing/").status_code == 404
    assert desk.client("recruiter").get(desk.url(f"postings/{desk.foreign.pk}/closing/")).status_code == 404
    assert desk.client("recruiter").post(address).status_code == 405


def count(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_as_many_questions_for_three_as_for_thirty(desk: Desk, waiting: list[Application]) -> None:
    close(desk)
    client, address = desk.client("recruiter"), desk.url(f"postings/{desk.posting.pk}/closing/")
    count(client, address)
    few = count(client, address)
    Posting.objects.filter(pk=desk.posting.pk).update(**_open())
    for _ in range(27):
        apply(desk.posting)
    desk.posting.refresh_from_db()
    close(desk)
    assert count(client, address) == few <= 16


def _open() -> dict[str, Any]:
    return {"status": "published", **lifecycle.NOT_CLOSED}


def test_the_words_hold_no_unknown_placeholder() -> None:
    for words in closing.WORDS.values():
        assert not letters.check(Letter("", str(words)))
