"""The second list: its JSON and its CSV say the same, with skills and pay."""

import json

import pytest

from listings.models import Posting
from tests.importing.rows import EXCERPTS, NOON, excerpt, places_of, read, rows_of, skills_of, terms_of, told

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]

ROWS = json.loads((EXCERPTS / "zshah.json").read_text(encoding="utf-8"))


def read_list(rows=None, **options):
    return read(excerpt("zshah.json") if rows is None else rows, kind="zshah", **options)


def by_employer(name):
    return Posting.objects.get(employer__name=name)


def test_both_forms_feed_the_same_entries():
    opened = sum(row["is_open"] for row in ROWS.values())
    assert told(read_list()) == {"read": len(ROWS), "created": len(ROWS)}
    assert Posting.objects.filter(status="published").count() == opened
    assert told(read_list(excerpt("zshah.csv"))) == {"read": opened, "unchanged": opened}
    assert told(read_list()) == {"read": len(ROWS), "unchanged": len(ROWS)}


def test_the_csv_alone_makes_the_same_postings():
    read_list(excerpt("zshah.csv"))
    from_csv = {p.entries.get().key: facets(p) for p in Posting.objects.all()}
    Posting.objects.all().delete()
    read_list()
    from_json = {p.entries.get().key: facets(p) for p in Posting.objects.filter(status="published")}
    assert from_csv == from_json


def facets(posting):
    plain = (posting.title, posting.apply_url, posting.workplace, posting.visa, posting.pay_min, posting.published_at)
    return plain, places_of(posting), skills_of(posting), terms_of(posting)


def test_skills_are_mentioned_each_alone_with_its_evidence():
    read_list()
    requirements = by_employer("Ambrook").requirements.all()
    assert [(r.skill.slug, r.level, r.evidence) for r in requirements][:2] == [
        ("typescript", "mentioned", "source: TypeScript"),
        ("react", "mentioned", "source: React"),
    ]
    assert len({r.grp for r in requirements}) == len(requirements)


@pytest.mark.parametrize(
    ("employer", "pay"),
    [
        ("Amazon", ("paid", 6538, 6538, "USD", "hour", 6538)),
        ("Ambrook", ("paid", 200_000, 200_000, "USD", "week", 5000)),
        ("H3X Technologies", ("paid", 2300, 3700, "USD", "hour", 3700)),
        ("Anduril", ("not-stated", None, None, "", "", None)),
        ("PlusAI", ("not-stated", None, None, "", "", None)),
        ("Quadrillion", ("not-stated", None, None, "", "", None)),
    ],
)
def test_pay_is_understood_whole_or_shown_as_written(employer, pay):
    read_list()
    posting = by_employer(employer)
    found = (posting.pay_kind, posting.pay_min, posting.pay_max, posting.pay_currency, posting.pay_period)
    assert (*found, posting.hourly_max) == pay
    said = next(row.get("salary") for row in ROWS.values() if row["company"] == employer)
    if pay[0] == "not-stated":
        assert posting.pay_note == (said or "")


def test_what_the_list_inferred_itself_was_said_by_nobody():
    read_list()
    assert terms_of(by_employer("H3X Technologies")) == []
    assert terms_of(by_employer("Deepgram")) == ["fall-2026", "summer-2027"]
    assert terms_of(by_employer("Anduril")) == ["summer-2027"]


def test_places_part_at_semicolons_and_a_bare_count_is_no_place():
    read_list()
    assert len(places_of(by_employer("Anduril"))) == 9
    counted = next(row["id"] for row in ROWS.values() if row["location"] == "3 Locations")
    (fragment,) = Posting.objects.get(entries__key=counted).posting_places.all()
    assert (fragment.raw, fragment.place) == ("3 Locations", None)


def test_who_may_work():
    read_list()
    assert by_employer("Anduril").visa == ["citizenship"]
    assert by_employer("Exa Labs").visa == ["sponsors"]
    assert by_employer("Appian").visa == ["no-sponsorship"]
    assert by_employer("Ambrook").visa == []


def test_a_closed_row_says_when_it_closed():
    read_list(at=NOON.replace(year=2027))
    quadrillion = next(row for row in ROWS.values() if row["company"] == "Quadrillion")
    assert by_employer("Quadrillion").closed_at.isoformat() == quadrillion["closed_at"].replace("Z", "+00:00")


def test_the_id_is_the_identity():
    row = next(row for row in ROWS.values() if row["is_open"])
    read_list(json.dumps({row["id"]: row}).encode())
    moved = {**row, "url": "https://elsewhere.example.com/1", "title": "Another Intern"}
    assert told(read_list(json.dumps({row["id"]: moved}).encode())) == {"read": 1, "updated": 1}


def test_rows_of_another_length_are_rejected_one_by_one():
    csv = b"id,company,title,url\n1,Acme,Intern,https://a.example/1\n2,Acme\n3,Acme,Intern,https://a.example/3\n"
    report = read_list(csv)
    assert (report.created, [bad["row"] for bad in report.rejected]) == (2, [2])


def test_two_csv_rows_of_one_id_are_merged():
    csv = b"id,company,title,url\n1,Acme,Intern,https://a.example/1\n1,Acme,Intern II,https://a.example/1\n"
    assert told(read_list(csv)) == {"read": 2, "created": 1, "merged": 1}
    assert Posting.objects.get().title == "Intern II"
    assert rows_of("zshah.json")
