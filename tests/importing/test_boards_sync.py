"""Boards on the board: employers, identity, what counts as a change, what the page shows."""

import json

import pytest

from listings.importing import sync
from listings.models import Employer, Posting, SourceEntry
from tests.factories import make_employer
from tests.importing.boards import ANSWERS, FILES, answer
from tests.importing.rows import NOON, places_of, read, skills_of, terms_of, told

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]
CREATED = {"greenhouse": 3, "lever": 3, "ashby": 3, "smartrecruiters": 3, "recruitee": 2, "workable": 2, "jsonld": 1}


def one(title):
    return Posting.objects.get(title=title)


def board(kind):
    return json.loads((ANSWERS / FILES[kind]).read_text())


@pytest.mark.parametrize("kind", CREATED)
def test_a_board_and_again(kind):
    report = read(answer(kind), "board", kind)
    skipped = report.read - CREATED[kind]
    assert told(report) == {"read": report.read, "created": CREATED[kind], **({"skipped": skipped} if skipped else {})}
    again = told(read(answer(kind), "board", kind))
    assert again == {"read": report.read, "unchanged": CREATED[kind], **({"skipped": skipped} if skipped else {})}
    assert Posting.objects.open(NOON).count() == CREATED[kind]


def test_our_csv():
    report = read(answer("csv"), "ours", "csv")
    assert told(report) == {
        "read": 3, "created": 2, "rejected": [{"row": 3, "reason": "It names no employer."}],
    }  # fmt: skip
    posting = one("Backend Intern, Payments")
    assert (posting.role, posting.role_evidence, posting.workplace) == ("back-end", "", "hybrid")
    assert (posting.visa, terms_of(posting)) == (["no-sponsorship", "cpt"], ["fall-2027", "summer-2027"])
    assert (posting.pay_min, posting.pay_max, posting.pay_period) == (2000, 2500, "hour")
    assert (posting.body, str(posting.closes_on)) == ("<p>Build <b>tills</b>.</p>", "2027-02-01")
    assert posting.closes_at.isoformat() == "2027-02-02T00:00:00+00:00"
    assert "berlin" in places_of(posting)
    assert {"python", "django"} <= set(skills_of(posting))
    assert one("Office Assistant").body == "Make **tea**.\n\n- and toast"
    assert told(read(answer("csv"), "ours", "csv"))["unchanged"] == 2
    assert posting.search_row.card["source_id"] == "K-1"


@pytest.mark.parametrize(
    ("source", "slug", "name"), [("tallow-works", "tallow-works", "Tallow Works"), ("Tallow", "tallow", "Tallow")]
)
def test_without_a_name_the_source_serves(source, slug, name):
    read(answer("lever"), source, "lever")
    assert list(Employer.objects.values_list("slug", "name")) == [(slug, name)]


def test_an_employer_is_found_by_its_slug():
    tallow = make_employer("Tallow & Sons", slug="tallow-sons-2")
    read(answer("lever"), "lever-board", "lever", employer="tallow-sons-2")
    assert set(Posting.objects.values_list("employer_id", flat=True)) == {tallow.pk}
    tallow.name = "Tallow and Daughters"
    tallow.save()
    assert told(read(answer("lever"), "lever-board", "lever", employer="tallow-sons-2"))["unchanged"] == 3


def test_or_made():
    read(answer("ashby"), "ashby-board", "ashby", employer="quill-and-ink")
    assert list(Employer.objects.values_list("slug", "name")) == [("quill-and-ink", "Quill And Ink")]


def test_an_employer_that_the_answer_names_stays():
    read(answer("workable"), "board", "workable", employer="somebody-else")
    assert list(Employer.objects.values_list("name", flat=True)) == ["Olive Press"]


def test_a_page_names_its_employer_or_is_told():
    page = b'[{"@type": "JobPosting", "title": "Intern", "url": "https://a.example/1"}]'
    assert read(page, "page", "jsonld").rejected == [{"row": 1, "reason": "It names no employer."}]
    assert read(page, "page", "jsonld", employer="acme").created == 1


def test_a_bulk_touch_is_no_news_and_new_words_are():
    jobs = board("greenhouse")
    read(jobs, "board", "greenhouse")
    for job in jobs["jobs"]:
        job["updated_at"] = "2026-12-24T00:00:00-05:00"
    assert told(read(jobs, "board", "greenhouse")) == {"read": 7, "unchanged": 3, "skipped": 4}
    jobs["jobs"][0]["content"] += "&lt;p&gt;And Kotlin.&lt;/p&gt;"
    jobs["jobs"][5]["title"] += " (Fall 2027)"
    assert told(read(jobs, "board", "greenhouse")) == {"read": 7, "updated": 2, "unchanged": 1, "skipped": 4}
    assert "kotlin" in one("Backend Engineering Intern, Summer 2027").body.lower()
    assert terms_of(one("Platform Co-op (Fall 2027)")) == ["fall-2027"]


@pytest.mark.parametrize("field", ["workplaceType", "salaryRange", "lists", "additional"])
def test_each_of_these_is_news(field):
    jobs = board("lever")
    read(jobs, "board", "lever")
    jobs[0][field] = {"workplaceType": "remote", "salaryRange": None, "lists": [], "additional": "<p>New.</p>"}[field]
    assert told(read(jobs, "board", "lever"))["updated"] == 1


def test_what_is_no_longer_an_internship_or_no_longer_there():
    jobs = board("ashby")
    read(jobs, "board", "ashby")
    jobs["jobs"][0]["employmentType"], jobs["jobs"][0]["title"] = "FullTime", "Backend Engineer"
    del jobs["jobs"][1]
    assert told(read(jobs, "board", "ashby")) == {"read": 4, "unchanged": 1, "closed": 2, "vanished": 2, "skipped": 3}


def test_what_one_page_of_several_lacks_is_not_gone():
    page = board("smartrecruiters")
    read(page, "board", "smartrecruiters")
    cut = {**page, "limit": 2, "content": page["content"][:2]}
    report = read(cut, "board", "smartrecruiters")
    assert (told(report), report.rest) == ({"read": 2, "unchanged": 2}, 4)
    assert Posting.objects.open(NOON).count() == 3


def test_the_source_outweighs_the_text_and_the_text_counts_where_it_is_silent():
    read(answer("greenhouse"), "board", "greenhouse")
    posting = one("Backend Engineering Intern, Summer 2027")
    assert (posting.workplace, posting.visa, posting.degrees) == ("hybrid", ["no-sponsorship"], ["bachelor", "master"])
    assert (posting.pay_min, posting.pay_max, posting.pay_currency, posting.pay_period) == (4200, 4600, "USD", "hour")
    assert terms_of(posting) == ["summer-2027"]
    # Erlang and COBOL are the employer's, Rust is a benefit.
    assert set(skills_of(posting)) == {"go", "postgresql", "django", "kafka", "rabbitmq"}
    assert set(posting.requirements.values_list("level", flat=True)) == {"mentioned"}
    assert posting.requirements.get(skill__slug="django").evidence == "Knowledge of PostgreSQL & Django"
    co_op = one("Platform Co-op")
    assert (co_op.pay_min, co_op.pay_period, co_op.places.count()) == (380_000, "month", 0)
    assert one("Data Werkstudent (m/w/d)").pay_note == "Pay range EUR 15 – 18"


def test_pay_that_cannot_be_meant_is_only_shown():
    jobs = board("lever")
    jobs[0]["salaryRange"] = {"min": 4100, "max": 4600, "currency": "EUR", "interval": "per-hour-wage"}
    read(jobs, "board", "lever")
    posting = one("Software Engineering Intern")
    assert (posting.pay_kind, posting.pay_min, posting.pay_note) == (
        "not-stated",
        None,
        "EUR 4,100 – 4,600 per hour wage",
    )


def test_the_page_shows_clean_lists(client):
    read(answer("greenhouse"), "board", "greenhouse", at=None)
    posting = one("Backend Engineering Intern, Summer 2027")
    html = client.get(posting.get_absolute_url()).content.decode()
    assert "<li>Kafka\n<ul><li>or RabbitMQ</li></ul></li>" in html
    assert '<a href="https://harbour.example/stack" rel="nofollow noopener noreferrer">our stack</a>' in html
    assert "Erlang &amp; COBOL" in html
    assert "<strong>Go </strong>and" in html
    for gone in ("alert(1)", "steal()", "fancy", "color:red", "&lt;p", "&amp;amp;"):
        assert gone not in html, gone


def test_columns_of_somebody_else():
    data = b"Role,Link,Firm\nIntern,https://a.example/1,Acme\n"
    report = sync.run("csv", "theirs", data, columns={"title": "Role", "url": "Link", "employer": "Firm"}, at=NOON)
    assert told(report)["created"] == 1
    assert SourceEntry.objects.get().key == "a.example/1"
