"""The queue and one item of it, as a moderator uses them."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import OutgoingMail
from listings.models import CannedReason, Posting, PostingDraft, PostingReport
from listings.models.choices import Status
from listings.postings import moderating
from listings.postings.content import Content
from listings.staff import clock, queue
from tests.cast import make_cast
from tests.factories import make_complete_posting, make_employer, make_member, make_posting, make_user

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def moderator() -> Client:
    CannedReason.objects.update_or_create(
        code="who-are-you", defaults={"decision": "request_changes", "label": "Who are you", "words": "Name your site."}
    )
    return make_cast().client("moderator")


def waiting(title: str = "Payments Intern", hours: float = 1, **fields: Any) -> Posting:
    sent = NOW - timedelta(hours=hours)
    return make_posting(title, status="in_moderation", submitted_at=sent, **fields)


def changed(**fields: Any) -> Posting:
    posting = make_complete_posting(**fields)
    said = Content.of(posting).as_data() | {"pay_min": 3000, "pay_max": 3000, "body": "We keep three lines."}
    PostingDraft.objects.create(posting=posting, saved_at=NOW, content=said, submitted_at=NOW)
    return posting


def address(posting: Posting, rest: str = "") -> str:
    return f"/admin/moderation/{posting.pk}/{rest}"


def decide(client: Client, posting: Posting, decision: str, rest: str = "", **data: str) -> Any:
    return client.post(address(posting, rest), {"decision": decision, "reason": "", "words": "", **data})


def seen_in(page: str) -> str:
    found = re.search(r'name="seen" value="([^"]+)"', page)
    assert found
    return found[1]


# --- the working day -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("since", "due"),
    [
        (datetime(2027, 3, 2, 14, 20, tzinfo=UTC), datetime(2027, 3, 3, 14, 20, tzinfo=UTC)),  # Tuesday
        (datetime(2027, 3, 5, 14, 20, tzinfo=UTC), datetime(2027, 3, 8, 14, 20, tzinfo=UTC)),  # Friday
        (datetime(2027, 3, 6, 14, 20, tzinfo=UTC), datetime(2027, 3, 9, 0, 0, tzinfo=UTC)),  # Saturday
        (datetime(2027, 3, 7, 23, 59, tzinfo=UTC), datetime(2027, 3, 9, 0, 0, tzinfo=UTC)),  # Sunday
    ],
)
def test_a_working_day_has_no_weekend(since: datetime, due: datetime) -> None:
    assert clock.due(since) == due
    assert clock.tone(since, due) == "soon"
    assert clock.tone(since, due + timedelta(seconds=1)) == "late"
    assert clock.tone(since, since) == ""


# --- the queue -----------------------------------------------------------------------------------------------------


def test_oldest_first_or_the_riskiest(moderator: Client) -> None:
    waiting("Older", hours=100)
    risky = make_employer(created_at=NOW)
    make_member(risky, email="desk@gmail.com")
    waiting("Riskier", hours=1, employer=risky, body="Message us on WhatsApp about the stipend paid in USDT.")
    page = moderator.get("/admin/moderation/").text
    assert page.index("Older") < page.index("Riskier")
    assert "2 postings wait." in page
    assert "past the working day we promise" in page
    assert "high: " in page
    assert "Free mail address" in page
    by_risk = moderator.get("/admin/moderation/?sort=risk").text
    assert by_risk.index("Riskier") < by_risk.index("Older")


def test_nothing_ever_drops_out(moderator: Client) -> None:
    """Whatever its employer, age or kind; on more pages than one."""
    suspended, agency = make_employer(suspended_at=NOW), make_employer(recruits_for_others=True)
    postings = [waiting(employer=suspended, hours=9000, indexed=False), waiting(title="", employer=agency)]
    postings += [waiting(f"Intern {number}") for number in range(queue.PAGE_SIZE)]
    pages = moderator.get("/admin/moderation/").text + moderator.get("/admin/moderation/?page=2").text
    assert set(map(int, re.findall(r"/admin/moderation/(\d+)/\"", pages))) == {one.pk for one in postings}
    assert {one.posting.pk for one in queue.items_waiting()} == set(
        Posting.objects.filter(status=Status.IN_MODERATION).values_list("pk", flat=True)
    )


def test_each_tab_counts_and_shows_what_is_its_own(moderator: Client) -> None:
    change, back, told = changed(), make_posting("Back Intern", status="changes_requested"), make_posting("Told Intern")
    PostingReport.objects.create(posting=told, reason="scam", reporter="a", receipt="a", reported_at=NOW)
    done = waiting("Done Intern")
    moderating.reject(done, "Not an internship.", by=make_user(is_staff=True, name="Mara"))
    shown = {"changes": change.title, "sent-back": back.title, "reported": told.title, "decided": "Done Intern"}
    for show, title in shown.items():
        page = moderator.get(f"/admin/moderation/?show={show}").text
        rows = page[page.index("<tbody") : page.index("</tbody")]
        assert title in rows
        assert rows.count("<tr") == 1
    assert "Mara" in page
    assert "changed: pay" in moderator.get("/admin/moderation/?show=changes").text
    assert "Nothing waits." in page
    assert moderator.get("/admin/moderation/?show=nonsense&sort=x&page=y").status_code == 200


@pytest.mark.parametrize("show", queue.SHOWS)
def test_a_queue_asks_as_often_for_three_as_for_one(moderator: Client, show: str) -> None:
    def grow() -> None:
        employer = make_employer()
        sender = make_member(employer)
        complete = make_complete_posting(employer=employer, status="in_moderation", submitted_by=sender)
        Posting.objects.filter(pk=complete.pk).update(submitted_at=NOW)
        changed(employer=employer)
        make_posting(employer=employer, status="changes_requested")
        told = make_posting(employer=employer)
        PostingReport.objects.create(posting=told, reason="scam", reporter=told.pk, receipt=told.pk, reported_at=NOW)
        moderating.reject(waiting(employer=employer), "No.", by=make_user(is_staff=True))

    grow()
    with CaptureQueriesContext(connection) as one:
        moderator.get(f"/admin/moderation/?show={show}")
    grow()
    grow()
    with CaptureQueriesContext(connection) as three:
        moderator.get(f"/admin/moderation/?show={show}")
    assert len(three) <= len(one)
    assert len(one) <= 26


# --- one item ------------------------------------------------------------------------------------------------------


def test_one_shows_rules_words_remarks_and_employer(moderator: Client) -> None:
    employer = make_employer("BrightPath", website="https://brightpath.example", created_at=NOW)
    sender = make_member(employer, email="hr@gmail.com")
    posting = waiting(employer=employer, submitted_by=sender, body="Start at once.\n\nMessage our manager on WhatsApp.")
    page = moderator.get(address(posting)).text
    assert "gmail.com; the site named is brightpath.example" in page
    assert 'class="remark-at block"' in page
    assert "“Message our manager on WhatsApp” in the text" in page.replace("&quot;", '"')
    assert "none before" in page
    assert "I know who they are: verify the employer" in page
    assert page.count('class="not"') + page.count('class="met"') == 9


def test_through_the_queue_by_keys(moderator: Client) -> None:
    first, second, third = (waiting(f"Intern {n}", hours=9 - n) for n in range(3))
    page = moderator.get(address(second)).text
    assert "2 of 3" in page
    assert f'href="{address(first)}" data-key="k"' in page
    assert f'href="{address(third)}" data-key="j"' in page
    assert decide(moderator, second, "approve")["Location"] == address(first)


def test_a_change_is_shown_against_what_is_public(moderator: Client) -> None:
    posting = changed()
    page = moderator.get(address(posting, "change/")).text
    assert "<del>$42–46 an hour</del>" in page
    assert "<ins>$30 an hour</ins>" in page
    assert "<del>two</del>" in page
    assert "<ins>three</ins>" in page
    assert decide(moderator, posting, "approve", "change/").status_code == 303
    posting.refresh_from_db()
    assert (posting.pay_min, posting.status) == (3000, "published")
    again = moderator.get(address(posting, "change/"))
    assert (again.status_code, again["Location"]) == (303, address(posting))


def test_a_reason_brings_its_words_and_saying_no_needs_some(moderator: Client) -> None:
    posting = waiting()
    owner = make_member(posting.employer)
    refused = decide(moderator, posting, "request_changes")
    assert (refused.status_code, "they read these words" in refused.text) == (200, True)
    assert decide(moderator, posting, "request_changes", reason="who-are-you").status_code == 303
    decision = posting.decisions.get()
    assert (decision.reasons, decision.words) == (["who-are-you"], "Name your site.")
    assert OutgoingMail.objects.get(kind="posting-decided").to == owner.email


def test_only_what_the_table_allows_is_offered(moderator: Client) -> None:
    page = moderator.get(address(make_posting())).text
    assert set(re.findall(r'name="decision" value="(\w+)"', page)) == {"remove", "recall"}
    assert decide(moderator, make_posting(), "approve").status_code == 200


def test_webmail_is_verified_with_the_same_click(moderator: Client) -> None:
    posting = waiting()
    make_member(posting.employer, email="desk@gmail.com")
    assert "verify the employer, or send it back" in decide(moderator, posting, "approve").text
    assert decide(moderator, posting, "approve", verify="on").status_code == 303
    posting.refresh_from_db()
    assert (posting.status, posting.employer.verified_at is not None) == ("published", True)


def test_who_comes_second_is_told_and_keeps_the_words(moderator: Client) -> None:
    posting = waiting()
    page = moderator.get(address(posting)).text
    seen = seen_in(page)
    moderating.approve(Posting.objects.get(pk=posting.pk), by=make_user(is_staff=True, name="Mara"))
    late = decide(moderator, posting, "remove", seen=seen)
    assert late.status_code == 303, "what is public may be removed all the same"
    posting = waiting()
    moderating.reject(Posting.objects.get(pk=posting.pk), "No.", by=make_user(is_staff=True, name="Mara"))
    assert "Select a valid choice" in decide(moderator, posting, "approve", words="Welcome.").text


def test_what_was_sent_again_meanwhile_is_read_first(moderator: Client) -> None:
    posting = waiting(hours=5)
    seen = posting.submitted_at.isoformat()
    Posting.objects.update(submitted_at=NOW)
    answer = decide(moderator, posting, "approve", seen=seen)
    assert (answer.status_code, "sent it again since you looked" in answer.text) == (409, True)
    assert decide(moderator, posting, "approve", seen=seen_in(answer.text)).status_code == 303


def test_reports_are_shown_and_settled(moderator: Client) -> None:
    posting = make_posting()
    PostingReport.objects.create(
        posting=posting, reason="scam", words="They want\nmy passport.", reporter="a", receipt="abc", reported_at=NOW
    )
    assert "my passport." in moderator.get(address(posting)).text
    moderator.post(address(posting, "reports/"), {"upheld": "perhaps"})
    assert PostingReport.objects.unsettled().exists()
    moderator.post(address(posting, "reports/"), {"upheld": "yes"})
    assert PostingReport.objects.get().upheld


@pytest.mark.parametrize("rest", ["", "change/"])
def test_what_is_not_there(moderator: Client, rest: str) -> None:
    assert moderator.get(f"/admin/moderation/999999999/{rest}").status_code == 404
    assert moderator.get(f"/admin/moderation/99999999999999999999999/{rest}").status_code == 404


def test_what_was_never_sent_says_so(moderator: Client) -> None:
    posting = make_posting(status="draft", indexed=False)
    page = moderator.get(address(posting)).content.decode()
    assert "not sent yet" in page and "Sent on" not in page
