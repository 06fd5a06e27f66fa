"""docs/contract.md against the running site: what it names is there, and what is there it names."""

import io
import json
import re
import subprocess
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core.management import call_command, get_commands
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse
from django.utils import timezone

from accounts import mailing
from applications import letters
from jobboard.demo import people
from listings.importing.registry import FORMATS, PLANNED
from listings.models.choices import (
    DEFAULT_ROLES,
    ApplyKind,
    Degree,
    Level,
    MembershipRole,
    ReportReason,
    Role,
    Visa,
    Workplace,
)
from listings.postings import expiring, logos, preview_links, reporting, team
from listings.search import FACETS, params
from tests.applicants import make_application
from tests.board import make_board
from tests.factories import make_employer, make_member, make_posting, make_user

ROOT = Path(__file__).resolve().parents[2]
DOC = (ROOT / "docs" / "contract.md").read_text()
OUR_APPS = ("accounts", "listings", "applications", "panel", "jobboard")
DEVELOPMENT = {"/gallery/"}


def section(title: str) -> str:
    """The words below a heading, up to the next of the same or a higher level."""
    level, _space, _words = title.partition(" ")
    found = re.search(rf"^{re.escape(title)}$(.*?)(?=^#{{1,{len(level)}}} |\Z)", DOC, re.MULTILINE | re.DOTALL)
    assert found, title
    return found[1]


def first_column(text: str) -> list[str]:
    """Of a table: the words in backticks of its first column."""
    return re.findall(r"^\| `([^`]+)` \|", text, re.MULTILINE)


def coded(text: str) -> list[str]:
    return re.findall(r"`([^`\n]+)`", text)


def row(text: str, name: str) -> str:
    return next(line for line in text.splitlines() if line.startswith(f"| `{name}` |")).partition("|")[2]


def test_make_targets() -> None:
    told = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    there = set(re.findall(r"^  (make \w+)", told, re.MULTILINE))
    assert set(first_column(section("## make"))) == there


def test_environment() -> None:
    named = set(re.findall(r"`([A-Z_]+)`", section("## Environment").partition("; each also")[0]))
    source = (ROOT / "jobboard" / "settings.py").read_text()
    read = set(re.findall(r"""env\.\w+\(\s*"([A-Z_]+)\"""", source))
    assert named == read | {"WEB_CONCURRENCY"}  # read by the server's own settings
    assert "WEB_CONCURRENCY" in (ROOT / "jobboard" / "gunicorn_conf.py").read_text()
    operations = (ROOT / "docs" / "operations.md").read_text()
    assert [name for name in named if f"`{name}`" not in operations] == []


def routes() -> set[str]:
    """Of the URLconf, as the page writes them; the staff's own pages are one."""
    found = {"/admin/" if route.startswith("/admin/") else route for route in walk(get_resolver().url_patterns, "/")}
    return {written(route) for route in found} - DEVELOPMENT


def walk(patterns: list[Any], prefix: str) -> Iterator[str]:
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        yield from walk(pattern.url_patterns, route) if isinstance(pattern, URLResolver) else [route]


def written(route: str) -> str:
    route = route.replace("^internships/(?P<ref>[0-9]+(?:-[^/]*)?)/", "internships/<id>-<slug>/").removesuffix("$")
    return re.sub(
        r"<(posting|application|elsewhere|resume|member|invitation|upload|run)_id>",
        "<id>",
        re.sub(r"<\w+:(\w+)>", r"<\1>", route),
    )


def answer_address() -> str:
    posting = make_posting(expires_at=timezone.now() + timedelta(days=1))
    return urlsplit(expiring.address("open", posting, make_member(posting.employer))).path


def logo_address() -> str:
    return reverse("logo", args=[make_employer(logo=logos.store(b"a picture")).logo])


def preview_token() -> str:
    posting = make_posting(status="draft", indexed=False)
    return preview_links.make(posting, by=make_member(posting.employer))[0]


def invitation_token() -> str:
    owner = make_member(make_employer())
    return team.invite(owner.memberships.get(), "new@example.org", MembershipRole.REVIEWER)[1]


@pytest.mark.django_db
def test_addresses(client: Client) -> None:
    addresses = section("## Addresses")
    assert set(first_column(addresses)) == routes()
    board = make_board()
    receipt = reporting.report(board.native, ReportReason.WRONG, "", "", "somebody")[0].receipt
    slugs = {
        "/employers/<slug>/": "kestrel",
        "/employer/claim/<slug>/": make_employer("Unclaimed").slug,
        "/embed/<slug>/": "kestrel",
        "/embed/<slug>.json": "kestrel",
        "/skills/<slug>/": "go",
        "/me/profile/skills/<slug>/": "go",
    }
    signed = {
        "/logos/<name>": logo_address(),
        "/preview/<token>/": reverse("preview", args=[preview_token()]),
        "/mail/stop/<token>/": urlsplit(mailing.stop_address(make_user(), "desk-digest")).path,
        "/reports/<receipt>/": f"/reports/{receipt}/",
        "/employer/join/<token>/": reverse("panel_join", args=[invitation_token()]),
        "/postings/answer/<token>/": answer_address(),
        "/withdraw/<token>/": reverse("withdraw", args=[letters.withdraw_token(make_application())]),
    }
    for address in first_column(addresses):
        posting = board.imported if "out" in address else board.native
        real = (
            address.replace("<id>", str(posting.pk))
            .replace("<slug>", slugs.get(address, posting.slug))
            .replace("<pk>", "1")
            .replace("<part>", "pages")
            .replace("<batch>", "11111111-1111-1111-1111-111111111111")
            .replace("<purpose>", "interview")
        )
        assert client.get(signed.get(address, real)).status_code in (200, 302, 405), address


@pytest.mark.django_db
def test_what_comes_later_is_not_there_and_not_linked(client: Client) -> None:
    board = make_board()
    later = coded(section("### Later"))
    assert later
    pages = [client.get(address).text for address in board.pages().values()]
    for address in later:
        real = address.replace("<id>", str(board.native.pk)).replace("<slug>", board.native.slug)
        assert client.get(real).status_code == 404, address
        assert not [page for page in pages if f'"{real}' in page], address


def test_search_parameters() -> None:
    text = section("## Search parameters").partition("### ")[0]
    assert set(first_column(text)) == set(params.NAMES)
    closed = {
        "role": {*Role.values, "all"},
        "workplace": set(Workplace.values),
        "degree": {*Degree.values, "not-stated"},
        "visa": {*Visa.values, "not-stated"},
        "apply": set(ApplyKind.values),
        "sort": set(params.SORTS),
    }
    for name, values in closed.items():
        assert set(coded(row(text, name))) - {name, "q"} == values, name
    scope = text.partition("the board's scope applies:")[2].partition(".")[0]
    assert set(coded(scope)) == {str(role) for role in DEFAULT_ROLES}
    assert {params.MAX_QUESTION, params.MAX_DAYS, params.PAGE_SIZE, params.MAX_PAGE_SIZE} == {200, 3650, 20, 100}
    for later in ("near", "km"):
        assert f"`{later}`" in text
        assert later not in params.NAMES


def shape(value: Any) -> Any:
    """Names and types, however many entries."""
    if isinstance(value, dict):
        return {name: shape(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [shape(value[0])] if value else []
    return type(value).__name__


@pytest.mark.django_db
def test_json_answer(client: Client) -> None:
    documented = json.loads(section("### The answer of `.json`").partition("```json")[2].partition("```")[0])
    board = make_board()
    answer = client.get(f"/internships.json?employer={board.employer.slug}").json()
    assert answer["total"] == 1
    assert [list(documented), list(documented["results"][0])] == [list(answer), list(answer["results"][0])]
    said, real = shape(documented), shape(answer)
    assert real["results"][0].pop("closes_at") == "str"  # null in the example
    assert said["results"][0].pop("closes_at") == "NoneType"
    # What is stated differs from posting to posting; the names do not.
    assert set(real["results"][0].pop("facts")) == set(said["results"][0].pop("facts"))
    assert real["results"] == said["results"]
    assert set(said["facets"]) == set(real["facets"]) == set(FACETS)
    facet = said["facets"]["role"]
    assert all(values == facet for values in real["facets"].values() if values)
    assert {name: real[name] for name in real if name not in ("facets", "results")} == {
        name: said[name] for name in said if name not in ("facets", "results")
    }
    assert set(coded(section("### The answer of `.json`"))) >= set(Level.values)


def test_commands() -> None:
    ours = {name for name, app in get_commands().items() if app in OUR_APPS}
    assert {words.split()[0] for words in first_column(section("## Commands"))} == ours


def test_formats() -> None:
    text = section("## Commands")
    today = coded(text.partition("Formats read today:")[2].partition(".")[0])
    assert (set(today), PLANNED) == (set(FORMATS), ())


@pytest.mark.django_db
def test_what_an_import_says(tmp_path: Path) -> None:
    file, output = tmp_path / "list.json", io.StringIO()
    file.write_text("[]")
    call_command("import_postings", str(file), format="simplify", source="list-one", json=True, stdout=output)
    keys = section("## Commands").partition("with one line:")[2].partition("; then exit 1")[0]
    named = [word for word in coded(keys) if word not in ("row", "reason")]
    assert list(json.loads(output.getvalue())) == named
    assert output.getvalue().count("\n") == 1


def test_demonstration_accounts() -> None:
    named = set(re.findall(r"`([\w]+@demo\.test)`", section("## Demonstration accounts")))
    folder = Path(people.__file__).parent
    words = "".join(path.read_text() for path in [*folder.rglob("*.toml"), *folder.rglob("*.py")])
    assert named == set(re.findall(r"\b[a-z0-9]+@demo\.test", words))
    assert "first-commit-demo" in words
    assert settings.DEMO is False
