"""Which rows are one posting, and which posting of before each one is."""

import pytest

from listings.importing.base import RawPosting
from listings.importing.identity import title_key
from listings.importing.reconcile import grouped, plan
from listings.models import SourceEntry
from tests.importing.rows import NOON


def make_said(title, row=1, key="x", **fields):
    return RawPosting(row, {}, key, title_key(title), "Acme", title, f"https://{key}", **fields)


def make_entry(title, gone=False):
    return SourceEntry(key="x", title_key=title_key(title), gone_at=NOON if gone else None)


def met(titles, entries):
    """New title → the old title it continues; and the old titles that have no row now."""
    result = plan(grouped(make_said(title, row) for row, title in enumerate(titles)), entries)
    return {group.newest.title: entry.title_key if entry else None for entry, group in result.pairs}, [
        entry.title_key for entry in result.missing
    ]


@pytest.mark.parametrize(
    ("before", "now", "continued", "missing"),
    [
        ("a", "a", {"a": "a"}, []),
        ("a", "b", {"b": "a"}, []),
        ("ab", "ac", {"a": "a", "c": "b"}, []),
        ("ab", "cd", {"c": None, "d": None}, ["a", "b"]),
        ("a", "bc", {"b": None, "c": None}, ["a"]),
        ("ab", "c", {"c": None}, ["a", "b"]),
        ("ab", "a", {"a": "a"}, ["b"]),
        ("a", "ab", {"a": "a", "b": None}, []),
        ("", "a", {"a": None}, []),
        ("a", "", {}, ["a"]),
    ],
)
def test_equal_titles_meet_and_one_left_on_each_side_was_retitled(before, now, continued, missing):
    assert met(now, [make_entry(title) for title in before]) == (continued, missing)


def test_what_had_gone_comes_back_under_its_own_title():
    assert met("ab", [make_entry("a"), make_entry("b", gone=True)]) == ({"a": "a", "b": "b"}, [])


def test_what_had_gone_does_not_hinder_a_retitling():
    assert met("c", [make_entry("a"), make_entry("b", gone=True)]) == ({"c": "a"}, ["b"])


def test_what_had_gone_may_come_back_retitled():
    assert met("c", [make_entry("b", gone=True)]) == ({"c": "b"}, [])


def test_merged_rows_unite_their_places_and_the_newest_wins():
    later, earlier = NOON, NOON.replace(year=2025)
    (group,) = grouped(
        [
            make_said("Intern", 1, places=("Berlin", "Paris"), sponsorship="new", updated_at=later, active=False),
            make_said("INTERN ", 2, places=("Rome",), sponsorship="old", updated_at=earlier, active=True),
        ]
    )
    assert group.newest.sponsorship == "new"
    assert group.places == ["Berlin", "Paris", "Rome"]
    assert group.active


def test_of_rows_equally_new_the_later_wins():
    (group,) = grouped([make_said("Intern", 1, sponsorship="first"), make_said("Intern", 2, sponsorship="second")])
    assert group.newest.sponsorship == "second"


def test_the_digest_leaves_out_order_and_dates():
    one = grouped([make_said("Intern", 1, places=("Berlin", "Rome"))])[0]
    other = grouped([make_said("Intern", 7, places=("Rome", "Berlin"), updated_at=NOON, posted_at=NOON)])[0]
    assert one.digest == other.digest
    assert one.digest != grouped([make_said("Intern", 1, places=("Berlin",))])[0].digest
