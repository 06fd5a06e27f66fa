"""What the log says: a line of what was refused, and everything of what broke."""

import logging
from collections.abc import Iterator
from io import StringIO

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path, reverse

from lib.logs import Refusals

pytestmark = pytest.mark.django_db


def breaks(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("a part fell off")


urlpatterns = [path("breaks/", breaks), path("", include("jobboard.urls"))]
handler400, handler500 = "jobboard.errors.bad_request", "jobboard.errors.server_error"


@pytest.fixture
def log() -> Iterator[StringIO]:
    """What goes to the console, through the handler that settings made."""
    [console] = [h for h in logging.getLogger().handlers if any(isinstance(f, Refusals) for f in h.filters)]
    assert isinstance(console, logging.StreamHandler)
    written = StringIO()
    before = console.setStream(written)
    yield written
    console.setStream(before)


def test_a_wrong_host_and_too_much_are_a_line_each(client: Client, log: StringIO) -> None:
    client.get("/guide/", headers={"host": "evil.example"})
    much = {"login": "a@example.org", "password": "x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)}
    client.post(reverse("sign_in"), much, content_type="application/x-www-form-urlencoded")
    lines = log.getvalue().splitlines()
    assert len(lines) == 2, lines
    assert "WARNING django.security.DisallowedHost: Invalid HTTP_HOST header: 'evil.example'" in lines[0]
    assert "WARNING django.security.RequestDataTooBig: " in lines[1]


def test_pages_that_are_read_or_not_there_say_nothing(client: Client, log: StringIO) -> None:
    for address in ("/guide/", "/nowhere/", "/me/"):
        client.head(address)
        client.get(address)
    client.post("/guide/")
    assert log.getvalue() == ""


@pytest.mark.urls("tests.site.test_logs")
def test_what_breaks_is_told_in_full_and_once(client: Client, log: StringIO) -> None:
    client.raise_request_exception = False
    client.get("/breaks/")
    assert log.getvalue().count("Traceback") == 1
    assert "ERROR django.request: Internal Server Error: /breaks/" in log.getvalue()
    assert "RuntimeError: a part fell off" in log.getvalue()
