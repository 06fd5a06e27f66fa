from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listings.vocabulary import taxonomy
from listings.vocabulary.words import key

USED_ELSEWHERE = (
    "python java javascript typescript nodejs go ruby rust c cpp csharp dotnet kotlin swift php scala r sql postgresql "
    "mysql mongodb redis kafka docker kubernetes aws gcp azure git linux react django spring graphql rest-apis grpc "
    "terraform data-structures algorithms system-design written-communication spoken-communication"
).split()
SKILLS = list(taxonomy.skills().values())
LISTED_KINDS = ("language", "framework", "database", "infrastructure", "tool")


def slugs(text: str) -> set[str]:
    return {mention.slug for mention in taxonomy.find(text)}


def test_the_vocabulary_is_whole() -> None:
    assert 280 <= len(SKILLS) <= 360
    assert not set(USED_ELSEWHERE) - set(taxonomy.skills())
    assert {skill.kind for skill in SKILLS} == set(taxonomy.KINDS)
    assert all((skill.db_model in ("sql", "nosql")) == (skill.kind == "database") for skill in SKILLS)
    assert len({skill.name for skill in SKILLS}) == len(SKILLS)


def test_the_file_says_where_its_words_come_from() -> None:
    head = taxonomy.FILE.read_text(encoding="utf-8")[:3000]
    assert "GitHub Topics" in head and "Tanova" in head and "CC BY 4.0" in head


@pytest.mark.parametrize("skill", SKILLS, ids=lambda skill: skill.slug)
def test_a_name_or_alias_given_as_a_word_is_its_skill(skill: taxonomy.Skill) -> None:
    assert taxonomy.from_word(skill.name) == skill.slug
    for alias in skill.aliases:
        meant = {spelling.slug for spelling in taxonomy.vocabulary().asked.exactly(key(alias))}
        assert skill.slug in meant
        assert taxonomy.from_word(alias.upper()) in meant


@pytest.mark.parametrize(
    ("raw", "slug"),
    [
        ("golang", "go"), ("Go", "go"), ("K8s", "kubernetes"), ("C#", "csharp"), ("c++", "cpp"), ("node", "nodejs"),
        (".NET", "dotnet"), ("postgres", "postgresql"), ("js", "javascript"), ("JS", "javascript"), ("R", "r"),
        ("Python 3.11", "python"), ("Amazon Web Services (AWS)", "aws"), ("Next JS", "nextjs"), ("NodeJS", "nodejs"),
        ("Java programming", "java"), ("  git ", "git"), ("underwater basket weaving", None), ("", None), ("???", None),
    ],
)  # fmt: skip
def test_raw_words(raw: str, slug: str | None) -> None:
    assert taxonomy.from_word(raw) == slug


def test_lists_of_raw_words_keep_order_and_report_the_unknown() -> None:
    assert taxonomy.from_words(["C/C++", "HTML, CSS", "Fortnite/Python", "python"]) == (
        ["c", "cpp", "html", "css", "python"],
        ["Fortnite"],
    )


@pytest.mark.parametrize(
    "skill", [skill for skill in SKILLS if skill.kind in LISTED_KINDS], ids=lambda skill: skill.slug
)
def test_a_name_in_a_list_of_languages_is_found(skill: taxonomy.Skill) -> None:
    assert skill.slug in slugs(f"Python, {skill.name} and SQL")
    assert skill.slug in slugs(f"Experience with {skill.name}, Java or Kubernetes is a plus.")


@pytest.mark.parametrize(
    "text",
    [
        "We go the extra mile.", "Our go to market team", "Go above and beyond.", "the C-suite", "our R&D centre", "R & D",
        "a Series C company", "Spring 2027", "Fall 2026/Spring 2027 internship", "in the spring semester", "Spring Intern",
        "take swift action", "Swift action is needed", "express interest", "Express your interest", "a Michelin chef",
        "Executive Chef", "excel in your role", "Excel in a team", "access to mentors", "Access our benefits", "the rest of us",
        "React quickly to change", "Rust Belt cities", "Oracle is hiring interns", "a sense of unity", "We spark joy",
        "Dash to the top", "at the helm of", "Ray Smith leads it", "less is more", "example.net", "category C license",
        "John C. Smith", "Vitamin C", "from scratch", "a flask of tea", "Lambda chapter", "confluence of ideas",
    ],
)  # fmt: skip
def test_ordinary_words_are_no_skills(text: str) -> None:
    assert slugs(text) == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("JavaScript/Node.js", {"javascript", "nodejs"}), ("C/C++", {"c", "cpp"}), ("C# and .NET Core", {"csharp", "dotnet"}),
        ("services written in Go", {"go"}), ("Backend Engineer (Go)", {"go"}), ("Golang", {"go"}), ("go, python", {"go", "python"}),
        ("Go, Rust or Swift", {"go", "rust", "swift"}), ("Java 17, Spring Boot, Hibernate", {"java", "spring", "hibernate"}),
        ("statistical software such as R or Stata", {"r"}), ("Proficiency in Microsoft Excel", {"excel"}), ("Ruby on Rails", {"rails"}),
        ("RESTful APIs over HTTP", {"rest-apis", "http"}), ("CI/CD with GitHub Actions", {"ci-cd", "github-actions"}),
        ("CI / CD pipelines", {"ci-cd"}), ("Postgres, MySQL", {"postgresql", "mysql"}), ("iOS apps in Swift", {"ios", "swift"}),
        ("written and verbal communication skills", {"written-communication", "spoken-communication"}),
        ("data structures & algorithms", {"data-structures", "algorithms"}), ("PyTorch/TensorFlow", {"pytorch", "tensorflow"}),
        ("NodeJS, ReactJS and TypeScript", {"nodejs", "react", "typescript"}), ("Chef, Puppet or Ansible", {"chef", "puppet", "ansible"}),
    ],
)  # fmt: skip
def test_skills_are_found(text: str, expected: set[str]) -> None:
    assert slugs(text) == expected


def test_a_mention_knows_its_place_and_sentence() -> None:
    text = "We are small. You write Go services daily! Apply now."
    (mention,) = taxonomy.find(text)
    assert text[mention.start : mention.end] == mention.text == "Go"
    assert mention.sentence == "You write Go services daily!"


@given(st.text(max_size=300))
def test_no_text_raises(text: str) -> None:
    for mention in taxonomy.find(text):
        assert text[mention.start : mention.end] == mention.text
        assert mention.text in mention.sentence or not mention.text.strip()
    taxonomy.from_word(text)
    taxonomy.from_words([text])


def test_a_long_text_is_scanned_in_time() -> None:
    text = "Python, Go and SQL; we go the extra mile in Spring 2027 with C, R and Excel. " * 65
    started = time.thread_time()
    taxonomy.find(text)
    assert time.thread_time() - started < 0.25


def test_precision_and_recall_where_the_advertisements_are_at_hand() -> None:
    from jobboard.management.commands import measure_skills as measuring

    if not measuring.CORPUS.exists():
        pytest.skip("the corpus of advertisements is not here: it may not be committed")
    if not Path(measuring.LABELS).exists():
        pytest.skip("no labels")
    least = {"dev": (0.95, 0.94), "held": (0.94, 0.93), "final": (0.95, 0.87)}
    for half, (least_precision, least_recall) in least.items():
        figures = measuring.measure(measuring.CORPUS, measuring.LABELS, half)
        assert figures.precision >= least_precision, json.dumps(figures.summary())
        assert figures.recall >= least_recall, json.dumps(figures.summary())
