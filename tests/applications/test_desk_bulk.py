"""Many at once: by their boxes or all of a list, shown first, done together, undone together."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from accounts.models import OutgoingMail
from applications import applying, pipeline
from applications.desk import selection
from applications.models import Application, Move
from tests.applications.desk import Desk, apply

WORDS = {"subject": "About {title}", "body": "Hello {name}, not this time.", "reason": "filled"}


@pytest.fixture
def client(desk: Desk) -> Client:
    return desk.client("recruiter")


def bulk(client: Client, desk: Desk, do: str, **data: Any) -> Any:
    return client.post(desk.url("bulk/"), {"do": do, **data})


def undo_address(client: Client, desk: Desk, where: str) -> str:
    page = client.get(where)
    batch = page.context["toast"]["batch"]
    assert desk.url(f"undo/{batch}/") in page.text
    return desk.url(f"undo/{batch}/")


def test_rejecting_shows_names_and_a_real_letter_first(client: Client, desk: Desk) -> None:
    some = [apply(desk.posting, name) for name in ("Ann Lee", "Ben Roy", "Cleo Fox")]
    page = bulk(client, desk, "reject", ids=[some[0].pk, some[1].pk], query="sort=name")
    assert not Move.objects.exists()
    for words in ("Reject 2 applications", "Ann Lee", "Ben Roy", "As Ann Lee reads it", "Hello Ann Lee,"):
        assert words in page.text, words
    assert "Cleo Fox" not in page.text
    done = bulk(client, desk, "reject", sent="1", ids=page.context["chosen"].ids, query="sort=name", **WORDS)
    assert done["Location"] == desk.url("?sort=name")
    assert "2 applications rejected." in client.get(done["Location"]).text
    mails = OutgoingMail.objects.filter(subject="About Ledger Intern")
    assert sorted(mail.to for mail in mails) == sorted(one.email for one in some[:2])
    assert all(f"Hello {one.name}, not this time." in mails.get(to=one.email).body for one in some[:2])


def test_a_look_at_the_letter_does_nothing_and_loses_nothing(client: Client, desk: Desk) -> None:
    ann, ben = apply(desk.posting, "Ann Lee"), apply(desk.posting, "Ben Roy")
    ids = f"{ann.pk},{ben.pk}"
    first = bulk(client, desk, "reject", ids=ids, query="sort=name")
    assert "#preview" in first.text
    told = first.context["form"].fields["told"].choices[1][0]
    words = {"subject": "{title}: no", "body": "Dear {name}, sorry.", "note": "kept", "told": told, "reason": ""}
    page = bulk(client, desk, "reject", sent="1", preview="1", ids=ids, query="sort=name", **words)
    assert page.context["preview"] == {
        "name": "Ann Lee", "subject": "Ledger Intern: no", "body": "Dear Ann Lee, sorry.", "told": told, "may_give_reason": False,
    }  # fmt: skip
    assert not page.context["form"].errors
    assert {name: page.context["form"][name].value() for name in words} == words
    page = bulk(client, desk, "reject", sent="1", preview="1", ids=ids, **{**words, "body": "{reason} {tilte}"})
    assert set(page.context["form"].errors) == {"body"}
    assert page.context["preview"] is None
    page = bulk(client, desk, "reject", sent="1", preview="1", ids=ids, **{**words, "body": "{reason}"})
    assert (page.context["preview"]["body"], page.context["preview"]["told"]) == (told, "")
    stage = str(desk.stage("interview").pk)
    page = bulk(client, desk, "move", to=stage, sent="1", preview="1", ids=ids, subject="s", body="Hi {name}", note="")
    assert page.context["preview"]["body"] == "Hi Ann Lee"
    assert not Move.objects.exists()


def test_all_of_a_list_and_undo(client: Client, desk: Desk) -> None:
    for n in range(28):
        apply(desk.posting, f"Go {n}", skills={"go": "basics"})
    other = apply(desk.posting, "No skills")
    query = f"posting={desk.posting.pk}&skill=go"
    page = bulk(client, desk, "reject", all="1", query=query)
    assert len(page.context["chosen"].applications) == 28
    apply(desk.posting, "Late Comer", skills={"go": "basics"})  # between looking and confirming
    done = bulk(client, desk, "reject", sent="1", ids=page.context["chosen"].ids, query=query, **WORDS)
    assert Application.objects.filter(outcome="rejected").count() == 28
    address = undo_address(client, desk, done["Location"])
    assert client.post(address, {"query": query, "from": "inbox"})["Location"] == desk.url(f"?{query}")
    assert not Application.objects.exclude(outcome="").exists()
    assert not OutgoingMail.objects.filter(subject="About Ledger Intern", cancelled_at=None).exists()
    assert Application.objects.get(pk=other.pk).outcome == ""
    assert desk.posting.__class__.objects.get(pk=desk.posting.pk).unanswered == 30


def test_late_undo_is_refused(client: Client, desk: Desk) -> None:
    one = apply(desk.posting)
    now = timezone.now()
    done = bulk(client, desk, "reject", sent="1", ids=one.pk, **WORDS)
    address = undo_address(client, desk, done["Location"])
    with time_machine.travel(now + timedelta(minutes=10, seconds=5), tick=False):
        response = client.post(address)
        assert "can no longer be undone" in client.get(response["Location"]).text
    assert Application.objects.get(pk=one.pk).outcome == "rejected"


def test_more_than_thirty_take_the_number_typed(client: Client, desk: Desk) -> None:
    some = [apply(desk.posting) for _ in range(31)]
    ids = ",".join(str(one.pk) for one in some)
    assert "Type 31 to reject that many" in bulk(client, desk, "reject", ids=ids).text
    for typed in ({}, {"typed": "30"}):
        refused = bulk(client, desk, "reject", sent="1", ids=ids, **WORDS, **typed)
        assert "That is not the number of applications: 31." in refused.text
    assert not Move.objects.exists()
    assert bulk(client, desk, "reject", sent="1", ids=ids, typed="31", **WORDS).status_code == 303
    assert Move.objects.count() == 31


def test_a_letter_with_unknown_placeholders_is_refused(client: Client, desk: Desk) -> None:
    one = apply(desk.posting)
    page = bulk(client, desk, "reject", sent="1", ids=one.pk, **{**WORDS, "body": "Dear {nmae}, {reason}"})
    assert "“{nmae}” is no placeholder here." in page.text
    page = bulk(client, desk, "reject", sent="1", ids=one.pk, **{**WORDS, "body": "Dear {name}: {reason}"})
    assert "It still says {reason}" in page.text
    assert not Move.objects.exists()


def test_moving_without_a_letter_is_one_step(client: Client, desk: Desk) -> None:
    some = [apply(desk.posting, name) for name in ("Ann", "Ben")]
    done = bulk(client, desk, "move", ids=[one.pk for one in some], to=desk.stage("review").pk)
    assert "2 applications moved to In review." in client.get(done["Location"]).text
    assert {one.stage.type for one in Application.objects.select_related("stage")} == {"review"}


def test_moving_with_a_letter_asks_first(client: Client, desk: Desk) -> None:
    some = [apply(desk.posting, "Ann"), apply(desk.other, "Ben")]
    ids = [one.pk for one in some]
    page = bulk(client, desk, "move", ids=ids, to="interview")
    assert "As Ann reads it" in page.text
    assert not Move.objects.exists()
    done = bulk(client, desk, "move", sent="1", ids=ids, to="interview", subject="{title}", body="Hello {name}")
    assert "2 applications moved to Interview." in client.get(done["Location"]).text
    stages = {one.stage.posting_id for one in Application.objects.select_related("stage")}
    assert stages == {desk.posting.pk, desk.other.pk}  # each in its own posting's stage
    assert sorted(OutgoingMail.objects.filter(body__contains="Hello").values_list("subject", flat=True)) == [
        "Ledger Intern", "Storage Intern",
    ]  # fmt: skip


def test_without_a_stage_it_asks_where_to(client: Client, desk: Desk) -> None:
    one = apply(desk.posting)
    page = bulk(client, desk, "move", ids=one.pk)
    assert 'name="to"' in page.text
    assert bulk(client, desk, "move", ids=one.pk, to=desk.stage("rejected").pk).status_code == 404


def test_assigning(client: Client, desk: Desk) -> None:
    some = [apply(desk.posting, name) for name in ("Ann", "Ben")]
    ids = [one.pk for one in some]
    assert "Assign 2 applications" in bulk(client, desk, "assign", ids=ids).text
    assert "Choose at least one person." in bulk(client, desk, "assign", sent="1", ids=ids).text
    done = bulk(client, desk, "assign", sent="1", ids=ids, reviewers=desk.seat("reviewer").pk)
    assert len(desk.client("reviewer").get(desk.url()).context["rows"]) == 2
    client.post(undo_address(client, desk, done["Location"]))
    assert desk.client("reviewer").get(desk.url()).context["rows"] == []


def test_nothing_selected(client: Client, desk: Desk) -> None:
    apply(desk.posting)
    done = bulk(client, desk, "reject", query="sort=name")
    assert done["Location"] == desk.url("?sort=name")
    page = client.get(done["Location"])
    assert "Nothing was selected" in page.text
    assert "/undo/" not in page.text


def test_loading_the_page_again_leads_to_the_list(client: Client, desk: Desk) -> None:
    one = apply(desk.posting)
    answer = client.get(desk.url(f"bulk/?do=reject&sent=1&reason=filled&ids={one.pk}&sort=name"))
    assert (answer.status_code, answer["Location"]) == (303, desk.url("?sort=name"))
    assert not Move.objects.exists()
    assert client.put(desk.url("bulk/")).status_code == 405
    assert desk.client("reviewer").get(desk.url("bulk/")).status_code == 403


def test_what_was_withdrawn_meanwhile_is_left_out(client: Client, desk: Desk) -> None:
    stays, goes = apply(desk.posting, "Stays"), apply(desk.posting, "Goes Away")
    applying.withdraw(goes, by=goes.student.user)
    page = bulk(client, desk, "reject", ids=[stays.pk, goes.pk])
    assert "1 was withdrawn meanwhile and is left out." in page.text
    assert "Goes Away" not in page.text


def test_at_most_so_many_at_once(client: Client, desk: Desk, monkeypatch: Any) -> None:
    monkeypatch.setattr(selection, "MOST", 3)
    for _ in range(5):
        apply(desk.posting)
    page = bulk(client, desk, "move", all="1", query=f"posting={desk.posting.pk}")
    assert len(page.context["chosen"].applications) == 3
    assert "At most" in page.text


def test_undo_of_somebody_else_s_batch(desk: Desk) -> None:
    one = apply(desk.posting)
    batch = pipeline.move([one], desk.stage("review"), by=desk.cast.people["recruiter"])
    rival = desk.client("rival")
    for slug, known in (
        (desk.cast.employer.slug, batch.id),
        (desk.cast.other.slug, batch.id),
        (desk.cast.other.slug, uuid.uuid4()),
    ):
        assert rival.post(f"/review/{slug}/undo/{known}/").status_code == 404
    assert Application.objects.get(pk=one.pk).stage.type == "review"


def test_templates_are_the_employer_s_own(client: Client, desk: Desk) -> None:
    address = desk.url("templates/interview/")
    assert "would like to talk with you" in client.get(address).text
    for wrong in ("Dear {nmae}", "Because {reason}", "Dear {name", "{{name}}"):
        page = client.post(address, {"subject": "s", "body": wrong})
        assert "is no placeholder here" in page.text, wrong
    assert client.post(address, {"subject": "Talk, {name}?", "body": "Come by."}).status_code == 303
    one = apply(desk.posting, "Ann")
    assert "Talk, Ann?" in client.get(desk.one(one, f"move/?to={desk.stage('interview').pk}")).text
    assert "Talk, {name}?" not in desk.client("rival").get(f"/review/{desk.cast.other.slug}/templates/interview/").text
    assert client.post(address, {"usual": "1"}).status_code == 303
    assert "would like to talk with you" in client.get(address).text
    assert client.get(desk.url("templates/nonsense/")).status_code == 404
