"""Where résumés lie: MEDIA_ROOT/resumes/<two letters>/<key>, for the server's eyes only. No row is touched here."""

import hashlib
import logging
import secrets
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from django.conf import settings

from lib import files

log = logging.getLogger("resumes")


class CannotStore(Exception):
    """The disk is full, over quota, read-only or broken."""


def root() -> Path:
    return Path(settings.MEDIA_ROOT) / "resumes"


def path_of(key: str) -> Path:
    return root() / key[:2] / key


def write(data: bytes) -> str:
    """The new key; the file is whole and on the disk, or there is none."""
    key = secrets.token_hex(32)
    try:
        files.write(path_of(key), data, root=root())
    except OSError as error:
        log.error("No résumé can be stored under %s: %s", root(), error.strerror)
        raise CannotStore from error
    return key


def read(key: str, size: int, sha256: str) -> bytes | None:
    """None when it is gone, or is not what was stored."""
    data = files.read(path_of(key), size + 1)
    return data if data is not None and hashlib.sha256(data).hexdigest() == sha256 else None


def remove(key: str) -> None:
    files.remove(path_of(key))


def holds(key: str, size: int) -> bool:
    try:
        return path_of(key).stat().st_size == size
    except OSError:
        return False


def everything(older_than: timedelta) -> Iterator[Path]:
    return files.older(root().glob("*/*"), older_than)
