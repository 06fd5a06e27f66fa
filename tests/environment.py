"""The environment of a test run: nothing from outside, a throw-away PostgreSQL shared with the xdist workers."""

import contextlib
import importlib
import os
import tempfile

import django
from django.contrib.auth.hashers import PBKDF2PasswordHasher

from jobboard import devdb

FOREIGN = (
    "ALLOWED_HOSTS",
    "DATA_DIR",
    "DATABASE_URL",
    "DEBUG",
    "DEMO",
    "EMAIL_URL",
    "MEDIA_ROOT",
    "PORT",
    "REQUIRE_MFA",
    "SECRET_KEY",
    "SECRET_KEY_FALLBACKS",
    "SITE_NAME",
    "SITE_URL",
    "STATIC_ROOT",
    "TRUSTED_PROXIES",
    "UNDO_MINUTES",
)
_opened = contextlib.ExitStack()


def prepare() -> None:
    for name in FOREIGN:
        os.environ.pop(name, None)
        os.environ.pop(f"{name}_FILE", None)
    folder = _opened.enter_context(tempfile.TemporaryDirectory(prefix="firstcommit-test-"))
    os.mkdir(f"{folder}/static")  # WhiteNoise warns without; the live server reads the sources
    os.environ["DATA_DIR"] = folder
    os.environ["DATABASE_URL"] = _opened.enter_context(devdb.temporary())
    os.environ["EMBEDDED_DATABASE"] = "1"
    os.environ["SECRET_KEY"] = "only-for-tests"
    os.environ["DJANGO_SETTINGS_MODULE"] = "jobboard.settings"
    django.setup()
    # It sets up once more, and with that the loggers: better now than in the middle of a test.
    importlib.import_module("jobboard.wsgi")
    PBKDF2PasswordHasher.iterations = 1  # of a million: no password of a test is worth that time


def close() -> None:
    _opened.close()
