"""Pages of our own for what went wrong, each raised as it really comes about."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.test import Client
from django.urls import include, path, reverse

from jobboard import errors
from tests.board import make_board

ROOT = Path(__file__).resolve().parents[2]
STATUSES = (400, 403, 404, 410, 413, 429, 500, 503)


def breaks(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("a secret of the machine room")


urlpatterns = [path("breaks/", breaks), path("", include("jobboard.urls"))]
handler400, handler403 = "jobboard.errors.bad_request", "jobboard.errors.forbidden"
handler404, handler500 = "jobboard.errors.not_found", "jobboard.errors.server_error"


def assert_ours(response: HttpResponse, status: int) -> None:
    """Our own page with a way on, the same protection as every page, and nothing of the machine room."""
    assert response.status_code == status
    page = response.content.decode()
    assert 'class="masthead"' in page
    assert f'href="{reverse("home")}"' in page
    assert "Traceback" not in page
    assert "Django" not in page
    assert "Content-Security-Policy" in response.headers
    assert title(page) == title(render_to_string(f"{status}.html", errors.bare()))


def title(page: str) -> str:
    return page.partition("<title>")[2].partition("</title>")[0]


def test_debug_is_off() -> None:
    """By default, and whatever the machine that runs the tests has in its environment."""
    assert settings.DEBUG is False


def test_every_page_has_a_title_of_its_own() -> None:
    titles = {title(render_to_string(f"{status}.html", errors.bare())) for status in STATUSES}
    assert len(titles) == len(STATUSES)


@pytest.mark.django_db
def test_400_for_a_host_that_is_not_ours(client: Client) -> None:
    assert_ours(client.get("/", headers={"host": "evil.example"}), 400)


@pytest.mark.django_db
def test_403_for_a_forged_form() -> None:
    client = Client(enforce_csrf_checks=True)
    assert_ours(client.post(reverse("sign_in"), {"login": "a@example.org", "password": "x"}), 403)


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/nowhere/", "/internships/1234567/", "/internships/x/", "/employers/nobody/",
                                     "/skills/juggling/", "/%00/", "/%FF/", "/internships/١٢/", "/" + "x" * 5000])  # fmt: skip
def test_404(client: Client, address: str) -> None:
    assert_ours(client.get(address), 404)


@pytest.mark.django_db
def test_410_for_what_was_removed(client: Client) -> None:
    removed = make_board().removed
    response = client.get(removed.get_absolute_url())
    assert_ours(response, 410)
    assert removed.title not in response.content.decode()


@pytest.mark.django_db
def test_413_for_more_than_a_form_may_hold(client: Client) -> None:
    much = {"login": "a@example.org", "password": "x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)}
    response = client.post(reverse("sign_in"), much, content_type="application/x-www-form-urlencoded")
    assert_ours(response, 413)


@pytest.mark.django_db
@pytest.mark.urls("tests.site.test_errors")
def test_500_says_nothing_of_the_machine_room(client: Client) -> None:
    client.raise_request_exception = False
    response = client.get("/breaks/")
    assert_ours(response, 500)
    assert "secret" not in response.content.decode()


ASK = """
import json, sys
import django, pytest  # with pytest there, settings take static files as they lie
django.setup()
from django.test import Client
from django.conf import settings
settings.ALLOWED_HOSTS.append("testserver")
client = Client(raise_request_exception=False)
if "cookie" in sys.argv: client.cookies["sessionid"] = "x" * 32
for address in json.loads(sys.argv[1]):
    answer = client.get(address)
    print(json.dumps([answer.status_code, dict(answer.headers), answer.content.decode()]))
"""


def without_a_database(tmp_path: Path, *addresses: str, cookie: bool = False) -> list[tuple[int, dict, str]]:
    """In a process of its own, whose database does not answer."""
    environment = {**os.environ, "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none", "DATA_DIR": str(tmp_path)}
    command = [sys.executable, "-c", ASK, json.dumps(addresses), *(["cookie"] if cookie else [])]
    (tmp_path / "static").mkdir()
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return [tuple(json.loads(line)) for line in done.stdout.splitlines()]  # type: ignore[misc]


@pytest.mark.parametrize("cookie", [False, True])
def test_503_without_a_database(tmp_path: Path, cookie: bool) -> None:
    pages = ("/", "/internships/", "/internships.json", "/internships/1/", "/employers/", "/guide/", "/sitemap.xml")
    for (status, headers, page), address in zip(
        without_a_database(tmp_path, *pages, cookie=cookie), pages, strict=True
    ):
        assert status == 503, address
        assert headers["Retry-After"] == "30"
        assert "Content-Security-Policy" in headers
        assert "Set-Cookie" not in headers
        assert title(page) == title(render_to_string("503.html", errors.bare()))


def test_503_where_a_session_cannot_be_read_under_the_page_for_404(tmp_path: Path) -> None:
    [(status, headers, _page)] = without_a_database(tmp_path, "/nowhere/", cookie=True)
    assert (status, headers["Retry-After"]) == (503, "30")


def test_what_needs_no_database_still_answers(tmp_path: Path) -> None:
    answers = without_a_database(
        tmp_path, "/healthz", "/robots.txt", "/.well-known/security.txt", "/nowhere/", "/readyz"
    )
    assert [status for status, _headers, _page in answers] == [200, 200, 200, 404, 503]
    assert json.loads(answers[-1][2]) == {"ok": False, "why": "database"}
