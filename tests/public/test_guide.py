"""The guide: themes joined to live counts, each a link to exactly what it counts."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from listings.public import guide_counts
from listings.vocabulary import taxonomy
from tests.factories import make_complete_posting, make_posting, make_source
from tests.public.following import assert_counts_lead_to_what_they_count

pytestmark = pytest.mark.django_db


def test_every_number_leads_to_what_it_counts(client: Client) -> None:
    make_complete_posting()
    make_posting("Mobile", role="mobile", skills={"git": "needed", "sql": "nice"}, visa=["sponsors"])
    make_posting("Listed", source=make_source(), role="general-software")
    make_posting("Over", status="closed", skills={"git": "needed"})
    queries = assert_counts_lead_to_what_they_count(client, "/guide/")
    asked = ["role=all&skill=git", "role=back-end", "role=all&visa=not-stated", "role=all&apply=here"]
    assert set(asked) <= set(queries)
    text = client.get("/guide/").content.decode()
    assert "of 3 open internships in software, 2 of which name a skill" in text
    assert "See 2 internships" in text  # the search page shows the default scope


def test_a_guide_without_postings_has_no_numbers(client: Client) -> None:
    answer = client.get("/guide/")
    assert answer.status_code == 200
    assert not answer.cookies
    assert 'class="shares"' not in answer.content.decode()


def test_it_names_only_skills_we_have() -> None:
    for wanted in guide_counts.THEMES.values():
        for label, facet, value in wanted:
            assert label()
            assert facet != "skill" or value in taxonomy.skills()


def test_few_queries_whatever_there_is(client: Client) -> None:
    make_complete_posting()
    with CaptureQueriesContext(connection) as one:
        client.get("/guide/")
    for _number in range(3):
        make_complete_posting()
    with CaptureQueriesContext(connection) as three:
        client.get("/guide/")
    assert len(three) == len(one) <= 4
    assert guide_counts.context(timezone.now())["total"] == "4"
