"""Reporting a posting, as anybody: the form, the receipt, and how often."""

import re

import pytest
from django.test import Client

from accounts.models import OutgoingMail
from listings.models import PostingReport
from listings.public.views import reporting as views
from tests.cast import make_cast
from tests.factories import make_posting, make_user

pytestmark = pytest.mark.django_db
SCAM = {"reason": "scam", "words": "They want my passport.", "email": ""}


def address(posting) -> str:
    return f"{posting.get_absolute_url()}report/"


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_the_posting_leads_there_and_the_receipt_says_where_it_stands(client: Client) -> None:
    posting = make_posting("Payments Intern")
    assert f'href="{address(posting)}"' in client.get(posting.get_absolute_url()).text
    page = client.get(address(posting))
    assert page.status_code == 200
    assert "Payments Intern" in page.text
    sent = client.post(address(posting), SCAM | {"email": "ann@example.org"})
    assert sent.status_code == 303
    receipt = client.get(sent["Location"])
    report = PostingReport.objects.get()
    assert sent["Location"] == f"/reports/{report.receipt}/"
    assert "Waits for a moderator" in receipt.text
    assert "passport" not in receipt.text
    assert "ann@example.org" not in receipt.text
    assert receipt["X-Robots-Tag"] == "noindex"
    assert OutgoingMail.objects.get().to == "ann@example.org"


def test_an_error_keeps_what_was_typed(client: Client) -> None:
    posting = make_posting()
    page = client.post(address(posting), {"words": "They want my passport.", "email": "nobody"})
    assert page.status_code == 200
    assert "They want my passport." in page.text
    assert 'value="nobody"' in page.text
    assert page.text.count('class="error"') == 2
    assert not PostingReport.objects.exists()


def test_a_signed_in_reader_need_not_type_the_address() -> None:
    posting, student = make_posting(), make_user("student@example.org")
    assert 'value="student@example.org"' in signed_in(student).get(address(posting)).text


def test_a_second_try_shows_the_first_receipt(client: Client) -> None:
    posting = make_posting()
    first = client.post(address(posting), SCAM)["Location"]
    again = client.post(address(posting), SCAM | {"reason": "gone"})["Location"]
    assert again == first
    assert "reported from your network already" in client.get(again).text
    student = signed_in(make_user())
    mine = student.post(address(posting), SCAM)["Location"]
    assert mine != first
    assert student.post(address(posting), SCAM)["Location"] == mine
    assert "You have reported this posting already." in student.get(mine).text


def test_three_students_on_one_campus_network() -> None:
    posting = make_posting()
    for _ in range(3):
        assert signed_in(make_user()).post(address(posting), SCAM).status_code == 303
    posting.refresh_from_db()
    assert posting.status == "in_moderation"
    assert Client().get(posting.get_absolute_url()).status_code == 404
    assert Client().post(address(posting), SCAM).status_code == 404
    receipt = PostingReport.objects.first().receipt
    page = Client().get(f"/reports/{receipt}/").text
    assert posting.title not in page
    assert "off the board" in page


def test_states(client: Client) -> None:
    closed = client.get(address(make_posting(status="closed")))
    assert (closed.status_code, "Closed on" in closed.text) == (200, True)
    gone = client.get(address(make_posting(status="removed", first_published_at="2026-01-01T00:00Z")))
    assert (gone.status_code, "It is gone already" in gone.text) == (410, True)
    assert client.post(address(make_posting(status="draft")), SCAM).status_code == 404


def test_limits_of_a_network_of_an_account_and_of_an_address(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "BY_NETWORK", 3)
    monkeypatch.setattr(views, "BY_ACCOUNT", 1)
    monkeypatch.setattr(views, "BY_ADDRESS", 1)
    student = signed_in(make_user())
    assert student.post(address(make_posting()), SCAM | {"email": "ann@example.org"}).status_code == 303
    assert student.post(address(make_posting()), SCAM).status_code == 429
    assert client.post(address(make_posting()), SCAM | {"email": "a.n.n+x@example.org"}).status_code == 303
    assert OutgoingMail.objects.count() == 1, "to one person, however the address is spelled"
    refused = client.post(address(make_posting()), SCAM)
    assert refused.status_code == 429
    assert refused["Retry-After"]


@pytest.mark.parametrize("who", ["visitor", "student", "recruiter", "reviewer", "rival", "moderator"])
def test_anybody_may(who: str) -> None:
    client = make_cast().client(who)
    posting = make_posting()
    page = client.get(address(posting))
    assert re.search(r'<form class="[^"]*" method="post"', page.text)
    assert client.post(address(posting), SCAM).status_code == 303
    settled = PostingReport.objects.get()
    assert client.get(f"/reports/{settled.receipt}/").status_code == 200
