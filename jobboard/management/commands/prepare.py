"""All between the packages and the first request; `make run` runs it at each start, so it does nothing twice."""

import hashlib
import io
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import BaseCommand, call_command
from django.db import connection
from django.utils import timezone
from django.utils.formats import date_format

from jobboard.shipped import FEEDS, Feed
from listings.models import Source

LOCK = 0x46697273  # of two first runs on one database the second waits
READ_AGAIN_AFTER = timedelta(days=20)  # well before SOURCE_TRUSTED_FOR would close what the feeds hold


class Command(BaseCommand):
    help = "Prepare the database and the static files; with DEMO=1 the shipped feeds and the demonstration too."

    def handle(self, *args: Any, **options: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET statement_timeout = 0")
            cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        call_command("load_skills", verbosity=0)
        call_command("load_places", verbosity=0)
        if settings.DEMO:
            due = [feed for feed in FEEDS if self.read(feed)]
            if due:  # the demonstration's dates move along with the feeds
                self.stdout.write("Making the demonstration employers and accounts ...")
                call_command("seed_demo", stdout=io.StringIO())
        self.collect_static_files()

    def read(self, feed: Feed) -> bool:
        """Whether it was due: never read, or too long ago."""
        due = timezone.now() - READ_AGAIN_AFTER
        if Source.objects.filter(slug=feed.source, read_at__gt=due).exists():
            return False
        day = date_format(feed.as_of, "j F Y")
        self.stdout.write(f"Reading {feed.source}, a real list as it was on {day} ...")
        call_command("import_postings", str(feed.path), format=feed.format, source=feed.source, stdout=io.StringIO())
        # A saved copy must not pass for a list that was read today.
        source = Source.objects.get(slug=feed.source)
        source.settings["as_of"] = feed.as_of.isoformat()
        source.save(update_fields=["settings"])
        return True

    def collect_static_files(self) -> None:
        """Compressing them takes most of a second start: only when a file has changed."""
        stamp = settings.STATIC_ROOT.with_name(settings.STATIC_ROOT.name + ".stamp")
        state = hashlib.sha256()
        for finder in get_finders():
            for name, storage in finder.list([]):
                stat = Path(storage.path(name)).stat()
                state.update(f"{storage.path(name)} {stat.st_size} {stat.st_mtime_ns}\n".encode())
        if not (settings.STATIC_ROOT.is_dir() and stamp.exists() and stamp.read_text() == state.hexdigest()):
            call_command("collectstatic", interactive=False, verbosity=0)
            stamp.write_text(state.hexdigest())
