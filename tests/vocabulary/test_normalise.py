from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listings.vocabulary import normalise, taxonomy
from listings.vocabulary.words import key

SKILLS = list(taxonomy.skills().values())
TOKEN = normalise.skill_token


def finds(query: str, text: str) -> bool:
    """As the search does it: one alternative of every position stands among the words of the text."""
    indexed = set(normalise.for_index(text).split())
    return all(indexed & set(alternatives) for alternatives in normalise.for_words(query))


def phrase_found(phrase: str, text: str) -> bool:
    return f" {' '.join(normalise.for_phrase(phrase))} " in f" {normalise.for_index(text)} "


def test_tokens_are_one_to_one_and_look_like_no_word() -> None:
    tokens = {TOKEN(slug) for slug in taxonomy.skills()}
    assert len(tokens) == len(SKILLS)
    assert all(re.fullmatch(r"zsk[a-z0-9]+0", token) for token in tokens)


@pytest.mark.parametrize("skill", SKILLS, ids=lambda skill: skill.slug)
def test_every_spelling_asks_for_its_skill(skill: taxonomy.Skill) -> None:
    for spelling in (skill.name, *skill.aliases):
        for query in (spelling, spelling.lower(), spelling.upper()):
            assert TOKEN(skill.slug) in {word for position in normalise.for_words(query) for word in position}


@pytest.mark.parametrize("skill", [s for s in SKILLS if s.kind == "language"], ids=lambda skill: skill.slug)
def test_every_language_is_found_in_a_list(skill: taxonomy.Skill) -> None:
    assert finds(skill.name, f"Python, {skill.name} and SQL")


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("javascript", "JavaScript/Node.js"), ("node", "JavaScript/Node.js"), ("js", "JavaScript, CSS"),
        ("postgres", "We run PostgreSQL."), ("postgresql", "Postgres and MySQL"), ("golang", "Python, Go and SQL"),
        ("go", "Golang services"), ("Go", "Backend Engineer (Go)"), ("internship", "Software Engineer Intern"),
        ("intern", "Summer Internship"), ("internships", "Co-op, winter"), ("co-op", "Software Intern"),
        ("working student", "Werkstudent Software"), ("placement", "Placement year"), ("trainee", "Trainee developer"),
        ("backend", "Back-End Engineer"), ("back end", "backend"), ("back-end", "server-side engineer"),
        ("backend", "full-stack/back-end"), ("fullstack", "Full Stack"), ("front end", "Frontend Engineer"),
        ("sre", "Site Reliability Engineer Intern"), ("site reliability engineering", "SRE Intern"),
        ("machine learning", "ML Engineer"), ("ml", "Machine Learning intern"), ("learning", "machine learning"),
        ("c++", "C/C++"), ("c", "C/C++"), ("c#", "C#/.NET"), (".net", "ASP.NET, .NET Core"), ("api", "REST APIs"),
        ("sql", "SQL Server"), ("spring 2026", "Intern, Spring 2026"), ("spring", "Java and Spring Boot"),
        ("oracle", "Oracle"), ("realtime", "real-time systems"), ("real time", "real-time"), ("real-time", "realtime"),
        ("security", "Security Engineer Intern"), ("test", "Test Engineer"), ("ml", "ml engineer intern"),
        ("performance", "Performance Marketing Intern"), ("ecommerce", "e-commerce"), ("zurich", "Zürich"), ("Zürich", "Zurich"), ("student", "a student’s first job"),
        ("R&D", "our R&D team"), ("2027", "Summer 2027"), ("k8s", "Kubernetes"), ("ai/ml", "AI/ML platform"),
    ],
)  # fmt: skip
def test_finds(query: str, text: str) -> None:
    assert finds(query, text)


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("go", "We go the extra mile"), ("golang", "Go to market"), ("c++", "C# developer"), ("c#", "C++ developer"),
        ("c", "Series C, C-suite"), ("r", "R&D"), ("front end", "back end"), ("back end", "front end"),
        ("backend", "Front-End Engineer"), ("java", "JavaScript"), ("javascript", "Java"), ("rust", "rust belt"),
        ("go", "R&D in Spring 2027"), ("sql", "NoSQL"),
    ],
)  # fmt: skip
def test_does_not_find(query: str, text: str) -> None:
    assert not finds(query, text)


@pytest.mark.parametrize("query", ["backend", "back-end", "back end", "Back‑End", "BACKEND", "server-side"])
def test_one_question_in_every_spelling(query: str) -> None:
    assert normalise.for_words(query) == [("backend",)]
    assert normalise.for_phrase(query) == ["backend"]


def test_a_skill_asked_for_is_nothing_else_unless_people_mean_the_word_too() -> None:
    assert normalise.for_words("go") == normalise.for_words("Golang") == [(TOKEN("go"),)]
    assert normalise.for_words("spring 2026") == [(TOKEN("spring"), "spring"), ("2026",)]


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("machine learning", "an ML team"), ("software engineering internship", "Software Engineering Intern"),
        ("back end developer", "Backend Developer"), ("real time", "a real-time system"), ("go", "Go, Python"),
        ("real-time systems", "real time systems"), ("extra mile", "go the extra mile"), ("Spring 2026", "for Spring 2026 only"),
        ("go the extra mile", "to go the extra mile"),
    ],
)  # fmt: skip
def test_phrases(phrase: str, text: str) -> None:
    assert phrase_found(phrase, text)


def test_odd_characters_are_dropped() -> None:
    assert (
        normalise.for_index("back\u00adend\u200b In\u200dtern\x00\x07ship don’t ﬁne") == "backend intern ship dont fine"
    )
    assert normalise.for_index("日本語 Ελλάδα") == "日本語 ελλαδα"


@given(st.text(max_size=200))
def test_no_text_raises_and_words_are_plain(text: str) -> None:
    indexed = normalise.for_index(text)
    for word in (*indexed.split(), *normalise.for_phrase(text), *(w for p in normalise.for_words(text) for w in p)):
        assert word
        assert all(letter.isalnum() for letter in word)
        assert not word.isascii() or word == word.lower()


@given(
    st.lists(
        st.sampled_from(
            ["Go", "go", "Python", "intern", "back-end", "C++", "C#", "spring", "x", ",", "and", "R&D", "é"]
        )
    )
)
def test_what_was_normalised_may_be_normalised_again(parts: list[str]) -> None:
    once = normalise.for_index(" ".join(parts))
    tokens = {word for word in once.split() if word.startswith("zsk")}
    assert tokens <= set(normalise.for_index(once).split())


def test_a_phrase_that_is_a_skill_is_one_token() -> None:
    for skill in SKILLS:
        if len(key(skill.name)) > 1:
            assert TOKEN(skill.slug) in normalise.for_phrase(skill.name)


def test_a_long_text_is_normalised_in_time() -> None:
    text = "Back-end internship: Python, Go and SQL; we go the extra mile in real-time systems, Zürich. " * 55
    started = time.thread_time()
    normalise.for_index(text)
    assert time.thread_time() - started < 0.5
