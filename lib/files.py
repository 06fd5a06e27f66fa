"""Files that are whole and on the disk, or not there at all."""

import contextlib
import os
import time
from collections.abc import Iterable, Iterator
from datetime import timedelta
from pathlib import Path

PART = ".part"


def write(path: Path, data: bytes, *, root: Path) -> None:
    """PATH, directly in ROOT or one folder below it, is new. Raises OSError, and leaves nothing behind then."""
    part = path.with_name(path.name + PART)
    try:
        for folder in dict.fromkeys((root, path.parent)):
            if not folder.is_dir():
                folder.parent.mkdir(parents=True, exist_ok=True)
                folder.mkdir(mode=0o700, exist_ok=True)
                sync(folder.parent)
        with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.rename(path)
        sync(path.parent)
    except OSError:
        remove(path)
        raise


def sync(folder: Path) -> None:
    """A new name is on the disk only when its folder is."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def read(path: Path, most: int) -> bytes | None:
    """At most MOST bytes; None where there is no such file. Links are not followed."""
    try:
        with open(os.open(path, os.O_RDONLY | os.O_NOFOLLOW), "rb") as file:
            return file.read(most)
    except OSError:
        return None


def remove(path: Path) -> None:
    """Doing it twice is harmless; what the disk does not let go is found again by who looks for leftovers."""
    for one in (path, path.with_name(path.name + PART)):
        with contextlib.suppress(OSError):
            one.unlink(missing_ok=True)


def older(paths: Iterable[Path], age: timedelta) -> Iterator[Path]:
    """Files of that age among PATHS, half-written ones too."""
    before = time.time() - age.total_seconds()
    for path in sorted(paths):
        with contextlib.suppress(FileNotFoundError):
            if path.is_file() and path.stat().st_mtime < before:
                yield path
