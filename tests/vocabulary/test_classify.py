from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobboard.management.commands import measure_roles
from listings.vocabulary.classify import NOT_STATED, ROLES, RoleGuess, classify

DOCUMENT = Path(__file__).parents[2] / "docs" / "roles.md"


@pytest.mark.parametrize(
    "title",
    [
        "Backend Engineer Intern",
        "Back-End Software Engineer Intern",
        "Back End Developer Intern",
        "BACK‑END Engineering Intern",
        "Software Engineer Intern (Backend)",
        "Server-Side Engineer Intern",
        "Serverside Developer Intern",
        "API Developer Intern",
        "Microservices Engineer Intern",
        "Java Developer Intern",
        ".NET Developer Intern",
        "Go Developer Intern",
        "Golang Engineer Intern",
        "Node.js Developer Intern",
        "Ruby on Rails Software Engineering Intern",
        "Database Engineer Intern",
        "Distributed Systems Engineer Intern",
        "Backend Software Engineer Intern, Mobile",
        "Security Software Engineering Intern, Backend",
        "Werkstudent Backend-Entwicklung",
        "バックエンドエンジニア インターン",
    ],
)
def test_back_end_in_all_spellings(title: str) -> None:
    assert classify(title).role == "back-end"


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("Software Engineer Intern", "general-software"),
        ("Software Engineer, International", "general-software"),
        ("Software Engineer, Internal Tools", "general-software"),
        ("Front Office Software Engineer Intern", "general-software"),
        ("Quantitative Developer Intern", "general-software"),
        ("SDET Intern", "general-software"),
        ("Software Engineer Intern - Non-Embedded", "general-software"),
        ("Software Engineer Intern, Payments Platform", "general-software"),
        ("Développeur logiciel (stage)", "general-software"),
        ("Frontend Engineer Intern", "front-end"),
        ("JavaScript Developer Intern", "front-end"),
        ("Back-End and Front-End Developer Intern", "full-stack"),
        ("Java/Angular Software Engineer Intern", "full-stack"),
        ("AI Full-Stack Engineering Intern", "full-stack"),
        ("Web Developer Intern", "full-stack"),
        ("Site Reliability Engineer Intern, Data Infrastructure", "infrastructure"),
        ("Software Engineer Intern, Platform Engineering", "infrastructure"),
        ("Software Engineer Intern, Platform", "infrastructure"),
        ("Cloud Security Intern", "security"),
        ("Data & AI Intern", "data"),
        ("AI/Data Science Intern", "machine-learning"),
        ("Software Engineer Intern, Machine Learning Platform", "machine-learning"),
        ("Software Engineer Intern, Data Platform", "data"),
        ("Android Engineer Intern", "mobile"),
        ("Firmware Engineering Intern", "embedded"),
        ("Internal Audit Intern", "other"),
        ("International Tax Intern", "other"),
        ("Product Manager Intern, Machine Learning", "other"),
        ("Quantitative Researcher Intern", "other"),
        ("Quantitative Trading Intern", "other"),
        ("Hardware Engineering Intern", "other"),
        ("UX Designer Intern", "other"),
        ("IT Support Intern", "other"),
        ("Business Development Intern", "other"),
        ("RF Front End Design Intern", "other"),
        ("Data Center Intern", "other"),
        ("Commercial Banking Intern, Mobile, AL", "other"),
        ("Technology Summer Analyst", NOT_STATED),
        ("Internship Program", NOT_STATED),
        ("", NOT_STATED),
    ],
)
def test_roles_and_traps(title: str, role: str) -> None:
    assert classify(title).role == role


@pytest.mark.parametrize(
    ("title", "text", "skills", "guess"),
    [
        ("Backend Engineer Intern", "", (), RoleGuess("back-end", "title: backend")),
        (
            "Software Engineer Intern",
            "You design REST APIs and the server-side logic behind them.",
            (),
            RoleGuess("back-end", "text: server-side, rest apis"),
        ),
        ("Software Engineer Intern", "", ("django", "postgresql"), RoleGuess("back-end", "skills: django, postgresql")),
        (
            "Software Engineer Intern",
            "Our backend is young.",
            ("django",),
            RoleGuess("back-end", "skills: django; text: backend"),
        ),
        (
            "Software Engineer Intern",
            "",
            ("typescript", "react", "nextjs", "gcp", "postgresql"),
            RoleGuess("full-stack", "skills: postgresql, react, nextjs"),
        ),
        ("Software Engineer Intern", "", ("java", "python", "git"), RoleGuess("general-software", "title: software")),
        ("Software Engineer Intern", "We have an API.", (), RoleGuess("general-software", "title: software")),
        ("Software Engineer Intern", "", ("pytorch",), RoleGuess("general-software", "title: software")),
        (
            "Technology Intern",
            "Join our software engineers: write Python, take part in code reviews.",
            (),
            RoleGuess("general-software", "text: software engineers, code reviews, python"),
        ),
        ("Technology Intern", "We are a bank. Backend, APIs.", (), RoleGuess(NOT_STATED, "")),
        ("Product Manager Intern", "backend, api", ("django",), RoleGuess("other", "title: product manager")),
    ],
)  # fmt: skip
def test_skills_and_text_refine_what_the_title_leaves_open(
    title: str, text: str, skills: tuple[str, ...], guess: RoleGuess
) -> None:
    assert classify(title, text, skills) == guess


def test_labels_are_roles_and_titles_are_distinct() -> None:
    read = measure_roles.readings("dev") + measure_roles.readings("held")
    assert {each.role for each in read} <= {*ROLES, NOT_STATED}
    assert len({each.title.casefold() for each in read}) == len(read) >= 200


@pytest.mark.parametrize(("half", "floor"), [("dev", 0.97), ("held", 0.94)])
def test_titles_labelled_by_hand(half: str, floor: float) -> None:
    read = measure_roles.readings(half)
    assert sum(each.right for each in read) / len(read) >= floor, measure_roles.mistakes(read)


def test_the_document_shows_the_table_as_it_is() -> None:
    read = measure_roles.readings("held")
    document = DOCUMENT.read_text(encoding="utf-8")
    assert measure_roles.table(read) in document
    assert measure_roles.mistakes(read) in document


@given(st.text(), st.text(), st.lists(st.sampled_from(["django", "react", "pytorch", "", "nothing"])))
def test_any_text_is_read_without_an_error(title: str, text: str, skills: list[str]) -> None:
    guess = classify(title, text, skills)
    assert guess.role in {*ROLES, NOT_STATED}
    assert bool(guess.evidence) == (guess.role != NOT_STATED)
