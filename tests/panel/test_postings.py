"""The panel's list of postings: what it shows, counts and searches, and whose they are."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from listings.models import Posting, PostingDraft
from listings.postings import drafting, writing
from listings.postings.content import Content
from panel import lists, spark
from tests.applicants import make_application
from tests.cast import Cast, make_cast
from tests.factories import make_posting, make_source

pytestmark = pytest.mark.django_db
TAB = {"draft": "drafts", "in_moderation": "moderation", "changes_requested": "moderation", "scheduled": "open",
       "published": "open", "paused": "open", "closed": "closed", "archived": "closed", "rejected": "closed"}  # fmt: skip


@pytest.fixture
def cast(settings: Any) -> Cast:
    settings.REQUIRE_MFA = False
    return make_cast()


def page(cast: Cast, query: str = "", who: str = "recruiter") -> str:
    employer = cast.other if who == "rival" else cast.employer
    answer = cast.client(who).get(f"/employer/{employer.slug}/postings/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def shown(cast: Cast, query: str = "") -> set[str]:
    text = page(cast, query)
    return {posting.title for posting in Posting.objects.all() if f">{posting.title}</a>" in text}


def test_each_status_stands_under_its_tab(cast: Cast) -> None:
    for status in TAB:
        make_posting(f"Intern {status}", employer=cast.employer, status=status)
    make_posting("Intern removed", employer=cast.employer, status="removed")
    assert shown(cast) == {f"Intern {status}" for status in TAB}
    for show in lists.KINDS:
        assert shown(cast, f"?show={show}") == {f"Intern {status}" for status, tab in TAB.items() if tab == show}
    counts = lists.counts(cast.people["recruiter"].memberships.get(), lists.Asked(), timezone.now())
    assert counts == {"open": 3, "moderation": 2, "drafts": 1, "closed": 3}
    assert shown(cast, "?show=nonsense&page=x") == shown(cast)


def test_the_term_tells_two_of_one_title_apart(cast: Cast) -> None:
    for status, term in (("closed", "summer-2027"), ("draft", "summer-2028")):
        posting = make_posting("Back-end Intern", employer=cast.employer, status=status)
        writing.write(posting, Content(title="Back-end Intern", body="Words.", terms=(term,)))
    drafting.save(made := make_posting("", employer=cast.employer, status="draft"), {"terms": ["fall-2027", "nonsense"]},
                  version=0, by=cast.people["recruiter"])  # fmt: skip
    assert made.title == ""
    text = page(cast)
    assert all(f">{term}</small>" in text for term in ("Summer 2027", "Summer 2028", "Fall 2027"))


def test_what_the_clock_has_ended_is_closed_before_a_job_says_so(cast: Cast) -> None:
    over = timezone.now() - timedelta(minutes=1)
    make_posting("Over", employer=cast.employer, closes_on=over.date(), closes_at=over)
    doubted = make_posting("Doubted", employer=cast.employer, expires_at=over)
    assert shown(cast, "?show=closed") == {"Over"}
    assert "its deadline passed" in page(cast) and "nobody confirmed it" in page(cast, "?show=open")
    assert not doubted.is_open()


def test_a_draft_bears_the_title_that_is_being_typed(cast: Cast) -> None:
    client = cast.client("recruiter")
    client.post(f"/employer/{cast.employer.slug}/postings/new/")
    assert "Untitled" in page(cast)
    posting = Posting.objects.get()
    drafting.save(posting, {"title": ["Risk <Engine> Intern"]}, version=0, by=cast.people["recruiter"])
    text = page(cast, "?q=engine")
    assert "Risk &lt;Engine&gt; Intern" in text and f"/postings/{posting.pk}/" in text
    PostingDraft.objects.update(data={"title": "odd"})
    assert ">odd</a>" in page(cast)
    PostingDraft.objects.update(data={"title": [5]})
    assert ">5</a>" in page(cast)


def test_searching_titles(cast: Cast) -> None:
    for title in ("Storage Intern", "Risk 100% Intern", "Data Intern"):
        make_posting(title, employer=cast.employer)
    assert shown(cast, "?q=storage") == {"Storage Intern"}
    assert shown(cast, "?q=%25") == {"Risk 100% Intern"}
    assert "No posting has that in its title" in page(cast, "?q=cobol")
    assert "<b>1</b>" in page(cast, "?q=storage")


def test_numbers_lead_to_the_inbox_that_has_as_many(cast: Cast) -> None:
    posting = make_posting("Storage Intern", employer=cast.employer)
    for _ in range(3):
        make_application(posting)
    text = page(cast)
    inbox = f"/review/{cast.employer.slug}/?posting={posting.pk}&amp;stage=all&amp;unanswered=yes"
    assert f'href="{inbox}"><strong>3</strong>' in text
    assert "3 applications" in cast.client("recruiter").get(inbox.replace("&amp;", "&")).content.decode()
    assert "last two weeks: 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3" in text


def test_a_posting_that_is_applied_to_elsewhere_has_no_inbox(cast: Cast) -> None:
    make_posting("Boards Intern", employer=cast.employer, source=make_source())
    assert f"/review/{cast.employer.slug}/?posting" not in page(cast)


def test_a_line_of_two_weeks() -> None:
    assert spark.of([0] * 14) is None
    line = spark.of([0] * 13 + [4])
    assert line and (line.x, line.y) == (104, 2) and line.points.startswith("0,22 8,22")


def test_pages_of_fifty(cast: Cast) -> None:
    for number in range(51):
        make_posting(f"Intern {number:02}x", employer=cast.employer, indexed=False)
    assert "1 to 50 of 51" in page(cast) and "page=2" in page(cast)
    assert shown(cast, "?page=2") == {"Intern 00x"}
    assert "51 to 51 of 51" in page(cast, "?page=2")
    assert "None of these" in page(cast, "?page=9")


def test_a_rival_sees_finds_and_counts_nothing(cast: Cast) -> None:
    make_posting("zqsecret Intern", employer=cast.employer, status="draft")
    before = page(cast, who="rival")
    assert "zqsecret" not in before and "No posting yet" in before
    assert page(cast, "?q=zqsecret", who="rival").count("zqsecret") == 1  # the words in the field


def test_what_is_offered_needs_no_script(cast: Cast) -> None:
    posting = make_posting("Storage Intern", employer=cast.employer)
    text = page(cast)
    at = f"/employer/{cast.employer.slug}/postings/{posting.pk}"
    assert f'form="act" formaction="{at}/pause/"' in text and f'href="{at}/close/"' in text
    assert f"{at}/resume/" not in text and f"{at}/archive/" not in text


def test_the_same_for_one_posting_and_for_many(cast: Cast) -> None:
    client = cast.client("recruiter")

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/employer/{cast.employer.slug}/postings/")
        return len(queries)

    def grow(number: int) -> None:
        for n in range(number):
            posting = make_posting(f"Intern {n}", employer=cast.employer)
            make_application(posting)
            drafting.save(posting, {"title": ["x"]}, version=0, by=cast.people["recruiter"])

    grow(1)
    asked()
    one = asked()
    grow(2)
    assert asked() == one <= 9
