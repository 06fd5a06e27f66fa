"""What each rule says of a person, in its own words. Nothing here reads the database."""

from datetime import date
from typing import Any

import pytest

from listings.postings.matching import Facts, Group, Line, Requirements, fit

GO = ("go", "Go")
JAVA = ("java", "Java")
SQL = ("sql", "SQL")
KAFKA = ("kafka", "Apache Kafka")
DOCKER = ("docker", "Docker")


def needed(*skills: tuple[str, str]) -> Group:
    return Group("needed", skills)


def has(*slugs: str, **told: Any) -> Facts:
    return Facts(skills=dict.fromkeys(slugs, "comfortable"), **told)


def only(facts: Facts, **asked: Any) -> Line:
    [line] = fit(facts, Requirements(**asked)).lines
    return line


def test_one_of_several_is_enough_and_says_which() -> None:
    line = only(has("go"), groups=(needed(GO, JAVA),))
    assert (line.state, line.key, line.text) == ("met", "skill:go|java", "One of Go, Java")
    assert (line.note_for("student"), line.note_for("recruiter")) == ("You have Go.", "Has Go.")


def test_what_is_not_told_is_not_what_is_missing() -> None:
    line = only(has("python"), groups=(needed(GO),))
    assert (line.state, line.note, line.account) == ("not", "Not in what you told us.", "Not among the skills told.")
    line = only(Facts(degree="bachelor"), groups=(needed(GO),))
    assert (line.state, line.note) == ("untold", "You have told us no skills.")


@pytest.mark.parametrize(
    ("held", "asked", "name"),
    [
        *[("postgresql", SQL, "PostgreSQL"), ("t-sql", SQL, "T-SQL"), ("redis", ("databases", "Databases"), "Redis")],
        *[("rest-apis", ("http", "HTTP"), "REST APIs"), ("rest-apis", ("apis", "API design"), "REST APIs")],
        *[("grpc", ("apis", "API design"), "gRPC"), ("docker", ("containers", "Containers"), "Docker")],
    ],
)
def test_a_narrower_skill_counts_and_says_so(held: str, asked: tuple[str, str], name: str) -> None:
    line = only(has(held), groups=(needed(asked),))
    assert (line.state, line.note) == ("met", f"You have {name}, which counts as {asked[1]}.")


@pytest.mark.parametrize(
    ("held", "asked"), [("sql", ("postgresql", "PostgreSQL")), ("redis", SQL), ("http", ("rest-apis", "REST APIs"))]
)
def test_a_wider_or_another_one_does_not_count(held: str, asked: tuple[str, str]) -> None:
    assert only(has(held), groups=(needed(asked),)).state == "not"


def test_numbers_count_groups_that_are_needed() -> None:
    groups = (needed(GO, JAVA), needed(SQL), Group("nice", (DOCKER,)), Group("learn", (KAFKA,)))
    found = fit(has("go", "java"), Requirements(groups=groups))
    assert (found.meets, found.needed, found.learns) == (1, 2, ("Apache Kafka",))
    assert [line.state for line in found.nice] == ["not"]
    assert found.summary == "Meets 1 of 2 needed; you would learn Apache Kafka"
    assert found.summary_for("recruiter") == "Meets 1 of 2 needed; would learn Apache Kafka"


def test_who_knows_it_would_not_learn_it() -> None:
    assert fit(has("kafka"), Requirements(groups=(Group("learn", (KAFKA,)),))).summary == ""


def test_a_rule_that_is_not_met_is_named() -> None:
    asked = Requirements(groups=(needed(GO),), grad_to=date(2027, 6, 1))
    found = fit(has("go", graduates_on=date(2028, 5, 1)), asked)
    assert found.summary == "Meets 1 of 1 needed; graduation does not fit"
    assert found.fails == ("graduation",)
    assert found.verdict == "You may. One point is not met; the employer decides."


def test_many_skills_to_learn_are_counted() -> None:
    group = Group("learn", (KAFKA, DOCKER, GO, JAVA))
    assert fit(has("sql"), Requirements(groups=(group,))).summary == "You would learn Apache Kafka and 3 more"


def test_verdicts() -> None:
    asked = Requirements(groups=(needed(GO),), enrolment="required", degrees=("bachelor",))
    assert fit(has("go", enrolled="yes", degree="bachelor"), asked).verdict.startswith("Yes.")
    assert fit(has("go"), asked).verdict == "Nothing speaks against it. 2 points are not known."
    assert fit(has("sql", degree="phd"), asked).verdict == "You may. 2 points are not met; the employer decides."
    assert fit(has("go"), Requirements()).verdict == ""


BOTH = {"grad_from": date(2026, 12, 1), "grad_to": date(2028, 6, 1)}
SAID: list[tuple[dict[str, Any], dict[str, Any], str, str, str]] = [
    ({"enrolment": "required"}, {"enrolled": "yes"}, "met", "Enrolled at a school", "You said: enrolled."),
    ({"enrolment": "required"}, {"enrolled": "no"}, "not", "Enrolled at a school", "You said: not enrolled."),
    ({"enrolment": "required"}, {}, "untold", "Enrolled at a school", "You have not told us."),
    ({"degrees": ("bachelor", "master")}, {"degree": "master"}, "met", "Bachelor or Master", "You said: Master."),
    ({"degrees": ("bachelor", "master")}, {"degree": "phd"}, "not", "Bachelor or Master", "You said: PhD."),
    ({"degrees": ("not-required",)}, {}, "met", "No degree needed", "Open to everyone."),
    ({"degrees": ("phd", "not-required")}, {}, "met", "PhD or no degree at all", "Open to everyone."),
    ({"fields": ("physics",)}, {"field": "mathematics"}, "not", "Physics", "You said: mathematics."),
    ({"fields": ("physics",)}, {"field": "other"}, "not", "Physics", "You said: another field."),
    (
        {"fields": ("computer-science",), "related_fields": True},
        {"field": "software-engineering"},
        "met",
        "Computer science, and related fields",
        "You said: software engineering.",
    ),
    (
        {"fields": ("computer-science",), "related_fields": True},
        {"field": "other"},
        "untold",
        "Computer science, and related fields",
        "You said: another field. Whether it is related, the employer decides.",
    ),
    (BOTH, {"graduates_on": date(2028, 6, 1)}, "met", "Graduating December 2026 to June 2028", "You said: June 2028."),
    (BOTH, {"graduates_on": date(2028, 7, 1)}, "not", "Graduating December 2026 to June 2028", "You said: July 2028."),
    (
        {"grad_from": date(2027, 5, 1)},
        {"graduates_on": date(2027, 5, 1)},
        "met",
        "Graduating in May 2027 or later",
        "You said: May 2027.",
    ),
    ({"grad_to": date(2027, 5, 1)}, {}, "untold", "Graduating in May 2027 or earlier", "You have not told us."),
]


@pytest.mark.parametrize(("asked", "told", "state", "text", "note"), SAID)
def test_each_rule(asked: dict[str, Any], told: dict[str, Any], state: str, text: str, note: str) -> None:
    line = only(Facts(**told), **asked)
    assert (line.state, line.text, line.note) == (state, text, note)
    assert line.account and "You" not in line.account and "us" not in line.account.split()


PERMITS = ("citizen", "permit", "cpt", "opt", "needs-sponsorship", "not-stated")
VISAS: dict[tuple[str, ...], tuple[str, ...]] = {
    ("sponsors",): ("met", "met", "met", "met", "met", "met"),
    ("no-sponsorship",): ("met", "met", "met", "met", "not", "untold"),
    ("citizenship",): ("met", "not", "not", "not", "not", "untold"),
    ("sponsors", "citizenship"): ("met", "not", "not", "not", "not", "untold"),
    ("cpt",): ("met", "met", "met", "untold", "untold", "untold"),
    ("cpt", "opt"): ("met", "met", "met", "met", "untold", "untold"),
    ("no-sponsorship", "cpt", "opt"): ("met", "met", "met", "met", "not", "untold"),
}


@pytest.mark.parametrize("visa", VISAS)
def test_every_permit_meets_every_visa(visa: tuple[str, ...]) -> None:
    assert tuple(only(Facts(work_permit=permit), visa=visa).state for permit in PERMITS) == VISAS[visa]


def test_a_posting_without_rules_asks_nothing() -> None:
    assert fit(has("go", degree="phd"), Requirements()).lines == ()
    assert fit(has("go"), Requirements(enrolment="not-required")).lines == ()


RUBBISH: list[object] = [None, [], "x", 7, {"skills": []}, {"skills": {"go": 5, "nonsense": "strong", "sql": "a"}}]
RUBBISH += [{"degree": ["phd"]}, {"degree": "king", "field": {}, "enrolled": True}, {"graduates_on": "never"}]
RUBBISH += [{"degree": "not-required"}, {"graduates_on": 5}, {"work_permit": "not-stated"}]


@pytest.mark.parametrize("kept", RUBBISH)
def test_what_nobody_knows_was_never_told(kept: object) -> None:
    assert Facts.from_json(kept).is_empty


def test_other_things_beside_the_facts_are_left_alone() -> None:
    kept = {"school": "Somewhere", "degree": "phd", "graduates_on": "2028-05-20", "skills": {"go": "strong"}}
    told = Facts.from_json(kept)
    assert told == Facts(degree="phd", graduates_on=date(2028, 5, 1), skills={"go": "strong"})
