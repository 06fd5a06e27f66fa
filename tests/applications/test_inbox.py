"""The inbox: what each filter finds, in what order, and that the address is the state."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from accounts.models import AuditEvent
from applications import pipeline
from applications.letters import Letter
from tests.applicants import make_question
from tests.applications.desk import Desk, apply


@pytest.fixture
def client(desk: Desk) -> Client:
    return desk.client("recruiter")


def shown(client: Client, desk: Desk, query: str = "") -> list[str]:
    response = client.get(desk.url(query), follow=True)
    assert response.status_code == 200, query
    return [row.name for row in response.context["rows"]]


def test_all_and_one_posting(client: Client, desk: Desk) -> None:
    apply(desk.posting, "Ann"), apply(desk.other, "Ben"), apply(desk.foreign, "Foreign")
    assert sorted(shown(client, desk)) == ["Ann", "Ben"]
    assert shown(client, desk, f"?posting={desk.other.pk}") == ["Ben"]
    page = client.get(desk.url(f"?posting={desk.posting.pk}")).text
    assert "<strong>1 application</strong>" in page
    assert "Ledger Intern" in page


def test_stages(client: Client, desk: Desk) -> None:
    new, review, rejected = (apply(desk.posting, name) for name in ("New", "Reviewed", "Rejected"))
    by = desk.cast.people["recruiter"]
    pipeline.move([review], desk.stage("review"), by=by)
    pipeline.reject([rejected], reason="filled", by=by)
    assert sorted(shown(client, desk)) == ["New", "Reviewed"]  # what is decided is not asked for
    assert sorted(shown(client, desk, "?stage=all")) == ["New", "Rejected", "Reviewed"]
    assert shown(client, desk, "?stage=review") == ["Reviewed"]
    assert sorted(shown(client, desk, "?stage=review&stage=new")) == ["New", "Reviewed"]
    assert shown(client, desk, f"?posting={desk.posting.pk}&stage={desk.stage('rejected').pk}") == ["Rejected"]
    tabs = {tab.label: tab.count for tab in client.get(desk.url("?stage=review")).context["controls"]["stages"]}
    assert (tabs["Open"], tabs["New"], tabs["In review"], tabs["Not this time"], tabs["All"]) == (
        "2",
        "1",
        "1",
        "1",
        "3",
    )
    assert new.stage.type == "new"


def test_skills_all_of(client: Client, desk: Desk) -> None:
    apply(desk.posting, "Both", skills={"go": "strong", "sql": "basics"})
    apply(desk.posting, "Only Go", skills={"go": "strong"})
    assert sorted(shown(client, desk, "?skill=go")) == ["Both", "Only Go"]
    assert shown(client, desk, "?skill=go&skill=sql") == ["Both"]
    assert shown(client, desk, "?skill=Golang&skill=SQL") == ["Both"]  # as people type it
    assert sorted(shown(client, desk, "?skill=juggling")) == ["Both", "Only Go"]


def test_graduation(client: Client, desk: Desk) -> None:
    for year in (2027, 2028, 2029):
        apply(desk.posting, f"G{year}", facts={"graduates_on": date(year, 5, 1)})
    apply(desk.posting, "Untold")
    assert sorted(shown(client, desk, "?grad_from=2028-05")) == ["G2028", "G2029"]
    assert shown(client, desk, "?grad_to=2027-05") == ["G2027"]
    assert shown(client, desk, "?grad_from=2028-01&grad_to=2028-12") == ["G2028"]


def test_time(client: Client, desk: Desk) -> None:
    now = timezone.now()
    desk.posting.first_published_at = desk.posting.published_at = now - timedelta(days=60)
    desk.posting.save()
    apply(desk.posting, "Late", at=now - timedelta(days=30))
    apply(desk.posting, "Soon", at=now - timedelta(days=17))
    apply(desk.posting, "Fresh", at=now - timedelta(days=1))
    assert shown(client, desk, "?due=late") == ["Late"]
    assert shown(client, desk, "?due=week") == ["Late", "Soon"]
    assert shown(client, desk, "?waiting=14") == ["Late", "Soon"]
    assert shown(client, desk) == ["Late", "Soon", "Fresh"]  # most urgent first


def test_unanswered_and_assigned(client: Client, desk: Desk) -> None:
    by = desk.cast.people["recruiter"]
    waits, written, mine = (apply(desk.posting, name) for name in ("Waits", "Written", "Mine"))
    pipeline.write(written, Letter("s", "b", is_final=True), by=by)
    pipeline.assign([mine], [desk.seat("recruiter")], by=by)
    pipeline.assign([waits], [desk.seat("reviewer")], by=by)
    assert sorted(shown(client, desk, "?unanswered=yes")) == ["Mine", "Waits"]
    assert shown(client, desk, "?assigned=me") == ["Mine"]
    assert sorted(shown(client, desk, "?assigned=anyone")) == ["Mine", "Waits"]
    assert shown(client, desk, "?assigned=nobody") == ["Written"]


def test_answers_to_questions(client: Client, desk: Desk) -> None:
    yes_no = make_question(desk.posting, "In New York?", "yes-no")
    one_of = make_question(desk.posting, "First language?", "one-of", options=["Go", "Java", "Kotlin"])
    several = make_question(desk.posting, "Worked with?", "several-of", options=["maps", "queues", "none"])
    number = make_question(desk.posting, "Weeks?", "number")
    apply(desk.posting, "Ann", answers=[(yes_no, True), (one_of, "Go"), (several, ["maps", "queues"]), (number, 10)])
    apply(desk.posting, "Ben", answers=[(yes_no, False), (one_of, "Java"), (several, ["none"]), (number, 12.5)])
    apply(desk.posting, "Cleo")
    base = f"?posting={desk.posting.pk}&answer-"
    assert shown(client, desk, f"{base}{yes_no.pk}=yes") == ["Ann"]
    assert shown(client, desk, f"{base}{yes_no.pk}=no") == ["Ben"]
    assert shown(client, desk, f"{base}{one_of.pk}=Go&answer-{one_of.pk}=Kotlin") == ["Ann"]
    assert sorted(shown(client, desk, f"{base}{several.pk}=queues&answer-{several.pk}=none")) == ["Ann", "Ben"]
    assert shown(client, desk, f"{base}{number.pk}-from=10.5") == ["Ben"]
    assert shown(client, desk, f"{base}{number.pk}-from=9&answer-{number.pk}-to=11") == ["Ann"]
    assert shown(client, desk, f"{base}{number.pk}-to=8") == []


def test_days_that_were_answered(client: Client, desk: Desk) -> None:
    start = make_question(desk.posting, "From which day?", "date")
    for name, day in (("Ann", "2027-05-31"), ("Ben", "2027-06-07"), ("Cleo", "2027-10-01")):
        apply(desk.posting, name, answers=[(start, day)])
    apply(desk.posting, "Dan")
    base = f"?posting={desk.posting.pk}&answer-{start.pk}-"
    assert sorted(shown(client, desk, f"{base}from=2027-06-01")) == ["Ben", "Cleo"]
    assert sorted(shown(client, desk, f"{base}to=2027-06-07")) == ["Ann", "Ben"]
    query = f"{base}from=2027-06-07&answer-{start.pk}-to=2027-06-30"
    assert shown(client, desk, query) == ["Ben"]
    page = client.get(desk.url(query))
    assert "“From which day?” with 7 June 2027 to 30 June 2027" in page.text
    assert 'type="date" value="2027-06-30"' in page.text
    assert "7 June 2027 or later" in client.get(desk.url(f"{base}from=2027-06-07")).text
    assert "7 June 2027 or earlier" in client.get(desk.url(f"{base}to=2027-06-07")).text
    for nonsense in ("2027-02-30", "2027", "tomorrow", "0000-00-00", "7"):
        assert client.get(desk.url(f"{base}from={nonsense}"))["Location"] == desk.url(f"?posting={desk.posting.pk}")


def test_words_of_resumes_answers_and_names(client: Client, desk: Desk) -> None:
    why = make_question(desk.posting, "Why back-end?", "long-text")
    apply(desk.posting, "Noor Haddad", answers=[(why, "Because ledgers must be right.")])
    apply(desk.posting, "Sam Reed", cover_letter="I fixed a timetable.")
    assert shown(client, desk, "?q=ledgers") == ["Noor Haddad"]
    assert shown(client, desk, "?q=haddad") == ["Noor Haddad"]
    assert shown(client, desk, "?q=timetable") == ["Sam Reed"]
    assert len(shown(client, desk, "?q=golang")) == 2  # the résumé says Go
    assert shown(client, desk, "?q=golang+-timetable") == ["Noor Haddad"]
    assert shown(client, desk, '?q="event+store"+haddad') == ["Noor Haddad"]
    assert shown(client, desk, "?q=%26%7C%21") == []


ORDERS = {
    "due": ["Late", "Early", "Middle", "Answered"],
    "newest": ["Middle", "Answered", "Early", "Late"],
    "oldest": ["Late", "Early", "Answered", "Middle"],
    "meets": ["Middle", "Late", "Early", "Answered"],
    "name": ["Answered", "Early", "Late", "Middle"],
}


@pytest.mark.parametrize("sort", ORDERS)
def test_orders(client: Client, desk: Desk, sort: str) -> None:
    now = timezone.now()
    desk.posting.first_published_at = desk.posting.published_at = now - timedelta(days=60)
    desk.posting.save()
    skills: dict[str, Any] = {"Middle": {"go": "basics", "sql": "basics"}, "Late": {"go": "basics"}}
    for name, days in (("Early", 5), ("Late", 30), ("Answered", 4), ("Middle", 3)):
        made = apply(desk.posting, name, at=now - timedelta(days=days), skills=skills.get(name))
    answered = type(made).objects.get(name="Answered")
    pipeline.write(answered, Letter("s", "b", is_final=True), by=desk.cast.people["recruiter"])
    if sort == "due":  # keeps its place while it can be undone
        assert shown(client, desk) == ["Late", "Early", "Answered", "Middle"]
    with time_machine.travel(now + timedelta(minutes=11), tick=False):
        assert shown(client, desk, f"?sort={sort}") == ORDERS[sort]


@pytest.mark.parametrize("sort", ORDERS)
def test_equals_keep_their_order_over_pages(client: Client, desk: Desk, sort: str, monkeypatch: Any) -> None:
    from applications.desk import inbox

    monkeypatch.setattr(inbox, "PAGE_SIZE", 3)
    now = timezone.now()
    for _ in range(8):
        apply(desk.posting, "Same Name", at=now)
    pages = [
        client.get(desk.url(f"?sort={sort}&page={n}".replace("&page=1", "").replace("sort=due", ""))) for n in (1, 2, 3)
    ]
    ids = [row.id for page in pages for row in page.context["rows"]]
    assert len(set(ids)) == 8
    assert [len(page.context["rows"]) for page in pages] == [3, 3, 2]
    assert client.get(desk.url("?page=9"))["Location"] == desk.url()


def test_the_address_keeps_what_is_asked(client: Client, desk: Desk) -> None:
    response = client.get(desk.url("?q=&stage=nonsense&skill=&due=&sort=name&x=1&waiting=-3&grad_from=2027-13"))
    assert response["Location"] == desk.url("?sort=name")
    query = f"?posting={desk.posting.pk}&q=go&stage=new&skill=go&skill=sql&grad_from=2027-05&grad_to=2029-06&waiting=7"
    query += "&due=late&unanswered=yes&assigned=me&sort=newest"
    assert client.get(desk.url(query)).context["asked"].query() == query[1:]


def test_nothing_says_what_to_drop(client: Client, desk: Desk) -> None:
    apply(desk.posting, "Ann", skills={"go": "strong"})
    page = client.get(desk.url("?skill=go&q=cobol"))
    assert [(way["clause"], way["count"]) for way in page.context["ways"]] == [("cobol", "1")]
    assert "What to let go" in page.text
    assert "Nobody yet" in client.get(desk.url(f"?posting={desk.other.pk}")).text


def test_clauses_can_be_taken_away(client: Client, desk: Desk) -> None:
    apply(desk.posting, "Ann", skills={"go": "strong"})
    page = client.get(desk.url("?q=event&skill=go&sort=name"))
    parts = page.context["sentence"]["parts"]
    clauses = {part["text"]: part["remove_url"] for part in parts if part["remove_url"]}
    assert clauses["Go"] == desk.url("?q=event&sort=name")
    assert clauses["event"] == desk.url("?skill=go&sort=name")
    assert clauses["open\u00a0stages"] == desk.url("?q=event&skill=go&sort=name&stage=all")
    assert "".join(part["text"] for part in parts) == " matching event in open\u00a0stages with Go, by name."


def test_whose_names_were_shown_is_recorded(client: Client, desk: Desk) -> None:
    """Ids alone: neither names nor what was searched for."""
    one, _other = apply(desk.posting, "Ann"), apply(desk.other, "Ben")
    shown(client, desk, "?q=ann")
    event = AuditEvent.objects.get(code="inbox.open")
    assert (event.actor_id, event.data) == (desk.cast.people["recruiter"].pk, {"applications": [one.pk]})
    client.get(desk.url(f"board/{desk.posting.pk}/"))
    assert AuditEvent.objects.get(code="board.open").data == {"applications": [one.pk]}


def test_what_strangers_write_stays_words(client: Client, desk: Desk) -> None:
    nasty = '"><script>alert(1)</script>{{ 7|add:7 }}'
    one = apply(desk.posting, nasty, cover_letter=nasty, facts={"school": nasty})
    for rest in (
        "",
        f"?q={nasty}",
        f"board/{desk.posting.pk}/",
        f"applications/{one.pk}/",
        f"applications/{one.pk}/reject/",
    ):
        page = client.get(desk.url(rest)).text
        assert "<script>alert" not in page
        assert "14</" not in page
