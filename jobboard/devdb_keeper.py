"""The keeper: the process that owns an embedded PostgreSQL (see devdb.py, which starts it and shares its helpers).

    python -I -S devdb_keeper.py DATA_DIR BINARIES MAJOR KEEPER_LOCK TEMPORARY

Detached and nobody's child, so that no signal meant for a user reaches it. It knows nothing of Django and nothing
of the virtual environment. When the kernel gives it DATA_DIR/db.lock exclusively, no user is left: it stops.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import hashlib
import os
import pwd
import re
import secrets
import shutil
import signal
import socket
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

SOCKET_NAME = ".s.PGSQL.5432"
SETTINGS = {
    "listen_addresses": "",
    "port": "5432",
    "shared_buffers": "256MB",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "jit": "off",
    "dynamic_shared_memory_type": "mmap",  # /dev/shm is 64 MB in a container, and files there outlive kill -9
}
TEMPORARY_SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_wal_size": "256MB",
    "autovacuum": "off",  # it would hold locks while tests truncate, and nobody lives long enough to need it
}
# Should the keeper die by whatever means, the kernel sends postgres a SIGQUIT: it ends at once and recovers at the next
# start. (A friendlier signal would not do: PostgreSQL 18 hangs for ever when asked to stop during crash recovery.)
# sh compares its parent because the keeper may have died before the request was made.
BOUND_TO_KEEPER = ["setpriv", "--pdeathsig", "QUIT", "/bin/sh", "-c", '[ "$PPID" = "$0" ] && exec "$@"']


class DevDBError(RuntimeError):
    """One sentence for the developer."""


def open_lock(path: Path) -> int:
    # Read-only is enough for flock, so that root and the owner can share the file.
    return os.open(path, os.O_RDONLY | os.O_CREAT, 0o644)


@contextlib.contextmanager
def locked(path: Path, mode: int) -> Iterator[int]:
    descriptor = open_lock(path)
    try:
        fcntl.flock(descriptor, mode)
        yield descriptor
    finally:
        os.close(descriptor)


def socket_folder(data: Path) -> Path:
    """Inside the data, or under /tmp where that path is longer than the kernel takes."""
    inside = data / "db"
    if len(os.fsencode(inside / SOCKET_NAME)) < 104:
        return inside
    return Path("/tmp", f"devdb-{hashlib.sha256(os.fsencode(data)).hexdigest()[:16]}")


def accepts_connections(data: Path) -> bool:
    """Sends a start-up packet: a server that is starting or stopping answers E(rror), a ready one R(equest)."""
    body = struct.pack("!i", 196608) + b"user\0postgres\0\0"
    with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as client:
        client.settimeout(5)
        client.connect(str(socket_folder(data) / SOCKET_NAME))
        client.sendall(struct.pack("!i", len(body) + 4) + body)
        return client.recv(1) == b"R"
    return False


def sentence(data: Path, error: Exception) -> str:
    """Asks the disk too: a full one swallows the server's last words."""
    if "No space left" in str(error) or shutil.disk_usage(data if data.exists() else "/").free < 2**24:
        return f"The disk that holds {data} is full."
    if isinstance(error, OSError) and error.errno != errno.ENOSPC:
        return f"{data} cannot be used: {error.strerror} ({error.filename})."
    return str(error)


class Keeper:
    def __init__(self, data: Path, binaries: Path, major: int, temporary: bool) -> None:
        self.data, self.binaries, self.major, self.temporary = data, binaries, major, temporary
        self.home, self.log, self.log_start = data / "db", data / "db/server.log", 0
        self.stopping = threading.Event()
        self.server: subprocess.Popen[bytes] | None = None
        self.as_user, self.prefix, self.owner = self.server_user()

    def server_user(self) -> tuple[dict[str, Any], list[str], tuple[int, int] | None]:
        """PostgreSQL refuses root: be the owner of the data, else nobody, else root under another name."""
        if os.geteuid() != 0:
            return {}, [], None
        owner = (self.home if self.home.exists() else self.data).stat().st_uid
        who = pwd.getpwuid(owner) if owner else pwd.getpwnam("nobody")
        other: dict[str, Any] = {"user": who.pw_uid, "group": who.pw_gid, "extra_groups": []}
        # Below a private parent such as a 0700 home: in a user namespace root keeps its files, not its powers.
        namespace = ["unshare", "--user", f"--map-user={pwd.getpwnam('nobody').pw_uid}"]
        for as_user, prefix, ids in ((other, [], (who.pw_uid, who.pw_gid)), ({}, namespace, (0, 0))):
            needed = [str(self.binaries / "initdb"), str(self.data)]
            reach = [*prefix, "/bin/sh", "-c", 'test -x "$0" && test -x "$1"', *needed]
            with contextlib.suppress(FileNotFoundError):
                if subprocess.run(reach, cwd="/", capture_output=True, **as_user).returncode == 0:
                    return as_user, prefix, ids
        raise DevDBError(
            f"PostgreSQL cannot run as root, and {who.pw_name} cannot reach {self.data} or {self.binaries}: "
            "use a folder open to others (o+x), or a normal user."
        )

    def own(self, *paths: Path) -> None:
        if self.owner:
            for path in paths:
                os.chown(path, *self.owner, follow_symlinks=False)

    def create_cluster(self) -> None:
        """initdb beside, then rename: a half-made cluster is never seen."""
        new, password = self.data / "db.new", self.data / "db.new/password"
        command: list[str | Path] = [*self.prefix, self.binaries / "initdb", "-D", new / "cluster", "-U", "postgres"]
        command += ["--auth=scram-sha-256", f"--pwfile={password}", "--encoding=UTF8", "--locale=C.UTF-8"]
        if self.major >= 17:  # sorts the same on every system, so that no index breaks with an upgrade of libc
            command += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        if self.temporary:
            command += ["--no-sync"]
        with locked(self.data / "db.server.lock", fcntl.LOCK_EX) as lock:  # waits for a killed keeper's initdb
            shutil.rmtree(new, ignore_errors=True)
            new.mkdir(mode=0o700)
            with open(os.open(password, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                file.write(secrets.token_urlsafe(24) + "\n")
            self.own(new, password)
            made = subprocess.run(command, capture_output=True, text=True, cwd="/", pass_fds=[lock], **self.as_user)
        if made.returncode:
            raise DevDBError(f"initdb failed: {' '.join(made.stderr.split())}")
        new.rename(self.home)

    def launch(self) -> subprocess.Popen[bytes]:
        """Start postgres once nothing of a former server lives."""
        folder = socket_folder(self.data)
        with contextlib.suppress(FileExistsError):
            folder.mkdir(mode=0o700)
            self.own(folder)
        if folder.lstat().st_uid != (self.owner[0] if self.owner else os.geteuid()):
            raise DevDBError(f"{folder} belongs to somebody else: remove it, or use a shorter path than {self.data}.")
        settings = SETTINGS | {"unix_socket_directories": str(folder)} | (TEMPORARY_SETTINGS if self.temporary else {})
        command: list[str | Path] = [*self.prefix, *BOUND_TO_KEEPER, str(os.getpid()), self.binaries / "postgres"]
        command += ["-D", self.home / "cluster", *(f"--{name}={value}" for name, value in settings.items())]
        small = self.log.exists() and self.log.stat().st_size < 5_000_000
        # postgres and all its backends inherit this lock: it is held while any of them lives.
        with (
            locked(self.data / "db.server.lock", fcntl.LOCK_EX) as lock,
            open(self.log, "ab" if small else "wb") as log,
        ):
            # Proven stale by the lock, whatever process has got their pid since (power loss, containers).
            for stale in (self.home / "cluster/postmaster.pid", folder / SOCKET_NAME, folder / f"{SOCKET_NAME}.lock"):
                stale.unlink(missing_ok=True)
            self.own(self.log)
            self.log_start = log.seek(0, os.SEEK_END)
            return subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd="/", pass_fds=[lock], **self.as_user
            )

    def stop(self, *_: object) -> None:
        self.stopping.set()
        if self.server:
            threading.Thread(target=self.end, args=[self.server], daemon=True).start()

    def end(self, server: subprocess.Popen[bytes]) -> None:
        while server.poll() is None and not accepts_connections(self.data):  # see BOUND_TO_KEEPER for the hang
            time.sleep(0.02)
        server.send_signal(signal.SIGINT)  # fast shutdown
        time.sleep(10)
        server.send_signal(signal.SIGQUIT)  # does nothing once the server has ended

    def stop_without_users(self) -> None:
        # Held until this process ends, so that whoever arrives now waits and then starts anew.
        fcntl.flock(open_lock(self.data / "db.lock"), fcntl.LOCK_EX)
        self.stop()

    def run(self) -> None:
        if not self.home.exists():
            self.create_cluster()
        elif self.owner and self.home.stat().st_uid != self.owner[0]:  # moved below or out of a private folder
            self.own(self.home, *self.home.rglob("*"))
        threading.Thread(target=self.stop_without_users, daemon=True).start()
        signal.signal(signal.SIGTERM, self.stop)
        failures = 0
        while True:
            server = self.server = self.launch()
            if self.stopping.is_set():  # since before there was a server to end
                self.stop()
            while not (ready := accepts_connections(self.data)) and server.poll() is None:
                time.sleep(0.02)
            if ready:
                failures = 0
                self.report_ready()
            if server.wait() == 0:  # stopped. After a crash only one more start clears shared memory and socket
                break
            failures += not ready  # once may be a kill, thrice is a reason
            if failures == 3:
                raise DevDBError(f"PostgreSQL did not start: {self.last_words()}")
        if socket_folder(self.data) != self.home:
            shutil.rmtree(socket_folder(self.data), ignore_errors=True)

    def last_words(self) -> str:
        lines = self.log.read_bytes()[self.log_start :].decode(errors="replace").splitlines()
        reasons = [line for line in lines if re.search(r"(FATAL|PANIC):  (?!the database system is)", line)]
        last = (reasons or lines or ["it left no word"])[-1]
        return f"{last.split(']', 1)[-1].strip()} (see {self.log})"

    def report_ready(self) -> None:
        """Let go of the pipe on which the starter waits."""
        with open(self.log, "ab") as log:
            os.dup2(log.fileno(), 1)
            os.dup2(log.fileno(), 2)


def keep(data: Path, binaries: Path, major: int, temporary: bool) -> None:
    if os.fork():
        os._exit(0)  # nobody's child: no zombie, no surprise for a parent that waits for any child
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # a shell's "&" has it ignored, and postgres would inherit that
    try:
        Keeper(data, binaries, major, temporary).run()
    except (DevDBError, OSError) as error:
        with contextlib.suppress(OSError):
            print(sentence(data, error), flush=True)
    if temporary:
        shutil.rmtree(data, ignore_errors=True)


if __name__ == "__main__":
    # KEEPER_LOCK stays open, inherited, until this process ends: one keeper to a DATA_DIR.
    keep(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), sys.argv[5] == "1")
