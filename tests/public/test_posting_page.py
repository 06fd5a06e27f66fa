"""One posting's page: which answer for which status, what it says, and how little it asks the database."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from listings.models import Posting, PostingPlace, PostingRevision, Requirement, Responsibility
from listings.vocabulary import taxonomy
from tests.factories import (
    make_complete_posting,
    make_employer,
    make_posting,
    make_skill,
    make_source,
    make_user,
)

pytestmark = pytest.mark.django_db
NOW = timezone.now


def page(client: Client, posting: Posting) -> str:
    answer = client.get(posting.get_absolute_url())
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def old_source() -> Any:
    return make_source(read_at=NOW() - timedelta(days=31))


ANSWERS = [
    ({}, 200, "Applications"),
    ({"status": "closed"}, 200, "filled."),
    ({"status": "closed", "closed_reason": "source"}, 200, "its source says so."),
    ({"status": "archived"}, 200, "filled."),
    ({"status": "paused"}, 200, "takes no applications"),
    ({"closes_on": date(2020, 1, 1), "closes_at": NOW() - timedelta(days=9)}, 200, "its deadline passed."),
    ({"source": old_source}, 200, "Perhaps no longer open."),
    ({"status": "removed", "first_published_at": NOW()}, 410, "was removed"),
    ({"status": "removed"}, 404, ""),
    ({"status": "draft"}, 404, ""),
    ({"status": "in_moderation", "first_published_at": NOW()}, 404, ""),
    ({"status": "changes_requested"}, 404, ""),
    ({"status": "rejected"}, 404, ""),
    ({"status": "scheduled", "published_at": NOW() + timedelta(days=1)}, 404, ""),
    ({"status": "scheduled", "published_at": NOW() - timedelta(days=1)}, 200, ""),
]


@pytest.mark.parametrize(("fields", "status", "words"), ANSWERS)
def test_each_status_has_its_answer(client: Client, fields: dict[str, Any], status: int, words: str) -> None:
    fields = {name: value() if callable(value) else value for name, value in fields.items()}
    posting = make_posting(**fields)
    answer = client.get(posting.get_absolute_url())
    assert answer.status_code == status
    if words and words != "Applications":
        assert words in answer.content.decode()
    wrong = client.get(f"/internships/{posting.pk}-something-else/")
    assert wrong.status_code == (301 if status == 200 else status)
    if status == 200:
        assert wrong["Location"] == posting.get_absolute_url()
    assert not answer.cookies


def test_a_suspended_employer_and_an_id_that_never_was_look_the_same(client: Client) -> None:
    suspended = make_posting(employer=make_employer(suspended_at=NOW()))
    removed = make_posting(employer=suspended.employer, status="removed", first_published_at=NOW())
    never = client.get("/internships/999999999-nothing/")
    for posting in (suspended, removed, make_posting(status="draft")):
        answer = client.get(posting.get_absolute_url())
        assert (answer.status_code, answer.content, dict(answer.headers)) == (404, never.content, dict(never.headers))


@pytest.mark.parametrize("number", ["0", "9" * 18, "9" * 19, "9" * 30, "9" * 5000])
def test_absurd_ids_are_not_found(client: Client, number: str) -> None:
    assert client.get(f"/internships/{number}-x/").status_code == 404
    assert client.get(f"/internships/{number}/out/").status_code == 404


def test_leading_zeros_redirect(client: Client) -> None:
    posting = make_posting()
    answer = client.get(f"/internships/00{posting.pk}-{posting.slug}/")
    assert answer.status_code == 301


@pytest.mark.parametrize(
    "fields", [f for f, status, _words in ANSWERS[1:] if status == 200 and f.get("status") != "scheduled"]
)
def test_what_is_over_offers_no_way_to_apply(client: Client, fields: dict[str, Any]) -> None:
    fields = {name: value() if callable(value) else value for name, value in fields.items()}
    posting = make_posting(**{"apply_kind": "outside", "apply_url": "https://jobs.example.com/1", **fields})
    assert "/out/" not in page(client, posting)
    assert client.get(f"/internships/{posting.pk}/out/").status_code == 404


def test_out_leads_to_the_stored_address_alone(client: Client) -> None:
    url = "https://jobs.example.com/a%20b?x=1&gh_src=2#top"
    posting = make_posting(apply_kind="outside", apply_url=url)
    answer = client.get(f"/internships/{posting.pk}/out/?url=https://evil.example/&next=//evil.example")
    assert (answer.status_code, answer["Location"]) == (302, url)
    assert answer["Referrer-Policy"] == "no-referrer"
    text = page(client, posting)
    assert f'href="/internships/{posting.pk}/out/"' in text
    assert "<strong>jobs.example.com</strong>" in text
    assert url not in text
    assert client.get(f"/internships/{make_posting().pk}/out/").status_code == 404  # applied for here


def test_applying_here_leads_to_the_form(client: Client) -> None:
    posting = make_posting(answer_within_days=14)
    text = page(client, posting)
    assert f'href="{posting.get_absolute_url()}apply/"' in text
    assert "answer within 14 days" in text


def test_before_applications_open_it_says_from_when(client: Client) -> None:
    opens = NOW() + timedelta(days=40)
    posting = make_posting(apply_kind="outside", apply_url="https://jobs.example.com/1", opens_at=opens)
    text = page(client, posting)
    assert "Opens on" in text
    assert "/out/" not in text
    assert client.get(f"/internships/{posting.pk}/out/").status_code == 404


def test_what_nobody_stated_is_said(client: Client) -> None:
    text = page(client, make_posting(source=make_source(title="A list"), places=("new-york",)))
    assert 'class="unknown">pay, on site or remote, term, openings, visa, closing date</dd>' in text
    assert "The list says little more" in text
    assert "Read from A list, last on" in text
    assert "enrolment, degree, field of study, graduation, work permit" in text


def test_inferred_facts_are_shown_as_inferred_with_their_evidence(client: Client) -> None:
    posting = make_posting(role_evidence="title: backend", skills={"go": "mentioned", "java": "needed"})
    Requirement.objects.filter(skill__slug="go").update(evidence="services in Go")
    text = page(client, posting)
    assert "Role: Back-end, as we read the title (“backend”)." in text
    assert "Skill: Go, as we read the text (“services in Go”)." in text
    assert "as we read it" in text


def test_an_unresolved_place_is_shown_as_it_was_written_and_marked(client: Client) -> None:
    text = page(client, make_posting(places=("new-york",), raw_places=("Springfield or so",)))
    assert "New York, NY; Springfield or so" in text
    assert "Springfield or so: as it was written; we do not know the place." in text


def test_many_places_are_grouped(client: Client) -> None:
    posting = make_posting(places=("new-york", "san-francisco", "los-angeles", "london"), raw_places=("Mars",))
    text = page(client, posting)
    assert "<summary>5 places</summary>" in text
    assert "<dt>California <b>2</b></dt><dd>San Francisco, Los Angeles</dd>" in text
    assert "<dt>As written</dt><dd>Mars</dd>" in text


def test_changes_are_told(client: Client) -> None:
    posting = make_posting()
    PostingRevision.objects.create(
        posting=posting, at=NOW(), facet="pay", before="$40", after="$42–46 <b>", turn="raised"
    )
    text = page(client, posting)
    assert "Pay raised from <del>$40</del> to <ins>$42–46 &lt;b&gt;</ins>" in text
    assert "pay raised from $40 to $42–46 &lt;b&gt;." in text


def test_the_body_is_cleaned(client: Client) -> None:
    text = page(client, make_posting(body="# Hello\n\n<script>alert(1)</script><p onclick=x>**words**</p>"))
    assert "<h3>Hello</h3>" in text
    assert "alert(1)" not in text
    assert "onclick" not in text


def test_similar_postings_are_open_and_others(client: Client) -> None:
    employer = make_employer()
    shared = {"skills": {"go": "needed"}, "terms": ("summer-2027",)}
    posting = make_posting("One", employer=employer, **shared)
    close = make_posting("Closest of all", employer=employer, places=(), **shared)
    make_posting("Over and done", employer=employer, status="closed", **shared)
    make_posting("Other trade", employer=employer, role="mobile", **shared)
    distant = make_posting("Same role alone", employer=employer)
    text = page(client, posting)
    assert text.index(close.get_absolute_url()) < text.index(distant.get_absolute_url())
    assert "Over and done" not in text
    assert "Other trade" not in text
    assert text.count('<li class="row') == 2


def count_of_queries(client: Client, posting: Posting) -> int:
    page(client, posting)
    with CaptureQueriesContext(connection) as queries:
        page(client, posting)
    return len(queries)


def test_few_queries_with_one_row_and_with_a_hundred(client: Client) -> None:
    slim = make_posting(skills={"go": "needed"}, places=("new-york",))
    assert count_of_queries(client, slim) <= 6
    full = make_complete_posting(remote_countries=["canada"])
    make_place_rows(full, 100)
    for number in range(100):
        make_posting(f"Similar {number}", employer=full.employer, skills={"go": "needed"})
    assert count_of_queries(client, full) <= 6
    client.force_login(make_user())
    assert count_of_queries(client, full) <= 10  # session, person, last visit, what is saved or begun, the student


def make_place_rows(posting: Posting, number: int) -> None:
    for position in range(10, 10 + number):
        PostingPlace.objects.create(posting=posting, position=position, raw=f"Place {position}")
        Responsibility.objects.create(posting=posting, position=position, text=f"Work {position}")
        PostingRevision.objects.create(posting=posting, at=NOW(), facet="pay", before=str(position), after="x")
    have = set(posting.requirements.values_list("skill__slug", flat=True))
    for position, slug in enumerate([s for s in taxonomy.skills() if s not in have][:number], 10):
        Requirement.objects.create(
            posting=posting, skill=make_skill(slug), level="nice", grp=position, position=position
        )


def test_pay_for_the_term_needs_every_number(client: Client) -> None:
    assert "about $20,200 to $22,100 for the term, before tax" in page(client, make_complete_posting())
    assert "for the term" not in page(client, make_complete_posting(weeks=None))
    assert "for the term" not in page(client, make_complete_posting(hours_a_week=None))
    assert "for the term" not in page(client, make_complete_posting(pay_max=None, hourly_max=None))


def test_the_deadline_is_the_end_of_a_day_somewhere(client: Client) -> None:
    closes = NOW() + timedelta(days=30)
    text = page(client, make_posting(closes_on=closes.date(), closes_at=closes, time_zone="America/New_York"))
    assert f"{closes.day} {closes:%B} {closes.year}, end of day in New York" in text
