"""The benchmark: pages side by side with an empty answer, in one process, on a board of several sizes.

Machines are shared and noisy, so ratios of one run are what counts: each round asks every page once, in turn.
"""

from __future__ import annotations

import io
import json
import os
import platform
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

from jobboard import devdb

ROUNDS = 15
SIZES = ("small", "large")  # beside the real postings
PAGES = {
    "hello": "/healthz",
    "list": "/internships/?role=all",
    "words": "/internships/?q=backend+intern",
    "words, all roles": "/internships/?q=python+OR+go&role=all",
    "filters": "/internships/?role=all&place=united-states&workplace=hybrid&pay_min=20",
    "words and filters": "/internships/?q=intern&skill=sql&term=summer-2027&role=all",
    "nothing": "/internships/?q=cobol&place=berlin&pay_min=60",
    "json, 100 rows": "/internships.json?role=all&per_page=100",
    "home": "/",
    "skill": "/skills/go/",
    "guide": "/guide/",
}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jobboard.settings")
    os.environ["DEMO"] = "1"
    with devdb.temporary() as url, tempfile.TemporaryDirectory() as folder:
        os.environ["STATIC_ROOT"] = f"{folder}/static"
        os.environ["DATABASE_URL"] = url
        os.environ["EMBEDDED_DATABASE"] = "1"
        import django  # after the environment, which settings read

        django.setup()
        report(measure())


def measure() -> dict[str, Any]:
    from django.core.management import call_command
    from django.test import Client

    from listings.models import PostingSearchRow

    call_command("prepare", stdout=io.StringIO())
    results: dict[str, Any] = {}
    client = Client(HTTP_HOST="localhost")
    for size in SIZES:
        call_command("seed_demo", size=size, verbosity=0)
        times: dict[str, list[float]] = {name: [] for name in PAGES}
        for path in PAGES.values():
            client.get(path)
        for _ in range(ROUNDS):
            for name, path in PAGES.items():
                begun = time.perf_counter()
                response = client.get(path)
                times[name].append((time.perf_counter() - begun) * 1000)
                assert response.status_code == 200, path
        results[size] = {"postings": PostingSearchRow.objects.count(), "ms": times}
    return results


def report(results: dict[str, Any]) -> None:
    folder = Path(os.environ.get("DATA_DIR") or "var") / "bench"
    folder.mkdir(parents=True, exist_ok=True)
    lines = ["| page | " + " | ".join(f"{r['postings']:,} postings" for r in results.values()) + " |"]
    lines.append("|---|" + "---|" * len(results))
    for name in PAGES:
        cells = []
        for result in results.values():
            median = statistics.median(result["ms"][name])
            worst = statistics.quantiles(result["ms"][name], n=20)[-1]
            ratio = median / statistics.median(result["ms"]["hello"])
            cells.append(f"{median:.1f} ms, p95 {worst:.1f}, {ratio:.0f} × hello")
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    table = "\n".join(lines)
    (folder / "pages.md").write_text(table + "\n")
    about = {"python": platform.python_version(), "cores": os.cpu_count(), "rounds": ROUNDS}
    (folder / "pages.json").write_text(json.dumps({**about, "sizes": results}, indent=1))
    print(table)
    print(f"\nWritten to {folder}/pages.md and pages.json.")


if __name__ == "__main__":
    main()
