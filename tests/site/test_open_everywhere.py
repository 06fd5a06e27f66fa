"""One definition of open, on every public surface: just before, at and just after each boundary.

The clock is frozen, and the database's own is not: a surface that asks SQL for the time fails here.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.urls import reverse

from listings.models import Posting
from listings.models.choices import Status
from listings.postings import employers, search_row
from tests.factories import make_employer, make_posting, make_source, make_user

pytestmark = pytest.mark.django_db
NOON = datetime(2031, 5, 6, 12, tzinfo=UTC)  # the boundary; far from the database's own clock
TICK = timedelta(microseconds=1)
LONG_AGO = NOON - timedelta(days=20)
FACETS = {
    "skill": "kafka",
    "place": "berlin",
    "workplace": "hybrid",
    "term": "fall-2031",
    "degree": "phd",
    "visa": "opt",
    "pay_min": "60",
    "apply": "outside",
}


@dataclass(frozen=True)
class Board:
    """`steady` is open at any instant used here; of `posting` nobody knows."""

    posting: Posting
    steady: Posting


def rows_of(page: bytes) -> str:
    """Rows of lists alone: earlier postings of an employer are links too, and no rows."""
    return "".join(re.findall(r'<li class="row.*?</li>', page.decode(), re.DOTALL))


def in_rows(client: Client, address: str, board: Board) -> bool:
    response = client.get(address)
    # The page of an employer that was never public is not there either.
    assert response.status_code in ((200, 404) if address.startswith("/employers/") else (200,))
    return board.posting.get_absolute_url() in rows_of(response.content)


def number_in(client: Client, address: str, pattern: str) -> int:
    page = client.get(address).content.decode()
    found = re.search(pattern, page)
    assert found, page
    return int(found[1])


def ids(answer: dict) -> set[int]:
    return {result["id"] for result in answer["results"]}


def on_the_next_page(client: Client, board: Board) -> bool:
    """The steady posting is the newer: the other, if there, is alone on page two."""
    first = client.get("/internships.json?role=all&per_page=1").json()
    assert ids(first) == {board.steady.pk}
    if first["next"] is None:
        return False
    return board.posting.pk in ids(client.get(first["next"].removeprefix(settings.SITE_URL)).json())


def in_facets(client: Client, board: Board) -> bool:
    facets = client.get("/internships.json?role=all").json()["facets"]
    counts = {name: {value["value"]: value["count"] for value in values} for name, values in facets.items()}
    found = {f"{name}={value}": counts[name].get(value) == 1 for name, value in FACETS.items()}
    found |= {
        "role": counts["role"] == {"full-stack": 2},
        "employer": board.posting.employer.slug in counts["employer"],
    }
    assert len(set(found.values())) == 1, found
    return found["role"]


def on_the_posting_page(client: Client, board: Board) -> bool:
    """Whether the page offers a way to apply."""
    response = client.get(board.posting.get_absolute_url())
    offers = reverse("out", args=[board.posting.pk]) in response.content.decode()
    assert response.status_code in ((200,) if offers else (200, 404, 410))
    return offers


def framed(client: Client, board: Board) -> Any:
    """404 while the employer is suspended."""
    found = client.get(f"/embed/{board.posting.employer.slug}/")
    assert found.status_code in (200, 404)
    return found


def framed_json(client: Client, board: Board) -> dict:
    found = client.get(f"/embed/{board.posting.employer.slug}.json")
    return found.json() if found.status_code == 200 else {"results": []}


def search(query: str) -> Callable[[Client, Board], bool]:
    return lambda client, board: in_rows(client, f"/internships/?{query}", board)


SURFACES: dict[str, Callable[[Client, Board], bool]] = {
    "open": lambda client, board: Posting.objects.open().filter(pk=board.posting.pk).exists(),
    "is_open": lambda client, board: board.posting.is_open(),
    "search": search(""),
    "search-all": search("role=all"),
    "search-words": search("q=kafka+intern"),
    "search-closing": search("sort=closing&posted=90"),
    "facets": in_facets,
    "json": lambda client, board: board.posting.pk in ids(client.get("/internships.json").json()),
    "json-total": lambda client, board: client.get("/internships.json").json()["total"] == 2,
    "sentence": lambda client, board: client.get("/internships.json").json()["sentence"].startswith("2 "),
    "next-page": on_the_next_page,
    "atom": lambda client, board: f"/internships/{board.posting.pk}/" in client.get("/internships.atom").text,
    "home": lambda client, board: in_rows(client, "/", board),
    "home-count": lambda client, board: number_in(client, "/", r"(\d+) internships? behind the screen") == 2,
    "employer": lambda client, board: (
        in_rows(client, board.posting.employer.get_absolute_url(), board)
        if board.posting.employer.suspended_at is None
        else False
    ),
    "employers": lambda client, board: board.posting.employer.get_absolute_url() in client.get("/employers/").text,
    "skill": lambda client, board: in_rows(client, "/skills/kafka/", board),
    "guide": lambda client, board: client.get("/guide/").context["total"] == "2",
    "guide-naming": lambda client, board: client.get("/guide/").context["naming"] == "1",
    "similar": lambda client, board: in_rows(client, board.steady.get_absolute_url(), board),
    "sitemap": lambda client, board: (
        f"{board.posting.get_absolute_url()}<" in client.get("/sitemaps/postings-1.xml").text
    ),
    "sitemap-employer": lambda client, board: (
        board.posting.employer.get_absolute_url() in client.get("/sitemaps/employers.xml").text
    ),
    "sitemap-skill": lambda client, board: "/skills/kafka/" in client.get("/sitemaps/pages.xml").text,
    "xml": lambda client, board: (
        f"{board.posting.get_absolute_url()}?src=feed" in client.get("/feeds/postings.xml").getvalue().decode()
    ),
    "embed": lambda client, board: board.posting.get_absolute_url() in framed(client, board).text,
    "embed-json": lambda client, board: board.posting.pk in ids(framed_json(client, board)),
    "out": lambda client, board: client.get(reverse("out", args=[board.posting.pk])).status_code == 302,
    "apply": on_the_posting_page,
}


def make(**fields: object) -> Board:
    defaults = {
        "title": "Platform Intern",
        "employer": make_employer("Wanderer", claimed_at=LONG_AGO),
        "role": "full-stack",
        "skills": {"kafka": "needed"},
        "places": ("berlin",),
        "workplace": "hybrid",
        "terms": ("fall-2031",),
        "degrees": ["phd"],
        "visa": ["opt"],
        "pay_kind": "paid",
        "pay_min": 6500,
        "pay_currency": "USD",
        "pay_period": "hour",
        "hourly_min": 6500,
        "apply_kind": "outside",
        "apply_url": "https://jobs.example.com/1",
        "published_at": LONG_AGO,
    }
    posting = make_posting(**{**defaults, **fields})  # type: ignore[arg-type]
    steady = make_posting("Steady Intern", role="full-stack", published_at=NOON - timedelta(days=1))
    return Board(posting, steady)


# What the boundary is made of, and whether the posting is open just before, at and just after it.
BOUNDARIES: dict[str, tuple[Callable[[], Board], tuple[bool, bool, bool]]] = {
    "published_at": (lambda: make(published_at=NOON, first_published_at=LONG_AGO), (False, True, True)),
    "published_at-scheduled": (
        lambda: make(status="scheduled", published_at=NOON, first_published_at=LONG_AGO),
        (False, True, True),
    ),
    "closes_at": (lambda: make(closes_at=NOON, closes_on=NOON.date()), (True, False, False)),
    "source-unread": (
        lambda: make(source=make_source(read_at=NOON - settings.SOURCE_TRUSTED_FOR)),
        (True, False, False),
    ),
    "source-never-read": (lambda: make(source=make_source(read_at=None)), (False, False, False)),
    "nothing-ends-it": (make, (True, True, True)),
}
MOMENTS = {"before": NOON - TICK, "at": NOON, "after": NOON + TICK}


@pytest.mark.parametrize("surface", SURFACES)
@pytest.mark.parametrize("boundary", BOUNDARIES)
def test_by_the_clock_alone(client: Client, boundary: str, surface: str) -> None:
    made, expected = BOUNDARIES[boundary]
    with time_machine.travel(LONG_AGO, tick=False) as clock:
        board = made()
        for (moment, at), is_open in zip(MOMENTS.items(), expected, strict=True):
            clock.move_to(at)
            assert SURFACES[surface](client, board) is is_open, f"{moment} the boundary"


@pytest.mark.parametrize("surface", SURFACES)
def test_by_status(client: Client, surface: str) -> None:
    with time_machine.travel(NOON, tick=False):
        board = make()
        for status in Status.values:
            over = {"closed_at": NOON, "closed_reason": "filled"} if status in ("closed", "archived") else {}
            gone = {"removed_at": NOON} if status == "removed" else {}
            held = {"paused_at": NOON, "paused_reason": "employer"} if status == "paused" else {}
            blank = {"closed_at": None, "closed_reason": "", "removed_at": None, "paused_at": None, "paused_reason": ""}
            standing = {**blank, **over, **gone, **held, "submitted_at": NOON}
            Posting.objects.filter(pk=board.posting.pk).update(status=status, **standing)
            search_row.rebuild([board.posting.pk])
            is_open = SURFACES[surface](client, board)
            assert is_open is (status in ("published", "scheduled")), status


@pytest.mark.parametrize("surface", SURFACES)
def test_by_suspension_of_the_employer(client: Client, surface: str) -> None:
    with time_machine.travel(NOON, tick=False):
        board = make()
        assert SURFACES[surface](client, board)
        staff = make_user(is_staff=True)
        employers.suspend(board.posting.employer, by=staff)
        assert not SURFACES[surface](client, board)
        employers.lift(board.posting.employer, by=staff)
        assert SURFACES[surface](client, board)


def test_nothing_asks_the_database_for_the_time() -> None:
    sources = [path for app in ("listings", "accounts", "jobboard") for path in (settings.BASE_DIR / app).rglob("*.py")]
    forbidden = re.compile(r"\b(now\(\)|current_timestamp|current_date|clock_timestamp|Now\(\))", re.IGNORECASE)
    guilty = [
        f"{path.relative_to(settings.BASE_DIR)}: {line.strip()}"
        for path in sources
        for line in path.read_text().splitlines()
        if forbidden.search(line.replace("timezone.now()", "").replace("datetime.now()", ""))
    ]
    assert not guilty
