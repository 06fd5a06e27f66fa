"""`?src=`: from the first page somebody comes to, up to the application; asks for nothing, and no cookie holds it."""

import re
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from applications import drafts
from applications.models import Application, ApplicationDraft
from listings.models import Posting
from listings.public import channel
from tests.applicants import RESUME
from tests.factories import make_employer, make_posting, make_source, make_user

pytestmark = pytest.mark.django_db
HREF = re.compile(r'href="(/[^"#]*)"')


def address(posting: Posting, page: str = "posting") -> str:
    return reverse(page, args=[f"{posting.pk}-{posting.slug}"])


def links(client: Client, page: str, to: str) -> list[str]:
    """Of PAGE, those that lead below TO."""
    response = client.get(page)
    assert response.status_code == 200
    assert not response.cookies
    return [href for href in HREF.findall(response.text) if urlsplit(href).path.startswith(to)]


@pytest.fixture
def board() -> Posting:
    employer = make_employer("Kestrel")
    for _ in range(25):
        make_posting(employer=employer)
    return make_posting("Go Intern", employer=employer, skills={"go": "needed"})


@pytest.mark.parametrize("page", ["/", "/internships/", "/internships/?q=intern&place=berlin", "/employers/kestrel/"])
def test_every_row_carries_it_and_no_page_adds_one(client: Client, board: Posting, page: str) -> None:
    assert not any("src=" in href for href in links(client, page, "/internships/"))
    mark = "&" if "?" in page else "?"
    found = [
        *links(client, f"{page}{mark}src=go-club", "/internships/"),
        *links(client, f"{page}{mark}src=go-club", "/employers/kestrel"),
    ]
    assert found
    plain = {reverse("search")}  # of the head and foot
    assert [href for href in found if "src=go-club" not in href and href not in plain] == []


def test_from_the_search_to_the_form(client: Client, board: Posting) -> None:
    page = client.get(reverse("search"), {"src": "go-club", "skill": "go"})
    assert '<input type="hidden" name="src" value="go-club">' in page.text
    [row] = [
        href
        for href in links(client, f"{reverse('search')}?skill=go&src=go-club", "/internships/")
        if "go-intern" in href
    ]
    [apply, *_more] = [href for href in links(client, row, address(board)) if "/apply/" in href]
    assert apply == f"{address(board, 'apply')}?src=go-club"
    assert '<input type="hidden" name="src" value="go-club">' in client.get(apply).text


def test_to_the_employers_own_site_it_comes_along_no_further(client: Client) -> None:
    posting = make_posting(source=make_source())
    [out, *_more] = [href for href in links(client, f"{address(posting)}?src=a", "/internships/") if "/out/" in href]
    assert out == f"{reverse('out', args=[posting.pk])}?src=a"
    assert client.get(out)["Location"] == posting.apply_url


def test_it_is_no_filter(client: Client, board: Posting) -> None:
    plain, coded = (client.get("/internships.json", {"skill": "go"} | more).json() for more in ({}, {"src": "a"}))
    assert coded["ignored"] == []
    assert coded["total"] == plain["total"] == 1
    assert coded["sentence"] == plain["sentence"]
    assert coded["results"][0]["url"] == f"{plain['results'][0]['url']}?src=a"
    more = client.get("/internships.json", {"src": "a"}).json()
    assert "src=a" in more["next"]
    assert client.get(more["next"]).json()["ignored"] == []


@pytest.mark.parametrize("said", ["Go-Club", "a b", "x" * 41, "é", '"><script>', "a&b"])
def test_what_is_no_code_is_dropped(client: Client, board: Posting, said: str) -> None:
    page = client.get(reverse("search"), {"src": said})
    assert page.status_code == 200
    assert "src=" not in "".join(HREF.findall(page.text))
    assert client.get("/internships.json", {"src": said}).json()["ignored"] == []


def test_a_wrong_slug_keeps_it(client: Client) -> None:
    posting = make_posting()
    response = client.get(f"/internships/{posting.pk}-wrong/?src=a")
    assert response["Location"] == f"{address(posting)}?src=a"


def test_the_first_form_counts(client: Client) -> None:
    posting, user = make_posting(), make_user(name="Noor")
    client.force_login(user)
    sent = {"name": "Noor", "resume_text": RESUME}
    client.post(address(posting, "apply_draft"), sent | {"src": "first"})
    client.post(address(posting, "apply_draft"), sent | {"src": "second"})
    assert ApplicationDraft.objects.get().src == "first"
    client.post(address(posting, "apply"), sent | {"src": "third"})
    assert Application.objects.get().src == "first"


def test_what_is_no_code_is_not_kept(client: Client) -> None:
    client.force_login(make_user(name="Noor"))
    client.post(address(make_posting(), "apply"), {"name": "Noor", "resume_text": RESUME, "src": "No Code"})
    assert Application.objects.get().src == ""


def test_of_a_visitor_until_the_address_is_proven(client: Client) -> None:
    posting = make_posting()
    sent = {"name": "Noor", "email": "noor@campus.example", "resume_text": RESUME, "src": "go-club"}
    wrong = client.post(address(posting, "apply"), sent | {"email": "no address"})
    assert '<input type="hidden" name="src" value="go-club">' in wrong.text
    client.post(address(posting, "apply"), sent)
    draft = drafts.adopt(ApplicationDraft.objects.get(), make_user("noor@campus.example"))
    assert draft.src == "go-club"


def test_nothing_is_carried_from_one_request_to_the_next(client: Client) -> None:
    client.get("/?src=a")
    assert channel.carried.get() == ""
    assert channel.link("/x/") == "/x/"
