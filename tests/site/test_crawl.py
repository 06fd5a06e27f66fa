"""Everybody follows every link, and every address that anybody else was shown: nobody meets a word that is not theirs.

Everybody meets each of their own words, too, so that the crawl is known to go where words are.
"""

import re
from pathlib import Path
from typing import Any

import pytest

from tests.canary import WHO, WORDS, World, make_world
from tests.crawl import MOST, crawl, read

pytestmark = pytest.mark.django_db
ENTRIES = ("/", "/internships/", "/internships.json?role=all", "/internships.atom", "/sitemap.xml", "/robots.txt",
           "/employers/", "/guide/", "/me/", "/me/saved/", "/me/profile/", "/me/data/", "/me/mail/", "/review/",
           "/employer/", "/admin/", "/accounts/login/", "/accounts/email/", "/accounts/sessions/", "/accounts/2fa/",
           "/accounts/2fa/webauthn/")  # fmt: skip
CANARY = re.compile("|".join(map(re.escape, sorted(WORDS, key=len, reverse=True))), re.IGNORECASE)


@pytest.fixture
def world(settings: Any, tmp_path: Path) -> World:
    settings.REQUIRE_MFA, settings.MEDIA_ROOT = False, tmp_path
    return make_world()


def met(pages: dict[str, str]) -> dict[str, set[str]]:
    """Word → the addresses where it stands."""
    found: dict[str, set[str]] = {}
    for address, said in pages.items():
        for word in CANARY.findall(said):
            found.setdefault(word.lower(), set()).add(address)
    return found


def test_nobody_meets_a_word_that_is_not_theirs(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    clients = {who: world.client(who) for who in WHO}
    pages = {who: crawl(client, ENTRIES) for who, client in clients.items()}
    everywhere = dict.fromkeys(address for shown in pages.values() for address in shown)
    for who, client in clients.items():
        assert len(pages[who]) < MOST, f"the crawl of {who} was cut off"
        pages[who] |= {address: read(client, address)[0] for address in everywhere if address not in pages[who]}
        assert not [address for address, said in pages[who].items() if said.startswith("5")], who
    found = {who: met(shown) for who, shown in pages.items()}
    for who, words in found.items():
        allowed = {word for word, readers in WORDS.items() if who in readers}
        assert {word: sorted(words[word])[:3] for word in words.keys() - allowed} == {}, who
        assert allowed - words.keys() == set(), f"{who} was not led to these"
    with capsys.disabled():
        print(f"\n{len(everywhere):,} addresses, each asked for by {len(WHO)}", end="")


# What people search for, by who cannot find it: as many results as for a word that nobody ever wrote.
SEARCHES = ("/internships/?role=all&q={}", "/internships.json?role=all&q={}", "/internships.atom?role=all&q={}",
            "/internships/?role=all&skill={}", "/review/{slug}/?stage=all&q={}", "/review/{slug}/?stage=all&skill={}")  # fmt: skip


# Of résumés, answers, letters, notes and drafts, of every circle of readers.
SAMPLES = ("zqresume", "zqanswer", "zqsecondresume", "zqsecondletter", "zqothertext", "zqotheranswer", "zqnote",
           "zqhiddennote", "zqunsent", "zqwithdrawn", "zqvisitordraft", "zqnever")  # fmt: skip


@pytest.mark.parametrize("who", WHO)
def test_a_search_finds_what_one_may_read(world: World, who: str) -> None:
    client = world.client(who)
    slug = world.cast.other.slug if who in ("rival", "other") else world.cast.employer.slug
    for search in SEARCHES:
        nothing = client.get(search.format("zqnobody", slug=slug), follow=True)
        for word in SAMPLES:
            if who in WORDS[word] and "/review/" in search:
                continue
            answer = client.get(search.format(word, slug=slug), follow=True)
            assert answer.status_code == nothing.status_code
            assert same(answer.text, word) == same(nothing.text, word), (search, word)


def same(text: str, word: str) -> str:
    """Without the word that was asked for, the token against forgery and the moment."""
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"|<updated>[^<]+</updated>', "", text)
    return text.replace("zqnobody", "?").replace(word, "?")  # their own name stands at the top


def test_the_crawl_would_see_it(world: World) -> None:
    """A word on a page behind a form that only asks, and in a header."""
    client = world.client("recruiter")
    said, found = read(client, f"/review/{world.cast.employer.slug}/")
    assert "zqname" in said
    assert any("stage=interview" in address for address in found)
    file = read(
        client, f"/review/{world.cast.employer.slug}/applications/{world.own['recruiter']['application']}/resume/"
    )[0]
    assert "content-disposition" in file.lower()
    assert "zqname" in file.partition("\n\n")[0]
