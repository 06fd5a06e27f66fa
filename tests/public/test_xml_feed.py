"""What aggregators read: well-formed whatever the words hold, and only what may be spread."""

from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from listings.public import xml_feed
from listings.public.views import machines
from tests.factories import make_complete_posting, make_employer, make_posting, make_source

pytestmark = pytest.mark.django_db
NOON = datetime(2027, 3, 1, 12, 20, tzinfo=UTC)


def jobs(client: Client, query: str = "") -> list[dict[str, str]]:
    response = client.get(f"/feeds/postings.xml{query}")
    assert response.status_code == 200
    assert response["Content-Type"].startswith("application/xml")
    root = ElementTree.fromstring(response.getvalue())
    assert root.tag == "source"
    return [{field.tag: field.text or "" for field in job} for job in root.iter("job")]


def test_every_field(client: Client) -> None:
    posting = make_complete_posting(employer=make_employer("Kestrel & Sons"))
    [job] = jobs(client)
    assert job["title"] == posting.title
    assert job["referencenumber"] == str(posting.pk)
    assert job["url"] == f"http://localhost:8000{posting.get_absolute_url()}?src=feed"
    assert job["company"] == "Kestrel & Sons"
    assert (job["city"], job["state"], job["country"]) == ("New York", "New York", "US")
    assert "<strong>two lines</strong>" in job["description"]
    assert job["salary"] == "$42–46 an hour"
    assert job["jobtype"] == "internship"
    assert job["category"] == "Back-end"
    assert job["remotetype"] == "Hybrid remote"
    assert job["date"].endswith("GMT")
    assert job["expirationdate"].endswith("GMT")


def test_what_is_not_known_is_not_there(client: Client) -> None:
    make_posting()
    [job] = jobs(client)
    assert {"city", "country", "salary", "expirationdate", "remotetype"}.isdisjoint(job)


def test_hostile_words_stay_words(client: Client) -> None:
    title, about = "Intern ]]> <b>\x0b\x00x</b>".replace("\x00", "\ufffe"), "a ]]> b\x0c <script>alert(1)</script> ]]>"
    make_posting(title, body=about, summary="\x1b[31m & < ]]>", employer=make_employer("]]><job>"))
    [job] = jobs(client)
    assert job["title"] == "Intern ]]> <b>x</b>"
    assert job["company"] == "]]><job>"
    assert "<script" not in job["description"]
    assert "]]&gt;" in job["description"]


def test_only_what_an_employer_has_a_hand_in_and_takes_applications(client: Client) -> None:
    now = timezone.now()
    native = make_posting()
    claimed = make_posting(source=make_source(), employer=make_employer(claimed_at=now))
    make_posting(source=make_source())
    make_posting(opens_at=now + timedelta(days=1))
    make_posting(status="closed")
    make_posting(employer=make_employer(suspended_at=now))
    assert [job["referencenumber"] for job in jobs(client)] == [str(native.pk), str(claimed.pk)]


def test_the_feeds_own_code(client: Client) -> None:
    make_posting()
    assert jobs(client, "?src=aggregator-one")[0]["url"].endswith("?src=aggregator-one")
    assert jobs(client, "?src=No Code")[0]["url"].endswith("?src=feed")


def test_an_unchanged_feed_is_not_sent_again(client: Client) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        make_posting()
        first = client.get("/feeds/postings.xml")
        known = {"If-None-Match": first["ETag"]}
        assert first["Last-Modified"] == "Mon, 01 Mar 2027 12:00:00 GMT"
        assert client.get("/feeds/postings.xml", headers=known).status_code == 304
        assert (
            client.get("/feeds/postings.xml", headers={"If-Modified-Since": first["Last-Modified"]}).status_code == 304
        )
        make_posting()
        assert client.get("/feeds/postings.xml", headers=known).status_code == 200
        again = {"If-None-Match": client.get("/feeds/postings.xml")["ETag"]}
        clock.move_to(NOON + timedelta(hours=1))
        assert client.get("/feeds/postings.xml", headers=again).status_code == 200


def test_in_chunks(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml_feed, "CHUNK", 2)
    made = [make_posting() for _ in range(5)]
    assert [job["referencenumber"] for job in jobs(client)] == [str(posting.pk) for posting in made]
    assert len(list(xml_feed.write(timezone.now(), "feed"))) == 7  # head, three chunks, end


def test_one_network_takes_it_whole_only_so_often(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machines, "WHOLE_FEEDS", 1)
    make_posting()
    first = client.get("/feeds/postings.xml")
    assert first.status_code == 200
    assert client.get("/feeds/postings.xml").status_code == 429
    again = client.get("/feeds/postings.xml", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
