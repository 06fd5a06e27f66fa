"""What a reading does to the board, by the contract's words."""

from datetime import UTC, datetime, timedelta

import pytest

from listings.models import Posting, PostingSearchRow, SourceEntry
from tests.importing.rows import NOON, make_row, places_of, read, terms_of, the_posting, told

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]
LATER = NOON + timedelta(days=1)


def test_a_new_row_becomes_a_published_posting():
    row = make_row(sponsorship="Offers Sponsorship", title="  Go  Back-end Intern ", company_name=" Acme, Inc. ")
    assert told(read([row])) == {"read": 1, "created": 1}
    posting = the_posting()
    assert (posting.title, posting.slug, posting.employer.name) == (
        "Go Back-end Intern",
        "go-back-end-intern-acme-inc",
        "Acme, Inc.",
    )
    assert (posting.status, posting.apply_kind, posting.apply_url) == ("published", "outside", row["url"])
    assert posting.published_at == posting.first_published_at == datetime.fromtimestamp(1760000000, UTC)
    assert posting.listed_at == posting.created_at == NOON
    assert (posting.role, posting.visa, posting.time_zone) == ("back-end", ["sponsors"], "UTC")
    assert posting.role_evidence.startswith("title: ")
    assert places_of(posting) == ["new-york"]
    assert terms_of(posting) == ["summer"]
    assert PostingSearchRow.objects.get(posting=posting).card["source_id"] == row["id"]
    assert posting.entries.get().raw == [row]


def test_a_posting_date_in_the_future_gives_way_to_the_reading():
    read([make_row(date_posted=NOON.timestamp() + 3600)])
    assert the_posting().published_at == NOON


def test_a_row_first_seen_inactive_is_created_closed():
    assert told(read([make_row(active=False)])) == {"read": 1, "created": 1}
    posting = the_posting()
    assert (posting.status, posting.closed_reason, posting.closed_at) == ("closed", "source", NOON)
    assert not PostingSearchRow.objects.exists()


def test_closed_then_reopened():
    row = make_row()
    read([row])
    first = the_posting().first_published_at
    assert told(read([{**row, "active": False}], at=LATER)) == {"read": 1, "closed": 1}
    posting = the_posting()
    assert (posting.status, posting.closed_reason, posting.closed_at) == ("closed", "source", LATER)
    assert not PostingSearchRow.objects.exists()
    assert told(read([{**row, "active": False}], at=LATER)) == {"read": 1, "unchanged": 1}
    assert told(read([row], at=LATER)) == {"read": 1, "reopened": 1}
    posting = the_posting()
    assert (posting.status, posting.closed_at, posting.closed_reason) == ("published", None, "")
    assert posting.first_published_at == first
    assert PostingSearchRow.objects.filter(posting=posting).exists()


def test_vanished_then_back():
    row, other = make_row(), make_row()
    read([row, other])
    assert told(read([other], at=LATER)) == {"read": 1, "closed": 1, "vanished": 1, "unchanged": 1}
    gone = Posting.objects.get(status="closed")
    assert (gone.closed_reason, gone.closed_at, gone.entries.get().gone_at) == ("vanished", LATER, LATER)
    assert told(read([other], at=LATER)) == {"read": 1, "unchanged": 1}
    assert told(read([row, other], at=LATER)) == {"read": 2, "reopened": 1, "unchanged": 1}
    assert SourceEntry.objects.filter(gone_at=None).count() == 2


@pytest.mark.parametrize("gone", [{"is_visible": False}, {"title": ""}])
def test_a_skipped_or_rejected_row_is_otherwise_no_row(gone):
    row = make_row()
    read([row])
    report = read([{**row, **gone}], at=LATER)
    assert (report.closed, report.vanished, report.skipped + len(report.rejected)) == (1, 1, 1)


@pytest.mark.parametrize(
    "change",
    [
        {"company_name": "Acme Robotics"},
        {"title": "Platform Intern"},
        {"locations": ["Berlin, Germany"]},
        {"sponsorship": "Offers Sponsorship"},
        {"season": "Fall"},
        {"terms": ["Summer 2027"]},
        {"url": "https://jobs.example.com/same?utm_source=new"},
    ],
)
def test_what_counts_as_updated(change):
    row = make_row(url="https://jobs.example.com/same")
    read([row])
    old = the_posting()
    assert told(read([{**row, **change}], at=LATER)) == {"read": 1, "updated": 1}
    new = the_posting()
    assert (new.pk, new.first_published_at) == (old.pk, old.first_published_at)
    assert told(read([{**row, **change}], at=LATER)) == {"read": 1, "unchanged": 1}
    assert new.apply_url == change.get("url", row["url"])


@pytest.mark.parametrize(
    "change", [{"date_updated": 1770000000}, {"date_posted": 1}, {"company_name": " Acme "}, {"category": "Software"}]
)
def test_what_counts_as_unchanged_is_kept_as_it_was_said(change):
    row = make_row()
    read([row])
    assert told(read([{**row, **change}], at=LATER)) == {"read": 1, "unchanged": 1}
    assert SourceEntry.objects.get().raw == [{**row, **change}]


def test_an_employer_renamed_on_a_row_that_closes_counts_as_closed():
    row = make_row()
    read([row])
    assert told(read([{**row, "active": False, "company_name": "Newname"}])) == {"read": 1, "closed": 1}
    assert the_posting().employer.name == "Newname"


def test_what_a_person_closed_stays_closed():
    row = make_row()
    read([row])
    Posting.objects.update(status="closed", closed_at=NOON, closed_reason="cancelled")
    assert told(read([row], at=LATER)) == {"read": 1, "unchanged": 1}
    assert the_posting().closed_reason == "cancelled"


def test_what_staff_removed_stays_removed():
    row = make_row()
    read([row])
    Posting.objects.update(status="removed", removed_at=NOON)
    assert told(read([{**row, "title": "Another Intern"}], at=LATER)) == {"read": 1, "updated": 1}
    assert told(read([], at=LATER)) == {}
    assert the_posting().status == "removed"


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        ({"title": " \u200b"}, "title"),
        ({"company_name": None}, "employer"),
        ({"url": ""}, "no address"),
        ({"url": "javascript:alert(1)"}, "http"),
        ({"url": "https://"}, "http"),
        ({"url": "//jobs.example.com/1"}, "http"),
        ({"url": "https://good.example.com@evil.example.com/"}, "http"),
        ({"url": "http://[broken"}, "http"),
        ({"url": "https://jobs.example.com/" + "x" * 2000}, "longer"),
    ],
)
def test_bad_rows_are_rejected_one_by_one(fault, reason):
    report = read([make_row(), make_row(**fault), make_row()])
    assert (report.created, [bad["row"] for bad in report.rejected]) == (2, [2])
    assert reason in report.rejected[0]["reason"]


def test_rows_of_odd_shapes_do_no_harm():
    odd = [None, 7, "row", [], {}, make_row(locations=None, season=7, sponsorship={}, date_posted="soon", active=None)]
    odd.append(make_row(title="x\0y\ud800 Intern " * 99, company_name="e" * 500, locations="Berlin", date_posted=1e300))
    odd.append(make_row(url="https://jobs.example.com/" + "ü" * 1900, depth=[[[]]], locations=["x" * 999, 3, ""]))
    report = read(odd)
    assert (report.created, len(report.rejected), report.error) == (3, 5, None)
    assert max(map(len, Posting.objects.values_list("title", flat=True))) <= 300
    assert told(read(odd)) == {"read": 8, "unchanged": 3, "rejected": report.rejected}


def test_a_source_is_read_in_one_format():
    read([make_row()])
    report = read(b"{}", kind="zshah")
    assert "format simplify" in report.error
    assert Posting.objects.open(NOON).count() == 1
