"""A reading changes everything it says or nothing, and the same one again writes only that it took place."""

import gzip
import json
import threading

import pytest
from django.db import connection, connections, transaction

from accounts.models import AuditEvent
from listings.importing import sync, turns
from listings.models import ImportRun, Posting, Source
from tests.importing.rows import EXCERPTS, FEEDS, NOON, excerpt, make_row, read, told

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


def row_versions() -> dict[str, str]:
    """A fingerprint of every table's rows as PostgreSQL keeps them: a row written anew moves."""
    prints = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT md5(string_agg(ctid::text || xmin::text, ' ' ORDER BY ctid)) FROM {table}")
            prints[table] = cursor.fetchone()[0]
    return prints


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("zshah", EXCERPTS / "zshah.json"),
        ("zshah", EXCERPTS / "zshah.csv"),
        ("simplify", FEEDS / "vanshb03-summer2026.json.gz"),
    ],
)
def test_the_same_file_again_writes_only_its_run_and_when_it_was_read(kind, data):
    assert read(data.read_bytes(), kind=kind).created
    before = row_versions()
    assert read(data.read_bytes(), kind=kind, at=NOON.replace(hour=13)).unchanged
    after = row_versions()
    changed = {table for table, now in after.items() if before[table] != now}
    assert changed == {"listings_importrun", "listings_source"}
    assert Source.objects.get().read_at == NOON.replace(hour=13)


def test_a_reading_is_recorded():
    read([make_row(), make_row(url="")])
    run = ImportRun.objects.get()
    assert (run.counts["created"], run.rejected[0]["row"], run.whole, run.error) == (1, 2, True, "")
    event = AuditEvent.objects.get(code="source.import")
    assert (event.subject_id, event.actor_id, event.data["created"]) == (run.pk, None, 1)


WHOLE = json.dumps([make_row(), make_row()]).encode()
BROKEN = {
    "malformed": (excerpt("01-malformed.json"), "line 19, column 5 (char"),
    "cut": (WHOLE[:-40], "line 1, column"),
    "empty": (b"", "empty"),
    "not a list": (b'{"jobs": []}', "list of rows"),
    "no value": (b"[NaN]", "NaN"),
    "number without end": (b"[" + b"9" * 5000 + b"]", "not JSON"),
    "endless nesting": (b"[" * 100_000, "not JSON"),
    "not UTF-8": (b'[{"title": "\xe9"}]', "line 1 (byte 12)"),
    "cut gzip": (gzip.compress(WHOLE)[:-20], "breaks off after"),
    "spoilt gzip": (gzip.compress(WHOLE)[:-6] + b"xxxxxx", "breaks off after"),
    "page of a server": (b"<html>502 Bad Gateway</html>", "line 1, column 1"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_file_that_cannot_be_read_to_its_end_changes_nothing(name):
    data, where = BROKEN[name]
    read([make_row()])
    before = row_versions()
    report = read(data, at=NOON.replace(hour=13))
    assert where in report.error
    assert told(report) == {"error": report.error}
    after = row_versions()
    assert {table for table, now in after.items() if before[table] != now} == {"listings_importrun"}
    run = ImportRun.objects.latest()
    assert (run.error, run.whole) == (report.error, False)


@pytest.mark.parametrize(
    ("data", "where"),
    [
        (excerpt("zshah.csv")[:-30], "breaks off in line 11"),
        (b'id,company,title,url\n1,Acme,"Intern', "line 2"),
        (b"<html>502 Bad Gateway</html>", "lacks the columns: id, company, title, url"),
        (b"[]", "rows by id"),
    ],
)
def test_a_csv_that_cannot_be_read_to_its_end_changes_nothing(data, where):
    report = read(data, kind="zshah")
    assert where in report.error
    assert not Posting.objects.exists()


def test_plain_and_compressed_say_the_same():
    assert told(read(WHOLE)) == {"read": 2, "created": 2}
    assert told(read(gzip.compress(WHOLE))) == {"read": 2, "unchanged": 2}
    assert told(read(b"\xef\xbb\xbf" + WHOLE)) == {"read": 2, "unchanged": 2}


def test_a_reading_that_closes_more_than_half_is_refused():
    rows = [make_row() for _number in range(4)]
    read(rows)
    before = row_versions()
    report = read(rows[:1], allow_mass_close=False)
    assert "would close 3 of 4 open postings" in report.error
    assert told(report) == {"error": report.error}
    assert read([], allow_mass_close=False).error
    shut = [{**row, "active": False} for row in rows[:3]]
    assert read([*shut, rows[3]], allow_mass_close=False).error
    assert {t for t, now in row_versions().items() if before[t] != now} == {"listings_importrun"}
    assert told(read(rows[:2], allow_mass_close=False)) == {"read": 2, "closed": 2, "vanished": 2, "unchanged": 2}
    assert told(read([], allow_mass_close=True)) == {"closed": 2, "vanished": 2}


def test_an_empty_list_of_a_source_without_open_postings_is_a_reading():
    assert told(read([], allow_mass_close=False)) == {}
    assert Source.objects.get().read_at == NOON


def test_a_dry_run_says_the_same_and_writes_nothing():
    before = row_versions()
    assert told(read([make_row(), make_row()], dry_run=True)) == {"read": 2, "created": 2}
    assert read(b"[", dry_run=True).error
    assert row_versions() == before


def test_an_error_on_the_way_takes_everything_back(monkeypatch):
    def fail(ids):
        raise RuntimeError("the last step fails")

    monkeypatch.setattr(sync.search_row, "rebuild", fail)
    before = row_versions()
    with pytest.raises(RuntimeError):
        read([make_row()])
    assert row_versions() == before


@pytest.mark.django_db(transaction=True)
class TestTwoAtOnce:
    """Two connections, so real transactions."""

    def import_beside(self, results):
        results.append(read([make_row(locations=[], title="Intern")], at=None))
        connections.close_all()

    def held(self, seconds, wait, monkeypatch):
        monkeypatch.setattr(turns, "WAIT_SECONDS", wait)
        results = []
        beside = threading.Thread(target=self.import_beside, args=[results])
        with transaction.atomic():
            turns.take("list")
            beside.start()
            beside.join(seconds)
            assert beside.is_alive() == (seconds < wait)
        beside.join()
        return results[0]

    def test_one_waits(self, monkeypatch):
        assert told(self.held(0.5, 30, monkeypatch)) == {"read": 1, "created": 1}

    def test_or_says_so(self, monkeypatch):
        report = self.held(60, 1, monkeypatch)
        assert report.error == "Another import of list is running."
        assert not Source.objects.exists()
