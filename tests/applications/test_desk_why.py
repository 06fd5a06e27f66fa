"""A search says of each row where its words stand, in which words, and that in few queries."""

from typing import Any

import pytest
from django.test import Client

from applications.desk import matches, spotting
from applications.desk.matches import Match
from listings.search import words
from tests.applicants import make_question, make_resume
from tests.applications.desk import Desk, apply


@pytest.fixture
def client(desk: Desk) -> Client:
    return desk.client("recruiter")


def why(client: Client, desk: Desk, question: str) -> dict[str, list[Match]]:
    page = client.get(desk.url(), {"q": question})
    return {row.name: row.why for row in page.context["rows"]}


def marked(text: str, question: str) -> list[str]:
    """The words of TEXT that are marked for QUESTION."""
    asked = words.parse(question)
    assert asked
    spotter = spotting.Spotter(asked.positive)
    seen = spotter.candidates(text)
    spotter.learn(seen)
    return list(dict.fromkeys(text[hit.start : hit.end] for hit in spotter.hits(text, seen)))


def test_where_and_in_which_words(client: Client, desk: Desk) -> None:
    reason = make_question(desk.posting, "Why back-end?", "long-text")
    apply(desk.posting, "Noor Haddad", answers=[(reason, "Because ledgers must be right.")])
    apply(desk.posting, "Sam Reed", cover_letter="I fixed a timetable.", facts={"school": "Ledger College"})
    found = why(client, desk, "ledger")
    assert found["Noor Haddad"] == [
        Match("answer to “Why back-end?”", (("Because ", False), ("ledgers", True), (" must be right.", False)))
    ]
    assert found["Sam Reed"] == [Match("school", (("Ledger", True), (" College", False)))]
    assert why(client, desk, "timetables")["Sam Reed"][0].where == "cover letter"
    (resume,) = why(client, desk, "golang haddad -timetable")["Noor Haddad"][1:]
    assert resume.where == "résumé"
    assert ("Go", True) in resume.pieces
    page = client.get(desk.url("?q=haddad")).text
    assert "<mark>Haddad</mark>" in page
    assert client.get(desk.url("?q=-haddad")).context["rows"][0].why == []
    assert client.get(desk.url()).context["rows"][0].why == []


MARKED = [
    ("We ran events, eventually in an Event Store.", "event", ["events", "Event"]),
    ("We ran events in an event store; the store ran.", '"event store"', ["event store"]),
    ("I go to the market. Built with Python, Go and Java.", "golang", ["Go"]),
    ("Cargo and mango.", "go", []),
    ("A real-time feed", "realtime", ["real-time"]),
    ("A realtime feed", "real-time", ["realtime"]),
    ("Back-end work, server side", "backend", ["Back-end", "server side"]),
    ("Wrote C++ and C# for years", "c++", ["C++"]),
    ("Built REST APIs in Flask", '"rest api"', ["REST APIs"]),
    ("Zürich, café au lait", "zurich cafe", ["Zürich", "café"]),
    ("A work\ufb02ow en\u00adgine", "workflow", ["workflow"]),
    ("The state of the art", '"state of the art" the', ["state of the art"]),
    ("Two internships and a co-op", "intern", ["internships", "co-op"]),
    ("studies and study", "studying", ["studies", "study"]),
]  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize(("text", "question", "found"), MARKED)
def test_as_the_index_finds_them(text: str, question: str, found: list[str]) -> None:
    assert marked(spotting.plain(text), question) == found


def test_a_snippet_is_short_and_whole(client: Client, desk: Desk) -> None:
    long = "Alpha beta gamma. " * 400 + "Then a kestrel nested,\n\n near the harbour. " + "Delta epsilon. " * 400
    one = apply(desk.posting, "Ann", resume=make_resume(text=long))
    (match,) = why(client, desk, "kestrel harbour")["Ann"]
    said = "".join(text for text, _is_marked in match.pieces)
    assert said.startswith("…") and said.endswith("…")
    assert len(said) <= matches.WIDTH + 3
    assert [text for text, is_marked in match.pieces if is_marked] == ["kestrel", "harbour"]
    assert "nested, near" in said
    assert one.name == "Ann"


def test_deeper_than_is_looked(client: Client, desk: Desk, monkeypatch: Any) -> None:
    monkeypatch.setattr(matches, "LONGEST", 100)
    apply(desk.posting, "Ann", resume=make_resume(text="Alpha beta. " * 20 + "kestrel"))
    assert why(client, desk, "kestrel")["Ann"] == [Match("somewhere in what was sent")]
    assert "somewhere in what was sent" in client.get(desk.url("?q=kestrel")).text


def test_nothing_of_it_is_markup(client: Client, desk: Desk) -> None:
    apply(desk.posting, "Ann", cover_letter='kestrel <script>alert(1)</script> <mark>"x"</mark>')
    page = client.get(desk.url("?q=kestrel")).text
    assert "<mark>kestrel</mark> &lt;script&gt;alert(1)&lt;/script&gt; &lt;mark&gt;" in page
    assert why(client, desk, "script alert")["Ann"][0].where == "cover letter"


def test_hostile_texts_stay_cheap(client: Client, desk: Desk) -> None:
    for text in ("go " * 20_000, "a" * 60_000, "event-" * 10_000, "é" * 60_000):
        assert len(marked(text, "go event-store real ab")) <= 2
