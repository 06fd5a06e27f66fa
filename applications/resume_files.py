"""Where résumés lie: MEDIA_ROOT/resumes/<two letters>/<key>, for the server's eyes only. No row is touched here."""

import contextlib
import hashlib
import logging
import os
import secrets
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from django.conf import settings

log = logging.getLogger("resumes")
PART = ".part"


class CannotStore(Exception):
    """The disk is full, over quota, read-only or broken."""


def root() -> Path:
    return Path(settings.MEDIA_ROOT) / "resumes"


def path_of(key: str) -> Path:
    return root() / key[:2] / key


def write(data: bytes) -> str:
    """The new key; the file is whole and on the disk, or there is none."""
    key = secrets.token_hex(32)
    path = path_of(key)
    part = path.with_name(key + PART)
    try:
        for folder in (root(), path.parent):
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
    except OSError as error:
        remove(key)
        log.error("No résumé can be stored under %s: %s", root(), error.strerror)
        raise CannotStore from error
    return key


def sync(folder: Path) -> None:
    """A new name is on the disk only when its folder is."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def read(key: str, size: int, sha256: str) -> bytes | None:
    """None when it is gone, or is not what was stored."""
    try:
        with open(os.open(path_of(key), os.O_RDONLY | os.O_NOFOLLOW), "rb") as file:
            data = file.read(size + 1)
    except OSError:
        return None
    return data if hashlib.sha256(data).hexdigest() == sha256 else None


def remove(key: str) -> None:
    """Doing it twice is harmless; what the disk does not let go is found again by check_files."""
    path = path_of(key)
    for one in (path, path.with_name(key + PART)):
        with contextlib.suppress(OSError):
            one.unlink(missing_ok=True)


def holds(key: str, size: int) -> bool:
    try:
        return path_of(key).stat().st_size == size
    except OSError:
        return False


def everything(older_than: timedelta) -> Iterator[Path]:
    """Files of that age, half-written ones too."""
    before = time.time() - older_than.total_seconds()
    for path in sorted(root().glob("*/*")):
        with contextlib.suppress(FileNotFoundError):
            if path.is_file() and path.stat().st_mtime < before:
                yield path
