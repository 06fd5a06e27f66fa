"""What the search page adds to a search: all values of a facet, hints, and the line of the last visit."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from listings.models import LastVisit
from tests.factories import make_posting, make_user

pytestmark = pytest.mark.django_db
SKILLS = ("go java python sql rust kotlin ruby php scala swift typescript javascript kafka redis docker").split()


def test_a_long_facet_is_cut_and_opens_whole(client: Client) -> None:
    make_posting(skills=dict.fromkeys(SKILLS, "needed"))
    page = client.get("/internships/").content.decode()
    assert page.count('name="skill"') == 12
    assert 'href="/internships/?all=skill"' in page
    page = client.get("/internships/?all=skill").content.decode()
    assert page.count('name="skill"') == len(SKILLS)
    assert '<input type="hidden" name="all" value="skill">' in page
    assert client.get("/internships/?all=nonsense").status_code == 200


def test_a_question_without_a_word_says_so(client: Client) -> None:
    make_posting()
    page = client.get("/internships/", {"q": "%%%"}).content.decode()
    assert "There is no word to search for in “%%%”." in page
    assert "matching" not in page


def test_graduating_says_what_it_leaves_out(client: Client) -> None:
    make_posting()
    page = client.get("/internships/?graduates=2028-05").content.decode()
    assert "Only postings that state when one may graduate are shown" in page
    assert "Without your graduation: 1" in page


@pytest.mark.parametrize(
    ("ages", "line"),
    [
        ((1, 9), "What stands above is new since then."),
        ((9, 1), "What is marked is new since then."),
        ((8, 9), None),
        ((1, 2), "marked"),
    ],
)
def test_what_is_new_since_the_last_visit(client: Client, ages: tuple[int, int], line: str | None) -> None:
    """AGES are days on this board, of the newer and the older posting by its source's day."""
    now = timezone.now()
    user = make_user()
    LastVisit.objects.create(user=user, seen_at=now - timedelta(days=5))
    for number, age in enumerate(ages):
        published = now - timedelta(days=10 + number)
        make_posting(f"Intern {number}", published_at=published, listed_at=now - timedelta(days=age))
    client.force_login(user)
    page = client.get("/internships/").content.decode()
    page = page.split("<template")[0]
    assert page.count("New: ") == sum(age < 5 for age in ages)
    assert ("You were here" in page) == (line is not None)
    assert line is None or line in page
