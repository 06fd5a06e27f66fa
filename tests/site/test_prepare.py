import gzip
import io
import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from pytest_django.fixtures import Settings

from jobboard.management.commands.prepare import Command
from jobboard.shipped import FEEDS, Feed
from listings.importing import sync
from listings.models import ImportRun, Source

ROW = {
    "id": "1",
    "company_name": "Acme",
    "title": "Software Engineer Intern",
    "locations": ["Berlin, Germany"],
    "url": "https://acme.example/jobs/1",
    "season": "Summer",
    "sponsorship": "Other",
    "active": True,
    "is_visible": True,
    "date_posted": 1767225600,
    "date_updated": 1767225600,
    "source": "someone",
    "company_url": "",
}


@pytest.mark.parametrize("feed", FEEDS, ids=lambda feed: feed.source)
def test_each_shipped_feed_is_there_and_attributed(feed: Feed) -> None:
    assert json.loads(gzip.decompress(feed.path.read_bytes()))
    attribution = (feed.path.parent / "README.md").read_text()
    assert feed.path.name in attribution
    assert str(feed.as_of) in attribution


@pytest.mark.django_db
def test_a_feed_is_read_again_after_twenty_days(tmp_path: Path, settings: Settings) -> None:
    settings.BASE_DIR = tmp_path
    feed = Feed("a-list", "simplify", date(2026, 1, 10))
    feed.path.parent.mkdir(parents=True)
    feed.path.write_bytes(gzip.compress(json.dumps([ROW]).encode()))
    said = io.StringIO()
    command = Command(stdout=said)

    command.read(feed)
    command.read(feed)
    assert ImportRun.objects.filter(source__slug="a-list").count() == 1
    assert "a-list, a real list as it was on 10 January 2026" in said.getvalue()

    Source.objects.filter(slug="a-list").update(read_at=timezone.now() - timedelta(days=21))
    command.read(feed)
    assert ImportRun.objects.filter(source__slug="a-list").count() == 2
    assert Source.objects.get(slug="a-list").settings["as_of"] == "2026-01-10"


@pytest.mark.django_db
def test_a_living_reading_forgets_the_day_of_a_saved_copy() -> None:
    data = json.dumps([ROW]).encode()
    sync.run("simplify", "a-list", data)
    Source.objects.update(settings={"as_of": "2026-01-10"})
    sync.run("simplify", "a-list", data)
    assert Source.objects.get().settings == {}


def test_static_files_are_collected_only_after_a_change(tmp_path: Path, settings: Settings) -> None:
    settings.STATIC_ROOT = tmp_path / "collected"
    settings.STATICFILES_DIRS = []
    Command().collect_static_files()
    admin = settings.STATIC_ROOT / "admin/css/base.css"
    assert admin.exists()
    admin.unlink()
    Command().collect_static_files()
    assert not admin.exists()
