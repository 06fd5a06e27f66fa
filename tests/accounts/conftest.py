from collections.abc import Iterator
from pathlib import Path

import pytest

from accounts import carrier
from tests.smtp import SmtpServer


@pytest.fixture
def server(settings) -> Iterator[SmtpServer]:
    with SmtpServer() as running:
        settings.EMAIL_URL = running.url
        yield running
    carrier.trouble.clear()


@pytest.fixture
def folder(settings, tmp_path: Path) -> Path:
    settings.EMAIL_URL, settings.MAIL_DIR = "", tmp_path / "mail"
    return settings.MAIL_DIR
