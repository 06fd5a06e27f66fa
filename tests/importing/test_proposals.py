"""What a text seems to say, each with its sentence, for a person to accept."""

import json

import pytest

from lib import markup
from listings.importing import bodies, proposals
from tests.importing.boards import by_title, recorded, rows_in


def said(found, field):
    return [(one.value, one.sentence) for one in found if one.field == field]


def levels(found):
    return {value["slug"]: value["level"] for value, _sentence in said(found, "skill")}


def test_of_a_board_with_a_text():
    found = proposals.propose(by_title("greenhouse")["Backend Engineering Intern, Summer 2027"])
    assert said(found, "role") == [("back-end", "Backend Engineering Intern, Summer 2027")]
    assert said(found, "workplace") == [("hybrid", "This internship is hybrid.")]
    assert said(found, "pay") == [
        (
            {"kind": "paid", "min": 4200, "max": 4600, "currency": "USD", "period": "hour"},
            "The hourly rate is $42 – $46 per hour.",
        )
    ]
    assert said(found, "terms") == [(["summer-2027"], "Backend Engineering Intern, Summer 2027")]
    assert said(found, "visa") == [(["no-sponsorship"], "We are unable to sponsor visas for this role.")]
    enrolled = "Currently enrolled in a Bachelor’s or Master’s degree in computer science"
    assert said(found, "degrees") == [(["bachelor", "master"], enrolled)]
    assert said(found, "enrolment") == [("required", enrolled)]
    assert levels(found) == {
        "go": "mentioned", "postgresql": "needed", "django": "needed", "kafka": "nice", "rabbitmq": "nice",
    }  # fmt: skip


def test_what_stands_in_fields_comes_first():
    found = proposals.propose(by_title("ashby")["Backend Engineer Internship"])
    assert said(found, "workplace") == [("hybrid", "hybrid")]
    assert said(found, "pay") == [
        (
            {"kind": "paid", "min": 870_000, "max": 920_000, "currency": "USD", "period": "month"},
            "$8.7K – $9.2K per month",
        )
    ]
    assert said(found, "terms") == [(["fall-2027"], "Fall 2027 internship, 12 weeks.")]


def test_skills_that_the_source_lists_get_their_level_from_the_text():
    row = by_title("csv")["Backend Intern, Payments"]
    assert levels(proposals.propose(row)) == {"python": "mentioned", "django": "mentioned"}
    (page,) = rows_in("jsonld")
    found = proposals.propose(page)
    assert said(found, "degrees") == [(["bachelor"], "bachelor degree")]
    assert set(levels(found)) == {"django", "postgresql", "python"}


@pytest.mark.parametrize(
    "body",
    [
        "<h3>Requirements</h3><ul><li>Python</li></ul><p>This role is hybrid.</p>",
        "### Requirements\n\n- Python\n\nThis role is hybrid.",
    ],
)
def test_of_a_plain_title_and_text(body):
    found = proposals.found_in("  Platform   Intern ", body)
    assert levels(found) == {"python": "needed"}
    assert said(found, "workplace") == [("hybrid", "This role is hybrid.")]


@pytest.mark.parametrize(("title", "body"), [("", ""), ("Intern", ""), ("", "<p></p>"), ("x" * 5000, "y" * 5000)])
def test_of_next_to_nothing(title, body):
    assert [one for one in proposals.found_in(title, body) if one.field != "role"] == []


def test_each_sentence_stands_in_the_text_and_all_is_ready_for_json():
    for row in rows_in("lever", recorded("lever_matchgroup_full.json")):
        body = bodies.clean(row.body)
        text = " ".join(f"{row.title} {markup.to_words(body)}".split())
        found = proposals.found_in(row.title, body)
        assert json.loads(json.dumps([one.as_data() for one in found])) == [one.as_data() for one in found]
        for one in found:
            if one.field not in ("role", "visa"):
                assert one.sentence.strip("…").strip() in text, (row.title, one)
