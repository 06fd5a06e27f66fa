"""A whole run undone: all of it, or nothing where something newer stands in the way."""

import pytest

from accounts.models import AuditEvent
from listings.importing import sync
from listings.models import ImportRun, Posting, Skill, Source, SourceEntry
from listings.models.source import ImportChange
from listings.postings import editing
from tests.factories import make_user
from tests.importing.rows import NOON, make_row, places_of, read, terms_of, the_posting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]
LATER = NOON.replace(hour=18)


def last_run():
    return ImportRun.objects.latest("pk")


def rows_of_a_week():
    """One that stays, one that changes, one that closes, one that vanishes, one that was closed and returns."""
    return [
        make_row(title=title, active=title != "Returns")
        for title in ("Stays", "Changes", "Closes", "Vanishes", "Returns")
    ]


def week_after(rows):
    stays, changes, closes, _vanishes, returns = rows
    changes = {**changes, "locations": ["Berlin, Germany"], "title": changes["title"], "season": "Fall"}
    return [stays, changes, {**closes, "active": False}, {**returns, "active": True}, make_row(title="New")]


def table():
    return {
        posting.title: (posting.status, posting.closed_reason, posting.closed_at, places_of(posting), terms_of(posting))
        for posting in Posting.objects.all()
    }


def entries():
    return list(SourceEntry.objects.order_by("pk").values("key", "title_key", "raw", "digest", "gone_at", "posting_id"))


def test_everything_stands_as_before():
    rows = rows_of_a_week()
    read(rows)
    before, entries_before = table(), entries()
    read(week_after(rows), at=LATER)
    assert table() != before
    by = make_user()
    assert sync.revert(last_run(), by=by) == {
        "created": 1, "updated": 1, "closed": 1, "vanished": 1, "reopened": 1, "noted": 0,
    }  # fmt: skip
    after = table()
    assert after.pop("New")[0] == "removed"
    assert after == before
    assert entries() == entries_before
    assert Source.objects.get().read_at == NOON
    run = last_run()
    assert (run.reverted_by, bool(run.reverted_at)) == (by, True)
    event = AuditEvent.objects.get(code="import.revert")
    assert (event.actor_id, event.subject_id, event.data["closed"]) == (by.pk, run.pk, 1)


def test_the_search_follows():
    rows = rows_of_a_week()
    read(rows)
    read(week_after(rows), at=LATER)
    sync.revert(last_run(), by=None)
    found = set(Posting.objects.filter(search_row__isnull=False).values_list("title", flat=True))
    assert found == {"Stays", "Changes", "Closes", "Vanishes"}


def test_what_a_run_made_is_gone_for_good_and_a_next_reading_makes_it_anew(client):
    read([make_row(url="https://a.example/1")])
    removed = the_posting()
    sync.revert(last_run(), by=None)
    assert client.get(removed.get_absolute_url()).status_code == 410
    assert not SourceEntry.objects.exists()
    assert Source.objects.get().read_at is None
    assert read([make_row(url="https://a.example/1")]).created == 1
    assert Posting.objects.exclude(pk=removed.pk).get().status == "published"


def test_a_skill_that_went_since_is_left_out():
    row = make_row(title="Kotlin Intern", season="")
    read([row])
    read([{**row, "title": "Python Intern"}], at=LATER)
    Skill.objects.get(slug="kotlin").delete()
    sync.revert(last_run(), by=None)
    posting = the_posting()
    assert (posting.title, posting.requirements.count()) == ("Kotlin Intern", 0)


def test_a_person_who_wrote_since_stands_in_the_way():
    rows = rows_of_a_week()
    read(rows)
    read(week_after(rows), at=LATER)
    posting = Posting.objects.get(title="Changes")
    posting.workplace = "remote"
    posting.save()
    editing.correct(posting, ["workplace"], by=make_user())
    before = table()
    with pytest.raises(sync.CannotRevert, match=r"1 posting was changed after this run.*: Changes") as caught:
        sync.revert(last_run(), by=None)
    assert caught.value.postings == [posting.pk]
    assert table() == before
    assert last_run().reverted_at is None


def test_a_newer_reading_stands_in_the_way_until_it_is_undone_itself():
    rows = rows_of_a_week()
    read(rows)
    first = last_run()
    read(week_after(rows), at=LATER)
    with pytest.raises(sync.CannotRevert, match="4 postings were changed"):
        sync.revert(first, by=None)
    sync.revert(last_run(), by=None)
    sync.revert(first, by=None)
    assert set(Posting.objects.values_list("status", flat=True)) == {"removed"}


def test_a_newer_reading_without_news_does_not():
    rows = rows_of_a_week()
    read(rows)
    run = last_run()
    read([{**row, "date_updated": 1770000000} for row in rows], at=LATER)
    sync.revert(run, by=None)
    assert Source.objects.get().read_at == LATER


@pytest.mark.parametrize("case", ["twice", "nothing", "failed"])
def test_there_must_be_something_to_undo(case):
    rows = [make_row()]
    read(rows)
    if case == "twice":
        sync.revert(last_run(), by=None)
    elif case == "nothing":
        read(rows, at=LATER)
    else:
        read(b"{", at=LATER)
    with pytest.raises(sync.CannotRevert):
        sync.revert(last_run(), by=None)


def test_a_title_that_came_back_from_the_gone_is_noted():
    rows = [make_row(title="Stays"), make_row(title="Was closed", active=False)]
    read(rows)
    read(rows[:1])
    assert ImportChange.objects.filter(run=last_run()).values_list("action", flat=True).get() == "noted"
    before = entries()
    read(rows, at=LATER)
    assert entries() != before
    sync.revert(last_run(), by=None)
    assert entries() == before


def test_a_dry_run_says_row_by_row_what_it_would_do():
    rows = rows_of_a_week()
    read(rows)
    before = table()
    report = read(week_after(rows), at=LATER, dry_run=True)
    assert table() == before
    told = {row.title: row for row in report.rows}
    assert {title: row.action for title, row in told.items()} == {
        "Changes": "updated", "Closes": "closed", "Vanishes": "vanished", "Returns": "reopened", "New": "created",
    }  # fmt: skip
    changed = {change.field: (change.before, change.after) for change in told["Changes"].changes}
    assert changed == {
        "places": (["New York, NY"], ["Berlin, Germany"]),
        "terms": (["summer"], ["fall"]),
    }
    made = {change.field: change.after for change in told["New"].changes}
    assert (made["title"], made["places"], told["New"].row) == ("New", ["New York, NY"], 5)
    assert told["New"].raw.title == "New"
    assert not told["Closes"].changes
    assert (ImportRun.objects.count(), ImportChange.objects.count()) == (1, 5)


def test_a_run_keeps_what_changed_and_what_was_left_out():
    rows = [make_row(title="One"), make_row(title="Hidden", is_visible=False)]
    rows.append({**rows[0], "date_updated": 1760000001})
    read(rows)
    assert [(row["row"], row["title"], row["why"]) for row in last_run().left_out] == [
        (2, "Hidden", "hidden"), (1, "One", "merged"),
    ]  # fmt: skip
    read([{**rows[0], "season": "Fall"}], at=LATER)
    change = ImportChange.objects.get(run=last_run())
    assert (change.action, change.told) == ("updated", [["terms", ["summer"], ["fall"]]])


def test_a_dry_run_names_what_is_skipped():
    jobs = {"jobs": [{"id": 1, "title": "Head of Interns", "absolute_url": "https://a.example/1"}]}
    report = read(jobs, kind="greenhouse", dry_run=True)
    assert [(row.action, row.title) for row in report.rows] == [("skipped", "Head of Interns")]
    assert report.skipped == 1
