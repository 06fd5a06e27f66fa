"""The storm of docs/applying.md, small: students press Send at once, some twice, and everything is killed once."""

import os
import subprocess
import sys
from pathlib import Path

from jobboard import devdb

ROOT = Path(__file__).resolve().parents[2]


def test_none_lost_and_none_twice() -> None:
    """In a database server of its own: it kills, and counts every row."""
    ours = {"DATABASE_URL", "DATA_DIR", devdb.SHARED_URL}
    environment = {name: value for name, value in os.environ.items() if name not in ours}
    storm = [sys.executable, "-m", "bench.storm", "24", "4", "1"]
    done = subprocess.run(storm, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=900)
    assert done.returncode == 0, done.stderr[-2000:]
    assert "24 applications, 28 clicks" in done.stdout
    assert "1 kills" in done.stdout
