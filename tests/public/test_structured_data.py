"""JobPosting for search engines: twelve shapes held by golden files, and pages that must not carry it.

`GOLDEN=1 pytest tests/public/test_structured_data.py` writes the files anew; read the difference before it is kept.
"""

import html
import json
import os
import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.test import Client

from listings.models import Posting
from listings.postings import search_row
from tests.factories import COMPLETE, make_employer, make_place, make_posting, make_source

pytestmark = pytest.mark.django_db
GOLDEN = Path(__file__).parents[1] / "data" / "structured_data"
NOW = datetime(2027, 1, 12, 12, tzinfo=UTC)
OPENED = datetime(2027, 1, 10, 6, 30, tzinfo=UTC)
BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
WORDS: dict[str, Any] = {"body": "You write **endpoints**.\n\n* Ask why\n* Test it", "places": ("berlin",)}
PAID = {"pay_kind": "paid", "pay_currency": "USD"}
UNTIL = {"closes_on": date(2027, 3, 31), "closes_at": datetime(2027, 3, 31, 22, tzinfo=UTC)}
SHAPES: dict[str, dict[str, Any]] = {
    "on-site": {**WORDS, **UNTIL, "workplace": "on-site", "hours_a_week": Decimal(40), "time_zone": "Europe/Berlin"},
    "hybrid": {**WORDS, "workplace": "hybrid", "days_on_site": 3, "hours_a_week": Decimal(20)},
    "remote-one-country": {**WORDS, "places": (), "workplace": "remote", "remote_countries": ["germany"]},
    "remote-three-countries": {
        **WORDS,
        "workplace": "remote",
        "remote_countries": ["germany", "france", "united-states"],
    },
    "several-places": {**WORDS, "places": ("berlin", "new-york", "london")},
    "unpaid": {**WORDS, "pay_kind": "unpaid"},
    "stipend-a-month": {**WORDS, **PAID, "pay_min": 220000, "pay_max": 220000, "pay_period": "month"},
    "range": {**WORDS, **PAID, "pay_min": 4250, "pay_max": 4600, "pay_period": "hour"},
    "no-deadline": {**WORDS, "apply_kind": "outside", "apply_url": "https://jobs.example.com/1"},
    "unresolved-place": {**WORDS, "raw_places": ("Our hangar",)},
    "injection": {**WORDS, "title": "Intern </script><script>alert(1)</script><!-- & co", "summary": "1 < 2 & 3 > 2"},
    "everything": {**COMPLETE, **UNTIL, "summary": "One small service.", "time_zone": "America/New_York"},
}


def make(**fields: Any) -> Posting:
    for place in fields.get("remote_countries", ()):
        make_place(place)
    fields.setdefault("employer", make_employer("Kestrel", website="https://kestrel.example.com"))
    return make_posting(**{"title": "Back-end Intern", "published_at": OPENED, **WORDS, **fields})


def block(page: str) -> Any:
    found = BLOCK.findall(page)
    assert len(found) == 1, len(found)
    return json.loads(found[0])


def shown_to(client: Client, posting: Posting) -> str:
    answer = client.get(posting.get_absolute_url())
    assert answer.status_code == 200
    return answer.text


@pytest.mark.parametrize("shape", SHAPES)
def test_shape(client: Client, shape: str) -> None:
    with time_machine.travel(NOW, tick=False):
        said = block(shown_to(client, make(pk=4821, **SHAPES[shape])))
    written = json.dumps(said, indent=1, ensure_ascii=False) + "\n"
    path = GOLDEN / f"{shape}.json"
    if os.environ.get("GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(written)
    assert written == path.read_text()


# Codes of the vocabulary, addresses, and numbers the page spells in its own way: tested by the golden files.
CODES = {"@context", "@type", "url", "sameAs", "addressCountry", "employmentType", "jobLocationType", "directApply",
         "credentialCategory", "educationRequirements", "unitText", "currency"}  # fmt: skip
DATES = {"datePosted": "%-d %B %Y", "jobStartDate": "%-d %B %Y"}


def visible(page: str) -> str:
    body = re.sub(r"<(script|style|head)\b.*?</\1>", " ", page, flags=re.DOTALL)
    return plain(body)


def plain(markup: str) -> str:
    joined = re.sub(r"</?(?:a|b|em|i|span|strong)\b[^>]*>", "", markup)
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", joined)).split())


def leaves(said: Any, name: str = "") -> list[tuple[str, Any]]:
    if isinstance(said, dict):
        return [leaf for key, value in said.items() for leaf in leaves(value, key)]
    return [leaf for value in said for leaf in leaves(value, name)] if isinstance(said, list) else [(name, said)]


def as_shown(name: str, value: Any) -> list[str]:
    if name in DATES:
        return [datetime.fromisoformat(value).strftime(DATES[name])]
    if name == "validThrough":
        return [(datetime.fromisoformat(value) - timedelta(seconds=1)).strftime("%-d %B %Y")]
    if name == "description":
        pieces = [plain(piece) for piece in re.split(r"</?(?:p|li|ul)>", value)]
        spoken = [word for piece in pieces for word in re.split(r": | or |\(|\)", piece)]
        return [word.rstrip(".") for word in spoken if word.strip() and word != "Facts"]
    if name == "skills":
        return value.split(", ")
    if isinstance(value, int | float):
        return [f"{value:,.2f}" if value != int(value) else f"{value:,}"]
    return [value]


@pytest.mark.parametrize("shape", SHAPES)
def test_every_value_stands_on_the_page(client: Client, shape: str) -> None:
    with time_machine.travel(NOW, tick=False):
        shown = shown_to(client, make(**SHAPES[shape]))
    seen = visible(shown).casefold()
    for name, value in leaves(block(shown)):
        for words in [] if name in CODES else as_shown(name, value):
            assert words.casefold() in seen, (name, words)


def test_markup_of_others_stays_within_the_block(client: Client) -> None:
    with time_machine.travel(NOW, tick=False):
        shown = shown_to(client, make(**SHAPES["injection"]))
    [raw] = BLOCK.findall(shown)
    assert not set("<>&") & set(raw)
    assert json.loads(raw)["title"] == SHAPES["injection"]["title"]
    assert "<script>alert" not in shown


ABSENT: dict[str, dict[str, Any]] = {
    "closed": {"status": "closed"},
    "archived": {"status": "archived"},
    "paused": {"status": "paused"},
    "over": {"closes_on": date(2027, 1, 11), "closes_at": NOW},
    "expired": {"expires_at": NOW},
    "not-yet-open": {"opens_at": NOW + timedelta(days=1)},
    "no-place": {"places": ()},
    "place-unknown": {"places": (), "raw_places": ("Our hangar",)},
    "remote-from-nowhere": {"places": (), "workplace": "remote"},
}


@pytest.mark.parametrize("why", ABSENT)
def test_absent(client: Client, why: str) -> None:
    with time_machine.travel(NOW, tick=False):
        assert "ld+json" not in shown_to(client, make(**ABSENT[why]))


@pytest.mark.parametrize("status", ["draft", "in_moderation", "changes_requested", "rejected", "removed"])
def test_absent_where_nothing_is_public(client: Client, status: str) -> None:
    with time_machine.travel(NOW, tick=False):
        answer = client.get(make(status=status).get_absolute_url())
    assert answer.status_code in (404, 410)
    assert "ld+json" not in answer.text


@pytest.mark.parametrize("claimed", [False, True])
def test_what_was_read_elsewhere_speaks_only_for_who_claimed_it(client: Client, claimed: bool) -> None:
    with time_machine.travel(NOW, tick=False):
        employer = make_employer("Heron", claimed_at=NOW if claimed else None)
        assert ("ld+json" in shown_to(client, make(employer=employer, source=make_source()))) is claimed


@pytest.mark.parametrize(
    "address", ["/", "/internships/", "/employers/", "/employers/kestrel/", "/guide/", "/skills/go/"]
)
def test_lists_carry_none(client: Client, address: str) -> None:
    with time_machine.travel(NOW, tick=False):
        posting = make(skills={"go": "needed"})
        search_row.rebuild([posting.pk])
        answer = client.get(address)
    assert answer.status_code == 200
    assert "ld+json" not in answer.text


def test_some_days_on_site_are_not_remote(client: Client) -> None:
    with time_machine.travel(NOW, tick=False):
        said = block(shown_to(client, make(workplace="remote", days_on_site=1, remote_countries=["germany"])))
    assert "jobLocationType" not in said
    assert said["jobLocation"]["address"]["addressCountry"] == "DE"


@pytest.mark.django_db(transaction=True)
def test_the_policy_lets_a_data_block_be(page: Any) -> None:
    """Chromium reports what the policy stops; of a data block it says nothing, and the block stays readable."""
    posting = make_posting(**{**WORDS, "title": "Back-end Intern"})
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(posting.get_absolute_url())
    text = page.locator('script[type="application/ld+json"]').text_content()
    assert json.loads(text)["title"] == "Back-end Intern"
    assert not [line for line in complaints if "Content Security Policy" in line]
