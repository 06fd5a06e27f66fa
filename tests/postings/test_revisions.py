"""Every facet that readers are told of, from two contents to the sentence they read."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from html import unescape
from itertools import product
from typing import Any

import pytest

from listings.models import PostingRevision
from listings.models.choices import Turn
from listings.postings import difference, revisions
from listings.postings.content import Need, PlaceSaid
from tests.contents import everything

pytestmark = pytest.mark.django_db
NO_PAY = {"pay_min": None, "pay_max": None, "pay_currency": "", "pay_period": ""}
NEW_YORK, BOSTON = PlaceSaid("New York, NY", "new-york"), PlaceSaid("Boston, MA", "boston")
MARS = PlaceSaid("Mars")
GO, JAVA, GIT = (Need(slug, "needed", grp) for slug, grp in (("go", 1), ("java", 1), ("git", 2)))
# What is said before, what after, and the sentence.
GOLDEN: list[tuple[dict[str, Any], dict[str, Any], str]] = [
    ({"title": "Intern, A"}, {"title": "Intern, B"}, "title changed from “Intern, A” to “Intern, B”"),
    ({"pay_min": 4000, "pay_max": 4000}, {"pay_min": 4200, "pay_max": 4600}, "pay raised from $40 to $42–46 an hour"),
    ({"pay_min": 4000, "pay_max": 4000}, {"pay_min": 3850, "pay_max": 4000}, "pay lowered from $40 to $38.50–40 an hour"),
    ({"pay_min": 4000, "pay_max": 4600}, {"pay_min": 3900, "pay_max": 4800}, "pay changed from $40–46 to $39–48 an hour"),
    ({"pay_min": 4000, "pay_max": 4000}, {"pay_min": 600000, "pay_max": 600000, "pay_period": "month"},
     "pay lowered from $40 an hour to $6,000 a month"),
    ({"pay_min": 4000, "pay_max": 4000}, {"pay_min": 4000, "pay_max": 4000, "pay_currency": "EUR"},
     "pay changed from $40 an hour to €40 an hour"),
    ({**NO_PAY, "pay_kind": "not-stated"}, {}, "pay now stated: $42–46 an hour"),
    ({**NO_PAY, "pay_kind": "paid"}, {}, "pay now stated: $42–46 an hour"),
    ({}, {**NO_PAY, "pay_kind": "paid"}, "pay no longer stated; it was $42–46 an hour"),
    ({}, {**NO_PAY, "pay_kind": "not-stated"}, "pay no longer stated; it was $42–46 an hour"),
    ({}, {**NO_PAY, "pay_kind": "unpaid"}, "pay changed from $42–46 an hour to unpaid"),
    ({**NO_PAY, "pay_kind": "paid"}, {**NO_PAY, "pay_kind": "unpaid"}, "pay changed from paid to unpaid"),
    ({"places": (NEW_YORK,)}, {"places": (NEW_YORK, BOSTON)}, "now also in Boston, MA"),
    ({"places": (NEW_YORK, BOSTON, MARS)}, {"places": (BOSTON,)}, "no longer in New York, NY; Mars"),
    ({"places": (NEW_YORK,)}, {"places": (BOSTON,)}, "place changed from New York, NY to Boston, MA"),
    ({"places": ()}, {"places": (BOSTON,)}, "place now stated: Boston, MA"),
    ({"places": (BOSTON,)}, {"places": ()}, "place no longer stated; it was Boston, MA"),
    ({"workplace": "on-site", "days_on_site": None, "remote_countries": ()}, {"workplace": "hybrid", "days_on_site": 3, "remote_countries": ()},
     "where you work changed from “On site” to “Hybrid, 3 days a week on site”"),
    ({"terms": ("summer-2027",)}, {"terms": ("summer-2027", "fall-2027")}, "now also for Fall 2027"),
    ({"terms": ("summer-2027", "fall-2027")}, {"terms": ("summer-2027",)}, "no longer for Fall 2027"),
    ({"terms": ("summer-2027",)}, {"terms": ("fall-2027",)}, "term changed from Summer 2027 to Fall 2027"),
    ({"starts_on": date(2027, 6, 1)}, {"starts_on": date(2027, 6, 8)}, "start moved from 1 June 2027 to 8 June 2027"),
    ({"weeks": 10}, {"weeks": 12}, "weeks changed from 10 to 12"),
    ({"weeks": 10}, {"weeks": None}, "weeks no longer stated; there were 10"),
    ({"hours_a_week": None}, {}, "hours a week now stated: 40"),
    ({"visa": ("sponsors",)}, {"visa": ("no-sponsorship",)}, "visa changed from “Sponsors a visa” to “Does not sponsor a visa”"),
    ({"visa": ()}, {"visa": ("cpt", "opt")}, "visa now stated: “Accepts CPT and OPT”"),
    ({"degrees": ("bachelor",)}, {"degrees": ("bachelor", "master")},
     "degree changed from “Bachelor” to “Bachelor or Master”"),
    ({"fields": ("physics",), "related_fields": False}, {"fields": ("physics",), "related_fields": True},
     "field of study changed from “physics” to “physics, and related fields”"),
    ({"enrolment": "required"}, {"enrolment": "not-required"}, "enrolment changed from “required” to “not required”"),
    ({"grad_from": date(2027, 12, 1), "grad_to": None}, {"grad_from": date(2028, 6, 1), "grad_to": None},
     "graduation changed from “December 2027 or later” to “June 2028 or later”"),
    ({"needs": (GO,)}, {"needs": (GO, GIT)}, "now needed on day one: Git"),
    ({"needs": (GO, JAVA, GIT)}, {"needs": (GO, JAVA)}, "no longer needed on day one: Git"),
    ({"needs": (GO, GIT)}, {"needs": (GO, JAVA, GIT)}, "needed on day one instead of Go: Go or Java"),
    ({"closes_on": date(2027, 2, 14)}, {"closes_on": date(2027, 2, 1)},
     "deadline brought forward from 14 February 2027 to 1 February 2027"),
    ({"closes_on": None}, {"closes_on": date(2027, 2, 1)}, "deadline now stated: 1 February 2027"),
]  # fmt: skip
BY_HAND = [
    ("openings", "2", "3", "", "openings changed from 2 to 3"),
    ("role", "Back-end", "Data", "", "role changed from “Back-end” to “Data”"),
    ("closes_on", "1 May 2027", "8 May 2027", Turn.LATER, "deadline put off from 1 May 2027 to 8 May 2027"),
    ("opens_at", "1 May 2027", "8 May 2027", "",
     "day on which applications open moved from 1 May 2027 to 8 May 2027"),
    ("forgotten", "this", "that", "", "changed from this to that"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after", "said"), GOLDEN, ids=lambda value: value if isinstance(value, str) else "")
def test_what_changed_as_a_sentence(before: dict[str, Any], after: dict[str, Any], said: str) -> None:
    whole = everything(closes_on=None)
    (change,) = difference.material(replace(whole, **before), replace(whole, **after))
    assert revisions.sentence(change) == said


def test_every_facet_is_in_a_sentence_above() -> None:
    whole = everything(closes_on=None)
    told = {
        change.facet
        for before, after, _said in GOLDEN
        for change in difference.material(replace(whole, **before), replace(whole, **after))
    }
    assert told == {*difference.WORDS, "closes_on"}
    assert told <= {*revisions.PATTERNS}


@pytest.mark.parametrize(("facet", "before", "after", "turn", "said"), BY_HAND)
def test_what_was_recorded_otherwise(facet: str, before: str, after: str, turn: str, said: str) -> None:
    change = PostingRevision(facet=facet, before=before, after=after, turn=turn)
    assert revisions.sentence(change) == said


def test_to_the_eye_and_read_aloud_it_is_one_sentence() -> None:
    words = [("<b>", "&"), ("", "&"), ("<b>", "")]
    for facet, turn, (before, after) in product([*revisions.PATTERNS, "forgotten"], ["", *Turn], words):
        change = PostingRevision(facet=facet, before=before, after=after, turn=turn)
        said, seen = revisions.sentence(change), revisions.marked(change)
        assert "<b>" not in seen
        assert unescape(re.sub("</?(del|ins)>", "", seen)) == said[:1].upper() + said[1:]


def test_the_day_is_the_one_where_the_posting_is() -> None:
    change = PostingRevision(facet="pay", before="$40", after="$42–46 an hour", turn=Turn.RAISED)
    at = datetime(2027, 1, 9, 3, tzinfo=UTC)
    assert revisions.dated(change, at, "America/New_York") == "Pay raised from $40 to $42–46 an hour, 8 January 2027"


def test_the_order_alone_is_no_change_of_needs() -> None:
    whole = everything()
    assert not difference.material(replace(whole, needs=(GO, GIT)), replace(whole, needs=(GIT, GO)))
