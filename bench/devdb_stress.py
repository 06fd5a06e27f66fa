"""Stress of jobboard/devdb.py: users come, and users, keeper, postgres and backends are killed, at random.

    python -m bench.devdb_stress [SECONDS] [SEED]        Linux only (reads /proc)

Asserts: every acquire gives a working URL within 15 s; no committed row is lost; never two postmasters; 5 s after
the last user no process, no shared memory segment and no socket is left.
"""

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import psycopg2
import psycopg2.extensions

from jobboard import devdb

ROOT = Path(__file__).resolve().parent.parent
ACQUIRE_WITHIN = 15
GONE_WITHIN = 5
KILLS = [  # chance, whom, how
    (0.20, "postmaster", signal.SIGKILL),
    (0.15, "keeper", signal.SIGKILL),
    (0.05, "keeper", signal.SIGTERM),
    (0.10, "backend", signal.SIGKILL),
]


# ---------------------------------------------------------------- a user: a process of its own


def open_table(data: Path) -> psycopg2.extensions.connection:
    connection = psycopg2.connect(devdb.acquire(data))
    with connection, connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(1)")
        cursor.execute("CREATE TABLE IF NOT EXISTS row (id text PRIMARY KEY)")
    return connection


def use(data: Path, journal: Path) -> None:
    """Insert and commit for ever; note each row only once its commit has returned."""
    serial, connection, since = 0, None, time.monotonic()
    with journal.open("a", buffering=1) as note:
        while True:
            try:
                if connection is None:
                    connection = open_table(data)
                    note.write(f"acquired {time.monotonic() - since:.3f} .\n")
                row = f"{journal.name}-{serial}"
                with connection, connection.cursor() as cursor:
                    cursor.execute("INSERT INTO row VALUES (%s)", [row])
                note.write(f"row {row} .\n")
                serial += 1
                time.sleep(random.uniform(0, 0.05))
            except psycopg2.Error as error:  # somebody killed the server: once more, against the clock
                if connection is not None:
                    connection, since = None, time.monotonic()
                if time.monotonic() - since > ACQUIRE_WITHIN:
                    note.write(f"failed {error} .\n")
                    return
                time.sleep(0.05)
            except devdb.DevDBError as error:
                note.write(f"failed {error} .\n")
                return


# ---------------------------------------------------------------- what is there


class Process(NamedTuple):
    kind: str
    parent: int


def kind_of(argv: list[str], folder: str, data: Path) -> str | None:
    """By command line or working folder, of what belongs to DATA_DIR."""
    cluster, line = f"{data}/db/cluster", " ".join(argv)
    if "bench.devdb_stress" in line:
        return None
    if f"{data}/db.new/" in line:
        return "initdb"  # spared: its segment's folder would be gone for ever
    if cluster in argv:
        return "postmaster" if argv[0].endswith("/postgres") else "starting"
    if str(data) in argv and any(word.endswith("devdb_keeper.py") for word in argv):
        return "keeper"
    return "backend" if folder == cluster or f"{data}/" in line else None


def processes(data: Path) -> dict[int, Process]:
    found = {}
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            argv = (entry / "cmdline").read_bytes().decode(errors="replace").split("\0")
            parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            kind = kind_of(argv, os.readlink(entry / "cwd"), data)
        except OSError:
            continue
        if kind:
            found[int(entry.name)] = Process(kind, parent)
    for pid, (kind, parent) in list(found.items()):  # a newborn backend still has its parent's command line
        if kind == "postmaster" and parent in found and found[parent].kind in ("postmaster", "backend"):
            found[pid] = Process("backend", parent)
    return found


def pids(data: Path, kind: str) -> list[int]:
    return [pid for pid, process in processes(data).items() if process.kind == kind]


def segments(data: Path) -> set[str]:
    """PostgreSQL takes the inode of its cluster as key, or one of the next."""
    if not (data / "db/cluster").exists():
        return set()
    inode = (data / "db/cluster").stat().st_ino
    lines = [line.split() for line in Path("/proc/sysvipc/shm").read_text().splitlines()[1:]]
    return {line[1] for line in lines if 0 <= int(line[0]) % 2**32 - inode % 2**32 < 10}


def left_over(data: Path) -> dict[str, object]:
    sockets = [line.split()[-1] for line in Path("/proc/net/unix").read_text().splitlines() if f"{data}/" in line]
    files = [str(path) for path in (data / "db").glob(".s.PGSQL*")]
    left = {"processes": processes(data), "segments": segments(data), "sockets": sockets + files}
    return {what: value for what, value in left.items() if value}


# ---------------------------------------------------------------- the stress


class Stress:
    def __init__(self, data: Path, chance: random.Random) -> None:
        self.data, self.chance, self.journals = data, chance, data / "journals"
        self.journals.mkdir(parents=True)
        self.users: list[subprocess.Popen[bytes]] = []
        self.counts: Counter[str] = Counter()
        self.slowest_end, self.started = 0.0, time.monotonic()

    def start_user(self) -> None:
        command = [sys.executable, "-m", "bench.devdb_stress", "use", self.data, self.journals / str(time.time_ns())]
        self.users.append(subprocess.Popen([str(word) for word in command], cwd=ROOT, start_new_session=True))
        self.counts["users"] += 1

    def end_user(self) -> None:
        user = self.users.pop(self.chance.randrange(len(self.users)))
        user.send_signal(self.chance.choice([signal.SIGTERM, signal.SIGKILL]))
        user.wait()

    def kill(self, kind: str, how: signal.Signals) -> None:
        if victims := pids(self.data, kind):
            try:
                os.kill(self.chance.choice(victims), how)
                self.counts[f"{kind} {how.name}"] += 1
            except ProcessLookupError:
                pass

    def event(self) -> None:
        number = self.chance.random()
        for share, kind, how in KILLS:
            if number < share:
                return self.kill(kind, how)
            number -= share
        if number < 0.3 and self.users:
            return self.end_user()
        if len(self.users) < 6:
            return self.start_user()
        return None

    def watch(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if len(pids(self.data, "postmaster")) > 1:
                time.sleep(0.3)  # newborn backends of one just killed still look like it
                assert len(pids(self.data, "postmaster")) < 2, f"two postmasters: {processes(self.data)}"
            time.sleep(0.03)

    def round(self) -> None:
        for _ in range(self.chance.randint(1, 6)):
            self.start_user()
            time.sleep(self.chance.choice([0, 0, self.chance.uniform(0, 0.5)]))
        end = time.monotonic() + self.chance.uniform(0.2, 8)
        while time.monotonic() < end:
            self.event()
            self.watch(self.chance.uniform(0, 1.2))
        while self.users:
            self.end_user()
        if self.chance.random() < 0.5:
            time.sleep(self.chance.uniform(0, 1))  # the next users meet a server that is stopping
        else:
            self.assert_all_gone()
            self.assert_nothing_lost()

    def wait_until_gone(self) -> dict[str, object]:
        ended = time.monotonic()
        while (left := left_over(self.data)) and time.monotonic() - ended < GONE_WITHIN:
            time.sleep(0.02)
        self.slowest_end = max(self.slowest_end, time.monotonic() - ended)
        return left

    def assert_all_gone(self) -> None:
        left = self.wait_until_gone()
        if left and not left.get("processes"):
            # Keeper and postmaster both killed -9: nobody is left to remove 56 bytes. The next start does.
            self.counts["left by a double kill"] += 1
            devdb.acquire(self.data)
            devdb.release(self.data)
            left = self.wait_until_gone()
        assert not left, f"left behind: {left}"

    def assert_nothing_lost(self) -> None:
        lines = [line.split() for path in self.journals.iterdir() for line in path.read_text().splitlines()]
        lines = [line for line in lines if line[-1] == "."]  # a killed user's last one may be cut
        failed = [line for line in lines if line[0] == "failed"]
        assert not failed, failed
        slowest = max((float(line[1]) for line in lines if line[0] == "acquired"), default=0)
        assert slowest < ACQUIRE_WITHIN, f"slowest acquire {slowest}"
        noted = {line[1] for line in lines if line[0] == "row"}
        connection = open_table(self.data)
        with connection, connection.cursor() as cursor:
            cursor.execute("SELECT id FROM row")
            lost = noted - {row for (row,) in cursor}
        connection.close()
        devdb.release(self.data)
        assert not lost, f"{len(lost)} committed rows lost"
        print(
            f"{time.monotonic() - self.started:6.1f} s  {len(noted)} rows kept, slowest acquire {slowest:.2f} s, "
            f"gone after at most {self.slowest_end:.2f} s, {dict(self.counts)}",
            flush=True,
        )


def main(seconds: float, seed: int) -> None:
    print("seed", seed, flush=True)
    data = Path(tempfile.mkdtemp(prefix="devdb-stress-"))
    data.chmod(0o755)
    stress = Stress(data, random.Random(seed))
    try:
        while time.monotonic() - stress.started < seconds:
            stress.round()
        stress.assert_all_gone()
        stress.assert_nothing_lost()
        devdb.wait_until_stopped(data)
    finally:
        for user in stress.users:
            user.kill()
            user.wait()
    shutil.rmtree(data)  # kept after a failure
    print("held")


if __name__ == "__main__":
    words = sys.argv[1:]
    if words[:1] == ["use"]:
        use(Path(words[1]), Path(words[2]))
    else:
        main(float(words[0]) if words else 180, int(words[1]) if words[1:] else random.randrange(10**6))
