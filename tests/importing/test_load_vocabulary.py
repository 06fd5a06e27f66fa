import io

import pytest
from django.core.management import call_command
from django.db import connection

from listings.importing import vocabulary_rows
from listings.models import Place, PlaceName, Skill, SkillAlias

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


def writes(table: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id, xmin::text FROM {table} ORDER BY id")
        return cursor.fetchall()


def test_places_stand_under_their_region_and_country():
    berlin, paris = Place.objects.get(slug="berlin"), Place.objects.get(slug="paris-texas-us")
    assert (berlin.kind, berlin.parent.slug, berlin.country) == ("city", "germany", "DE")
    assert (paris.parent.slug, paris.parent.parent.slug) == ("texas-us", "united-states")
    assert Place.objects.count() > 54_000
    assert PlaceName.objects.get(folded="nyc").place.slug == "new-york"


def test_skills_stand_with_their_aliases():
    assert SkillAlias.objects.get(folded="golang").skill.slug == "go"
    assert SkillAlias.objects.get(folded="go").needs_evidence
    assert Skill.objects.get(slug="postgresql").db_model == "sql"


@pytest.mark.parametrize("command", ["load_places", "load_skills"])
def test_loading_again_writes_nothing(command):
    tables = ("listings_place", "listings_placename", "listings_skill", "listings_skillalias")
    before = [writes(table) for table in tables]
    answer = io.StringIO()
    call_command(command, stdout=answer)
    assert "0 rows written" in answer.getvalue()
    assert [writes(table) for table in tables] == before


def test_what_differs_from_the_files_is_put_right():
    Place.objects.filter(slug="berlin").update(population=1)
    PlaceName.objects.create(place=Place.objects.get(slug="berlin"), folded="spree athens of old")
    SkillAlias.objects.filter(folded="golang").delete()
    Skill.objects.filter(slug="go").update(name="Go!")
    assert vocabulary_rows.load_places().written == 2
    assert vocabulary_rows.load_skills().written == 2
    assert Place.objects.get(slug="berlin").population > 3_000_000
    assert not PlaceName.objects.filter(folded="spree athens of old").exists()
    assert SkillAlias.objects.get(folded="golang").skill.name == "Go"


def test_a_place_that_left_the_file_stays_for_the_postings_that_hold_it():
    country = Place.objects.get(slug="germany")
    Place.objects.create(slug="vineta-under", name="Vineta", label="Vineta", kind="city", parent=country, country="DE")
    assert vocabulary_rows.load_places().written == 0
    assert Place.objects.filter(slug="vineta-under").exists()
