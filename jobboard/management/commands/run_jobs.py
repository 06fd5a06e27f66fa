import logging
import signal
import threading
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import close_old_connections

from jobboard.jobs import JOBS, Job

log = logging.getLogger("jobs")
PATIENCE = 5  # seconds that stopping waits for a slow job


class Command(BaseCommand):
    help = "Runs the periodic jobs until told to stop; --once runs each one time."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="run each job once and leave")
        parser.add_argument("--only", metavar="NAME", help=f"one of: {', '.join(job.name for job in JOBS)}")

    def handle(self, *, once: bool, only: str | None, **options: Any) -> None:
        jobs = [job for job in JOBS if only in (None, job.name)]
        if not jobs:
            raise CommandError(f"There is no job {only!r}; there are {', '.join(job.name for job in JOBS)}.")
        if once:
            failed = [job.name for job in jobs if not self.run(job)]
            if failed:
                raise CommandError(f"Failed: {', '.join(failed)}.")
            return
        stopping = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stopping.set())
        self.lanes(jobs, stopping)

    def lanes(self, jobs: list[Job], stopping: threading.Event) -> None:
        slow = threading.Thread(target=self.loop, args=([job for job in jobs if job.is_slow], stopping), daemon=True)
        slow.start()
        self.loop([job for job in jobs if not job.is_slow], stopping)
        # Whoever is stopped in the middle of it leaves a lease behind that ends by itself.
        slow.join(PATIENCE)

    def loop(self, jobs: list[Job], stopping: threading.Event) -> None:
        due = dict.fromkeys(jobs, 0.0)
        while not stopping.wait(max(0.0, min(due.values()) - time.monotonic()) if due else None):
            for job in [job for job in jobs if due[job] <= time.monotonic()]:
                # Every next run is counted from the end of this one: a slow job never piles up.
                self.run(job)
                due[job] = time.monotonic() + job.every.total_seconds()
                if stopping.is_set():
                    break

    def run(self, job: Job) -> bool:
        """One job's failure is logged and does not stop the others."""
        close_old_connections()
        try:
            if done := job.do():
                log.info("%s: %s", job.name, done)
        except Exception:
            log.exception("%s failed", job.name)
            return False
        return True
