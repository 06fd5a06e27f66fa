from __future__ import annotations

import time

import pytest

from listings.vocabulary import normalise, taxonomy
from listings.vocabulary.sections import EMPLOYER, TEAM, TERMS, WORK, Sections


def slugs(text: str) -> set[str]:
    return {mention.slug for mention in taxonomy.find(text)}


def below(heading: str, line: str) -> set[str]:
    return slugs(f"Software Engineer Intern\n{heading}\n{line}\n")


@pytest.mark.parametrize(
    ("heading", "zone"),
    [
        ("About us", EMPLOYER), ("Who we are:", EMPLOYER), ("About Acme", EMPLOYER), ("Our mission", EMPLOYER),
        ("**Benefits & perks**", TERMS), ("What's in it for you?", TERMS), ("Equal opportunity", TERMS),
        ("Our interview process", TERMS), ("What you’ll do", WORK), ("Who you are", WORK), ("Requirements:", WORK),
        ("- Nice to have", WORK), ("About the role", WORK), ("Our tech stack", WORK), ("About the team", TEAM),
    ],
)  # fmt: skip
def test_headings_say_what_follows_is_about(heading: str, zone: str) -> None:
    text = f"Intern\nWe make maps.\n{heading}\nSomething follows here."
    assert Sections(text).zone(text.index("Something")) == zone
    assert Sections(text).zone(text.index("maps")) == ""


def test_headings_are_found_where_the_lines_are_lost() -> None:
    text = "Intern. About Acme We make maps. What You Will Do Draw maps. Equal Opportunity We hire everybody."
    sections = Sections(text)
    assert [sections.zone(text.index(word)) for word in ("make", "Draw", "hire")] == [EMPLOYER, WORK, TERMS]


def test_a_sentence_ends_at_bullets_and_not_at_a_broken_line() -> None:
    text = "You write code • You test it - Python helps. We broke this\nline. Next"
    sections = Sections(text)

    def sentence(word: str) -> str:
        low, high = sections.sentence(text.index(word), text.index(word) + len(word))
        return text[low:high].strip()

    assert sentence("code") == "You write code •"
    assert sentence("broke") == "We broke this\nline."
    assert Sections("word " * 900).sentence(2000, 2004)[1] < 3500


@pytest.mark.parametrize(
    ("heading", "line", "skill"),
    [
        ("About us", "We automate invoices with artificial intelligence and collaborate openly.", "artificial-intelligence"),
        ("About us", "We automate invoices and collaborate openly.", "automation"),
        ("Benefits", "A yearly budget for AWS and Docker courses.", "docker"),
        ("How to apply", "AI tools such as Copilot are not allowed; applicants solve the task alone.", "copilot"),
        ("The role", "Work with the data science team and with designers and QA.", "data-science"),
        ("The role", "Work with the data science team and with designers and QA.", "qa"),
        ("The role", "Partner with client (iOS/Android) engineers.", "android"),
        ("The role", "Build pipelines that support machine learning.", "machine-learning"),
        ("The role", "Weigh reliability, security, and cost against each other.", "security"),
        ("The role", "Keep our development, testing, and staging environments alike.", "testing"),
        ("The role", "Experience with assistants such as ChatGPT, Claude or Gemini.", "copilot"),
        ("The role", "Fluent German, written and spoken.", "written-communication"),
        ("The role", "Join the makers of a collaborative drawing tool.", "teamwork"),
        ("The role", "Read more at https://cloud.example.com/python today.", "python"),
    ],
)  # fmt: skip
def test_what_is_written_and_not_asked_for(heading: str, line: str, skill: str) -> None:
    assert skill not in below(heading, line)


@pytest.mark.parametrize(
    ("heading", "line", "skill"),
    [
        ("About us", "We are looking for somebody with experience in machine learning.", "machine-learning"),
        ("About us", "Our stack is Python and Django.", "django"),
        ("The role", "Collaborate closely with product, design and the rest of the company.", "teamwork"),
        ("The role", "Improve the reliability, security, and performance of our services.", "security"),
        ("The role", "Develop AI-powered features.", "artificial-intelligence"),
        ("The role", "In this program you will learn machine learning.", "machine-learning"),
        ("Requirements", "English communication skills, written and verbal.", "written-communication"),
        ("Requirements", "Experience with coding assistants (Claude, Copilot).", "copilot"),
        ("Requirements", "Experience with relational and NoSQL databases.", "nosql"),
    ],
)  # fmt: skip
def test_what_is_asked_for(heading: str, line: str, skill: str) -> None:
    assert skill in below(heading, line)


def test_the_employer_before_the_bar_is_a_name() -> None:
    assert "artificial-intelligence" not in slugs("Acme AI | Backend | Berlin\nWe make maps.")
    assert "artificial-intelligence" in slugs("Acme | AI Engineer | Berlin\nWe make maps.")


def test_the_index_keeps_asides() -> None:
    text = "Intern\nAbout us\nWe automate invoices with Docker and work with the data science team."
    indexed = set(normalise.for_index(text).split())
    assert {normalise.skill_token(slug) for slug in ("automation", "docker", "data-science")} <= indexed


@pytest.mark.parametrize("part", ["Go ", "Go.\n", "AI ", "security, ", "with data science, ", "About us. ", "Our "])
def test_the_work_grows_no_faster_than_the_text(part: str) -> None:
    def seconds(size: int) -> float:
        text = (part * size)[:size]
        spent = []
        for _ in range(3):
            started = time.thread_time()
            taxonomy.find(text)
            spent.append(time.thread_time() - started)
        return min(spent)

    assert seconds(60_000) < 5 * seconds(15_000) + 0.1
