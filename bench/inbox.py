"""The recruiter's desk with 0, 1,000 and 10,000 applications in one posting, side by side in one process.

    python -m bench.inbox [ROUNDS]

Machines are shared and noisy, so ratios of one run are what counts: each round asks every page once, in turn. The
promise is that the inbox at 10,000 takes at most eight times an empty page's time.
"""

from __future__ import annotations

import io
import json
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from jobboard import devdb

SIZES = (0, 1_000, 10_000)
PAGES = {
    "inbox, one posting": "?posting={posting}",
    "inbox, all postings": "",
    "page 200": "?posting={posting}&page=200",
    "by fit": "?posting={posting}&sort=meets",
    "by name": "?posting={posting}&sort=name",
    "words": "?posting={posting}&q=event+store",
    "a rare word": "?posting={posting}&q=many77",
    "skills, unanswered": "?posting={posting}&skill=go&skill=sql&unanswered=yes",
    "assigned to nobody": "?posting={posting}&assigned=nobody",
    "board": "board/{posting}/",
    "one application": "applications/{application}/?posting={posting}",
}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jobboard.settings")
    os.environ["DEMO"] = "1"
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    with devdb.temporary() as url, tempfile.TemporaryDirectory() as folder:
        os.environ["STATIC_ROOT"] = f"{folder}/static"
        os.environ["DATABASE_URL"] = url
        os.environ["EMBEDDED_DATABASE"] = "1"
        import django  # after the environment, which settings read

        django.setup()
        report(measure(rounds))


def measure(rounds: int) -> dict[int, dict[str, list[float]]]:
    from django.core.management import call_command
    from django.test import Client

    from tests.applications.many import make_many
    from tests.factories import make_employer, make_member, make_posting

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0, stdout=io.StringIO())
    addresses: dict[tuple[int, str], str] = {}
    clients: dict[int, Client] = {}
    for size in SIZES:
        employer = make_employer(f"Desk {size}")
        posting = make_posting(employer=employer, skills={"go": "needed", "sql": "needed"})
        make_posting("Another", employer=employer)
        made = make_many(posting, size)
        clients[size] = Client(HTTP_HOST="localhost")
        clients[size].force_login(make_member(employer, "recruiter"))
        for name, rest in PAGES.items():
            if size or "{application}" not in rest:
                there = rest.format(posting=posting.pk, application=made[size // 2].pk if made else 0)
                addresses[size, name] = f"/review/{employer.slug}/{there}"
    return _time(addresses, clients, rounds)


def _time(
    addresses: dict[tuple[int, str], str], clients: dict[int, Any], rounds: int
) -> dict[int, dict[str, list[float]]]:
    times: dict[int, dict[str, list[float]]] = {size: {} for size in SIZES}
    for turn in range(rounds + 1):
        for (size, name), address in addresses.items():
            begun = time.perf_counter()
            response = clients[size].get(address)
            spent = (time.perf_counter() - begun) * 1000
            if response.status_code == 302:  # there is no such page of a short list
                continue
            assert response.status_code == 200, address
            if turn:  # the first warms up
                times[size].setdefault(name, []).append(spent)
    return times


def report(times: dict[int, dict[str, list[float]]]) -> None:
    folder = Path(os.environ.get("DATA_DIR") or "var") / "bench"
    folder.mkdir(parents=True, exist_ok=True)
    empty = statistics.median(times[0]["inbox, one posting"])
    lines = [
        "| page | " + " | ".join(f"{size:,}" for size in SIZES) + " | of an empty inbox |",
        "|---|---|---|---|---|",
    ]
    for name in PAGES:
        found = [statistics.median(times[size][name]) if name in times[size] else None for size in SIZES]
        cells = [f"{ms:.1f} ms" if ms else "" for ms in found]
        lines.append(f"| {name} | {' | '.join(cells)} | {(found[-1] or 0) / empty:.1f} × |")
    (folder / "inbox.md").write_text("\n".join(lines) + "\n")
    (folder / "inbox.json").write_text(json.dumps({str(size): pages for size, pages in times.items()}))
    print("\n".join(lines))


if __name__ == "__main__":
    main()
