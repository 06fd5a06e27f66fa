"""Typed readers of the environment. A bad value stops the start with one sentence that names the variable."""

import os
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off", ""}


class BadValue(SystemExit):
    """Raised while settings load: Python prints the sentence and exits 1, no traceback."""


def text(name: str, default: str = "") -> str:
    """The value of NAME, else the trimmed content of the file that NAME_FILE points to, else the default."""
    if name in os.environ:
        return os.environ[name].strip()
    if path := os.environ.get(f"{name}_FILE", "").strip():
        try:
            return Path(path).read_text().strip()
        except OSError as error:
            raise BadValue(f"{name}_FILE cannot be read: {error.strerror} ({path}).") from error
        except UnicodeDecodeError as error:
            raise BadValue(f"{name}_FILE is not a text file ({path}).") from error
    return default


def boolean(name: str, default: bool = False) -> bool:
    value = text(name, "1" if default else "0").lower()
    if value in TRUE:
        return True
    if value in FALSE:
        return False
    raise BadValue(f"{name} must be 1 or 0, not {value!r}.")


def integer(name: str, default: int, least: int = 0, most: int = 2**31 - 1) -> int:
    value = text(name, str(default))
    try:
        number = int(value)
    except ValueError:
        raise BadValue(f"{name} must be a whole number, not {value!r}.") from None
    if not least <= number <= most:
        raise BadValue(f"{name} must be from {least} to {most}, not {number}.")
    return number


def words(name: str, default: Sequence[str] = ()) -> list[str]:
    """Values separated by commas."""
    return [part.strip() for part in text(name, ",".join(default)).split(",") if part.strip()]


def origin(name: str, default: str) -> str:
    """A web address without a path, such as https://example.org; no trailing slash is returned."""
    value = text(name, default).rstrip("/")
    parts = urlsplit(value)
    try:
        valid = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        valid = False
    if not valid or parts.path or parts.query or parts.fragment or parts.username:
        raise BadValue(f"{name} must be an address such as https://example.org, not {value!r}.")
    return value
