"""The bar of what words must find."""

import pytest

from listings.search import PostingSearch
from listings.search.words import parse
from tests.factories import make_posting

pytestmark = pytest.mark.django_db


def titles(question: str) -> set[str]:
    search = PostingSearch({"q": [question], "role": ["all"]}, per_page=100)
    found = {result.card["title"] for result in search.results}
    assert search.total == len(found)
    return found


@pytest.fixture
def board(db: None) -> None:
    make_posting("Backend Intern")
    make_posting("Back-end Engineering Internship")
    make_posting("Software Intern, Back End")
    make_posting("Front End Developer Intern", role="front-end")
    make_posting("Intern, JavaScript/Node.js")
    make_posting("Data Intern", skills={"postgresql": "needed"}, role="data")
    make_posting("C++ Intern", role="general-software")
    make_posting("C# Intern", role="general-software")
    make_posting("Golang Developer Co-op")
    make_posting("Sales Trainee", summary="We go the extra mile.", role="other")


@pytest.mark.parametrize("spelling", ["backend", "back-end", "back end", "Back End", "BACKEND", "server-side"])
def test_every_spelling_of_back_end_finds_the_same(board: None, spelling: str) -> None:
    assert titles(spelling) >= {"Backend Intern", "Back-end Engineering Internship", "Software Intern, Back End"}
    assert "Front End Developer Intern" not in titles(spelling)
    assert titles(spelling) == titles("backend")


def test_front_end_is_not_back_end(board: None) -> None:
    assert titles("front end") == titles("frontend") == titles("front-end") == {"Front End Developer Intern"}


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("javascript", {"Intern, JavaScript/Node.js"}),
        ("node", {"Intern, JavaScript/Node.js"}),
        ("postgres", {"Data Intern"}),
        ("c++", {"C++ Intern"}),
        ("c#", {"C# Intern"}),
        ("golang", {"Golang Developer Co-op"}),
        ("go", {"Golang Developer Co-op"}),
        ('"go the extra mile"', {"Sales Trainee"}),
        ('"extra mile"', {"Sales Trainee"}),
        ("c++ OR c#", {"C++ Intern", "C# Intern"}),
        ("intern c++ OR c#", {"C++ Intern", "C# Intern"}),
        ("data -postgres", set()),
    ],
)
def test_words_find_what_they_mean(board: None, question: str, found: set[str]) -> None:
    assert titles(question) == found


def test_internship_finds_intern_and_its_kin(board: None) -> None:
    assert titles("internship") == titles("intern") >= {"Backend Intern", "Golang Developer Co-op", "Sales Trainee"}


def test_without_takes_away(board: None) -> None:
    assert titles("intern -backend").isdisjoint(titles("backend"))
    assert titles("intern -backend") | titles("backend intern") == titles("intern")


@pytest.mark.parametrize(
    "nothing", ["", " ", "OR", '"', '""', "-", "--", "- -", "&", "!", "|", ":*", "the", "\x00", "'", "\\"]
)
def test_a_question_of_nothing_finds_everything(board: None, nothing: str) -> None:
    assert PostingSearch({"q": [nothing], "role": ["all"]}).total == 10


def test_or_joins_its_neighbours_only() -> None:
    words = parse("go OR rust developer")
    assert words is not None
    assert [len(group) for group in words.groups] == [2, 1]


def test_words_in_the_title_come_before_skills_employer_and_text(db: None) -> None:
    make_posting("In the text", summary="We write kafka here.")
    make_posting("By employer", employer=None, raw_places=("Kafka Street",))
    make_posting("By skill", skills={"kafka": "needed"})
    make_posting("Kafka Intern")
    search = PostingSearch({"q": ["kafka"]})
    assert [result.card["title"] for result in search.results] == [
        "Kafka Intern",
        "By skill",
        "By employer",
        "In the text",
    ]
    assert [result.why[0].split(":")[0] for result in search.results] == [
        "title", "skills and role", "employer, place or term", "text",
    ]  # fmt: skip
