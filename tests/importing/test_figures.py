"""The figures that importing the real feeds must reach, in the order of the readings."""

import gzip
from pathlib import Path

import pytest

from listings.importing import sync
from listings.models import Posting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "feeds"
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


def figures(report: sync.Report, source: str, closed_before: int) -> tuple[int, ...]:
    """One line of the table."""
    mine = Posting.objects.filter(source__slug=source)
    born_closed = mine.filter(status="closed").count() - closed_before - report.closed + report.reopened
    return (
        report.read, report.created, born_closed, report.updated, report.unchanged, report.closed, report.vanished,
        report.reopened, report.merged, report.skipped, len(report.rejected), mine.open().count(),
    )  # fmt: skip


@pytest.mark.parametrize("series", READINGS)
def test_the_real_feeds(series):
    if not SHARED.is_dir():
        pytest.skip("the recorded feeds are not beside this checkout")
    kind = "zshah" if series == "shape" else "simplify"
    for name, *expected in READINGS[series]:
        closed_before = Posting.objects.filter(source__slug=series, status="closed").count()
        report = sync.run(kind, series, (SHARED / name).read_bytes())
        assert report.error is None
        assert figures(report, series, closed_before) == tuple(expected), name
