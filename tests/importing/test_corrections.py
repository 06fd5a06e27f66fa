"""What a person corrected is kept by every later import; what the source says is kept beside it."""

import pytest

from listings.models import Posting, PostingPlace, PostingTerm, Requirement, Term
from tests.factories import make_place, make_skill
from tests.importing.rows import make_row, places_of, read, skills_of, terms_of, the_posting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]

BEFORE = {"title": "Python Intern", "locations": ["Berlin, Germany"], "season": "Summer"}
AFTER = {"title": "Front-end React Intern", "locations": ["Remote in USA"], "season": "Fall"}


def correct(field):
    posting = the_posting()
    if field == "title":
        posting.title, posting.slug = "Kotlin Intern", "kotlin-intern"
    if field == "role":
        posting.role, posting.role_evidence = "embedded", ""
    if field == "workplace":
        posting.workplace = "hybrid"
    if field == "places":
        PostingPlace.objects.update(place=make_place("paris"), raw="Paris")
    if field == "skills":
        Requirement.objects.update(skill=make_skill("rust"), level="needed")
    if field == "terms":
        PostingTerm.objects.update(term=Term.objects.get_or_create(season="winter", year=2028)[0])
    posting.locked_fields = [field]
    posting.save()


def facets():
    posting = the_posting()
    return {
        "title": posting.title,
        "role": posting.role,
        "workplace": posting.workplace,
        "places": places_of(posting),
        "skills": skills_of(posting),
        "terms": terms_of(posting),
    }


FACETS = ("title", "role", "workplace", "places", "skills", "terms")
SAID_LATER = {
    "title": "Front-end React Intern",
    "role": "front-end",
    "workplace": "remote",
    "places": ["united-states"],
    "skills": ["react"],
    "terms": ["fall"],
}


def test_without_a_correction_the_source_is_followed():
    row = make_row(**BEFORE)
    read([row])
    read([{**row, **AFTER}])
    assert facets() == SAID_LATER


@pytest.mark.parametrize("field", FACETS)
def test_a_correction_stays_and_the_rest_follows(field):
    row = make_row(**BEFORE)
    read([row])
    correct(field)
    corrected = facets()[field]
    assert read([{**row, **AFTER}]).updated == 1
    now = facets()
    assert now[field] == corrected != SAID_LATER[field]
    told_by_the_title = {"role", "skills"} if field == "title" else set()
    for other in set(FACETS) - {field} - told_by_the_title:
        assert now[other] == SAID_LATER[other], other
    assert the_posting().entries.get().raw == [{**row, **AFTER}]


def test_a_corrected_title_tells_role_and_skills():
    row = make_row(**BEFORE)
    read([row])
    correct("title")
    read([{**row, **AFTER}])
    assert skills_of(the_posting()) == ["kotlin"]
    assert Posting.objects.get().slug == "kotlin-intern-acme"
