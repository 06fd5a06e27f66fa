"""The traps of real lists, each with its real row. The numbers are those of docs/importing.md."""

import pytest

from listings.importing import sync
from listings.models import Employer, Posting
from tests.importing.rows import NOON, excerpt, places_of, read, rows_of, terms_of, the_posting, told

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


def by_employer(name):
    return Posting.objects.get(employer__name=name)


def raws_of(posting):
    return [fragment.raw for fragment in posting.posting_places.all()]


def test_01_one_comma_too_many_spoils_the_whole_feed():
    assert "line 19, column 5" in read(excerpt("01-malformed.json")).error
    assert not Posting.objects.exists()


def test_02_one_id_stands_on_eleven_jobs():
    rows = rows_of("02-one-id-on-eleven-rows.json")
    assert len({row["id"] for row in rows}) == 1
    assert told(read(rows)) == {"read": 11, "created": 11}


def test_02_an_id_changes_and_the_posting_stays():
    before, after = rows_of("02-before-the-id-changed.json"), rows_of("02-after-the-id-changed.json")
    assert {row["id"] for row in before}.isdisjoint(row["id"] for row in after)
    assert read(before).created == 3
    assert told(read(after)) == {"read": 3, "unchanged": 3}
    shown = {posting.search_row.card["source_id"] for posting in Posting.objects.filter(search_row__isnull=False)}
    assert shown == {row["id"] for row in after if row["active"]}


def test_03_one_address_is_two_jobs():
    rows = rows_of("03-two-titles-under-one-address.json")
    assert len({row["url"] for row in rows}) == 1
    assert told(read(rows)) == {"read": 2, "created": 2}
    assert told(read(rows)) == {"read": 2, "unchanged": 2}


def test_04_two_addresses_are_one_job():
    assert told(read(rows_of("04-one-posting-two-addresses.json"))) == {"read": 2, "created": 1, "merged": 1}


def test_04_the_query_can_be_the_identity():
    rows = rows_of("04-the-query-is-the-identity.json")
    ubs = next(row for row in rows if "jobs.ubs.com" in row["url"])
    another = {**ubs, "url": ubs["url"].replace("332561", "332562")}
    without_tracker = [{**row, "url": row["url"].split("&gh_src")[0]} for row in rows if "gh_src" in row["url"]]
    assert told(read([*rows, another, *without_tracker])) == {"read": 6, "created": 4, "merged": 2}


def test_05_equal_in_all_but_the_address_are_several_requisitions():
    rows = rows_of("05-several-requisitions.json")
    assert len({(row["company_name"], row["title"], *row["locations"]) for row in rows}) == 1
    assert read(rows).created == len(rows) == 2


def test_06_a_live_row_without_an_address_is_rejected():
    report = read(rows_of("06-no-address.json"))
    assert report.rejected == [{"row": 1, "reason": "It has no address."}, {"row": 2, "reason": "It has no address."}]


def test_06_an_empty_place_is_no_place():
    read(rows_of("06-no-place.json"))
    assert [places_of(posting) for posting in Posting.objects.all()] == [[], []]


def test_07_several_places_in_one_string():
    read(rows_of("07-several-places-in-one.json"))
    double, split = Posting.objects.order_by("pk")
    assert {"new-york", "palo-alto"} <= set(places_of(double))
    assert raws_of(split).count("Mossville") == 1
    assert {"Decatur", "Washington"} <= set(raws_of(split))


def test_08_remote_in_many_spellings():
    read(rows_of("08-remote.json"))
    said = {tuple(raws_of(posting)): posting for posting in Posting.objects.all()}
    assert {posting.workplace for posting in said.values()} == {"remote"}
    assert said["Remote in USA",].remote_countries == ["united-states"]
    assert any(posting.remote_countries == ["canada"] for posting in said.values())


@pytest.mark.parametrize("raw", ["Pal Alto, CA", "Kansas City, MI"])
def test_09_wrong_places_stay_as_written_and_unresolved(raw):
    read(rows_of("09-wrong-places.json"))
    (posting,) = Posting.objects.filter(posting_places__raw=raw)
    fragment = posting.posting_places.get(raw=raw)
    assert fragment.place is None


def test_09_an_odd_order_is_not_wrong():
    read(rows_of("09-wrong-places.json"))
    (posting,) = Posting.objects.filter(posting_places__raw="US, MO, St. Louis")
    assert posting.posting_places.get(raw="US, MO, St. Louis").place.label == "St. Louis, MO"


def test_10_a_list_skips_no_row_for_its_title():
    report = read(rows_of("10-titles-without-the-word.json"))
    assert (report.created, report.skipped) == (3, 0)
    assert Posting.objects.filter(title="Technology Inter").exists()


def test_11_an_update_dated_before_the_posting():
    (row,) = rows_of("11-updated-before-posted.json")
    read([row])
    assert the_posting().published_at.timestamp() == row["date_posted"]


def test_11_an_update_alone_is_no_news():
    (row,) = rows_of("11-updated-before-posted.json")
    read([row])
    assert told(read([{**row, "date_updated": 1760000000}])) == {"read": 1, "unchanged": 1}


def test_13_two_spellings_are_one_employer_and_kin_are_not():
    read(rows_of("13-spellings-of-employers.json"))
    keys = dict(Employer.objects.values_list("name_key", "name"))
    assert keys["tranetechnologies"] == "Trane Technologies"
    assert keys["keyfactor"] == "Keyfactor"
    spellings = {"tiktok": 2, "deshaw": 2, "jpmorganchase": 2, "johnsonandjohnson": 2, "gehealthcare": 2}
    for key, count in spellings.items():
        assert Posting.objects.filter(employer__name_key=key).count() == count, key
    assert "geappliances" in keys
    assert not Employer.objects.exclude(claimed_at=None).exists()


def test_16_an_address_of_379_characters_and_66_places():
    read(rows_of("16-long.json"))
    assert max(len(posting.apply_url) for posting in Posting.objects.all()) == 379
    boeing = by_employer("Boeing")
    assert len(raws_of(boeing)) > 60


def test_17_hidden_rows_are_never_shown():
    rows = rows_of("17-hidden.json")
    assert told(read(rows)) == {"read": 2, "skipped": 2}


def test_17_rows_that_vanish_without_a_flag():
    rows = rows_of("17-before-they-vanished.json")
    live = sum(row["active"] for row in rows)
    read(rows)
    left = [row for row in rows if "intuit" not in row["url"]]
    report = read(left)
    assert report.vanished == report.closed == live - sum(row["active"] for row in left) > 0
    assert Posting.objects.filter(closed_reason="vanished").count() == report.vanished


def test_18_addresses_that_say_nothing_are_kept():
    rows = rows_of("18-addresses-that-say-nothing.json")
    assert read(rows).created == len(rows)
    assert set(Posting.objects.values_list("apply_url", flat=True)) == {row["url"] for row in rows}


@pytest.mark.parametrize(
    ("source", "terms"),
    [
        ("vanshb03-summer2026", {"summer-2026", "fall-2025", "winter-2026", "spring-2026", "fall-2026"}),
        ("another-list", {"summer-2026", "fall", "winter", "spring", "fall-2026"}),
    ],
)
def test_a_season_means_another_year_each_unless_the_title_says_one(source, terms):
    assert sync.run("simplify", source, excerpt("seasons.json"), at=NOON).created == 5
    assert {term for posting in Posting.objects.all() for term in terms_of(posting)} == terms
