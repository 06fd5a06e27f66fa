"""The figures that importing the real feeds must reach, in the order of the readings."""

import pytest

from listings.importing import sync
from listings.models import ImportRun, Posting, PostingSearchRow, Source
from tests.importing.rows import FEEDS, SHARED

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]

LIST, SHAPE, PAST = "vanshb03-summer2026", "zshah101-summer2027", "vanshb03-summer2025_archive"
# read, created (of them closed), updated, unchanged, closed (of them vanished), reopened, merged, skipped, rejected, open
READINGS = {
    "list": [
        (f"{LIST}_2025-08-15.json", 503, 492, 130, 0, 0, 0, 0, 0, 5, 6, 0, 362),
        (f"{LIST}_2025-10-15.json", 1541, 1024, 168, 0, 439, 53, 0, 0, 19, 6, 0, 1165),
        (f"{LIST}_2026-01-10.json", 1983, 468, 179, 2, 1270, 243, 9, 0, 3, 6, 0, 1211),
        (f"{LIST}_2026-01-10.json", 1983, 0, 0, 0, 1974, 0, 0, 0, 3, 6, 0, 1211),
    ],
    "shape": [
        (f"{SHAPE}_2026-08-22.json", 497, 497, 247, 0, 0, 0, 0, 0, 0, 0, 0, 250),
        (f"{SHAPE}_2026-08-22.csv", 250, 0, 0, 0, 250, 0, 0, 0, 0, 0, 0, 250),
        (f"{SHAPE}_2026-08-22.json", 497, 0, 0, 0, 497, 0, 0, 0, 0, 0, 0, 250),
    ],
    "archive": [(f"{PAST}_2025-03-31.json.gz", 4152, 4078, 1503, 0, 0, 0, 0, 0, 70, 2, 2, 2575)],
}
SHIPPED = {
    LIST: [
        (f"{LIST}.json.gz", 1983, 1974, 763, 0, 0, 0, 0, 0, 3, 6, 0, 1211),
        (f"{LIST}.json.gz", 1983, 0, 0, 0, 1974, 0, 0, 0, 3, 6, 0, 1211),
    ],
    SHAPE: [
        (f"{SHAPE}.json.gz", 497, 497, 247, 0, 0, 0, 0, 0, 0, 0, 0, 250),
        (f"{SHAPE}.json.gz", 497, 0, 0, 0, 497, 0, 0, 0, 0, 0, 0, 250),
    ],
}


def closed(source):
    return Posting.objects.filter(source__slug=source, status="closed").count()


def figures(report, source, closed_before):
    """One line of the table."""
    born_closed = closed(source) - closed_before - report.closed + report.reopened
    return (
        report.read, report.created, born_closed, report.updated, report.unchanged, report.closed, report.vanished,
        report.reopened, report.merged, report.skipped, len(report.rejected),
        Posting.objects.filter(source__slug=source).open().count(),
    )  # fmt: skip


def adds_up(report):
    placed = report.created + report.updated + report.unchanged + report.reopened + report.merged + report.skipped
    return report.read == placed + report.closed - report.vanished + len(report.rejected)


def follow(kind, source, folder, readings):
    for name, *expected in readings:
        before = closed(source)
        report = sync.run(kind, source, (folder / name).read_bytes())
        assert report.error is None
        assert figures(report, source, before) == tuple(expected), name
        assert adds_up(report)
        assert PostingSearchRow.objects.count() == Posting.objects.open().count()


@pytest.mark.parametrize("source", READINGS)
def test_the_recorded_feeds(source):
    if not SHARED.is_dir():
        pytest.skip("the recorded feeds are not beside this checkout")
    follow("zshah" if source == "shape" else "simplify", source, SHARED, READINGS[source])


@pytest.mark.parametrize("source", SHIPPED)
def test_the_shipped_feeds(source):
    follow("zshah" if source == SHAPE else "simplify", source, FEEDS, SHIPPED[source])


def test_the_feed_that_really_was_broken_that_day():
    if not SHARED.is_dir():
        pytest.skip("the recorded feeds are not beside this checkout")
    broken = (SHARED / f"{LIST}_2025-08-07_MALFORMED.json").read_bytes()
    report = sync.run("simplify", LIST, broken)
    assert "(char 243618)" in report.error
    assert not Posting.objects.exists()
    assert Source.objects.get().read_at is None
    assert ImportRun.objects.get().error == report.error
