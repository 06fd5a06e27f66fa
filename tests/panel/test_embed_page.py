"""Where an employer says who may frame its postings, and finds the lines to copy."""

import re
from html import unescape
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import AuditEvent
from listings.models import Employer, Membership
from listings.postings import profile
from tests.cast import Cast, make_cast
from tests.factories import make_member, make_posting

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(settings: object) -> Cast:
    settings.REQUIRE_MFA = False
    return make_cast()


def at(cast: Cast) -> str:
    return f"/employer/{cast.employer.slug}/embed/"


def hosts_of(cast: Cast) -> list[str]:
    return Employer.objects.get(pk=cast.employer.pk).embed_hosts


def seen(cast: Cast) -> str:
    return profile.hosts_digest(Employer.objects.get(pk=cast.employer.pk))


def save(cast: Cast, hosts: str, who: str = "recruiter", **said: Any) -> Any:
    return cast.client(who).post(at(cast), {"seen": seen(cast), "hosts": hosts, **said})


def lines(cast: Cast) -> dict[str, str]:
    page = cast.client("recruiter").get(at(cast)).text
    return {name: unescape(text) for name, text in re.findall(r'id="copy-(\w+)"[^>]*>([^<]*)</textarea>', page)}


def test_from_the_form_to_the_policy_of_the_frame(cast: Cast) -> None:
    assert save(cast, "https://Careers.Acme.example/jobs\n\n*.acme.example\ncareers.acme.example").status_code == 302
    assert hosts_of(cast) == ["careers.acme.example", "*.acme.example"]
    policy = Client().get(f"/embed/{cast.employer.slug}/")["Content-Security-Policy"]
    assert "frame-ancestors 'self' https://careers.acme.example https://*.acme.example" in policy
    assert ">\ncareers.acme.example\n*.acme.example</textarea>" in cast.client("recruiter").get(at(cast)).text
    assert AuditEvent.objects.filter(code="employer.embed").count() == 1
    assert save(cast, " ").status_code == 302
    assert hosts_of(cast) == []


def test_each_line_that_is_no_site_is_told_and_nothing_is_lost(cast: Cast) -> None:
    save(cast, "a.example")
    late = save(cast, "careers.acme.example\nhttp://acme.example\nlocalhost; script-src *")
    assert late.status_code == 422
    for wrong in (
        "“http://acme.example” is no name",
        "“localhost” is no name",
        "“script-src” is no name",
        "“*” is no name",
    ):
        assert wrong in late.text
    assert "careers.acme.example\nhttp://acme.example" in late.text.replace("\r", "")
    assert f'name="seen" value="{seen(cast)}"' in late.text
    assert "At most 10 sites" in save(cast, "\n".join(f"a{n}.example" for n in range(11))).text
    assert save(cast, "x" * 5000).status_code == 422
    assert hosts_of(cast) == ["a.example"]


def test_the_lines_to_copy(cast: Cast, settings: Any) -> None:
    settings.SITE_URL = "https://jobs.example.org"
    Employer.objects.filter(pk=cast.employer.pk).update(name='A "C" & <me>')
    posting, slug = make_posting(employer=cast.employer, role="front-end"), cast.employer.slug
    said = lines(cast)
    assert said["frame"].startswith(
        f'<iframe src="https://jobs.example.org/embed/{slug}/" title="Internships at A &quot;C'
    )
    assert "<me>" not in said["frame"]
    assert said["link"] == f"https://jobs.example.org/employers/{slug}/?src=careers"
    addresses = [re.search(r'src="([^"]*)', said["frame"])[1], *(said[name] for name in ("link", "json", "atom"))]  # type: ignore[index]
    for address in addresses:
        got = Client().get(address.removeprefix("https://jobs.example.org"))
        assert got.status_code == 200, address
        assert posting.get_absolute_url() in got.text, address
    assert Client().get(said["xml"].removeprefix("https://jobs.example.org")).status_code == 200


def test_the_second_of_two_is_told(cast: Cast) -> None:
    before = seen(cast)
    save(cast, "theirs.example")
    late = save(cast, "mine.example", seen=before)
    assert late.status_code == 409
    assert "Somebody else has changed these sites" in late.text
    assert "<code>theirs.example</code>" in late.text
    assert "mine.example</textarea>" in late.text
    assert hosts_of(cast) == ["theirs.example"]
    again = re.search(r'name="seen" value="(\w+)"', late.text)[1]  # type: ignore[index]
    assert save(cast, "mine.example", seen=again).status_code == 302
    assert hosts_of(cast) == ["mine.example"]


@pytest.mark.django_db(transaction=True)
def test_two_at_once_do_one(cast: Cast) -> None:
    user = make_member(cast.employer, "owner")
    seat = Membership.objects.select_related("employer", "user").get(user=user)
    before, both, told = seen(cast), Barrier(2), []

    def write(host: str) -> None:
        try:
            both.wait()
            profile.embed(seat, (host,), seen=before)
            told.append(host)
        except profile.Stale:
            told.append("stale")
        finally:
            connection.close()

    threads = [Thread(target=write, args=(host,)) for host in ("one.example", "two.example")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told)[1:] == ["stale"] or sorted(told)[:1] == ["stale"]
    assert hosts_of(cast)[0] in told


def test_sites_and_profile_do_not_disturb_each_other(cast: Cast) -> None:
    digest = profile.Profile.of(cast.employer).digest
    save(cast, "a.example")
    seat = Membership.objects.select_related("employer", "user").get(user=cast.people["recruiter"])
    profile.change(seat, profile.Profile(about="We keep ledgers."), seen=digest)
    assert hosts_of(cast) == ["a.example"]


def test_a_rival_and_a_reviewer_change_nothing(cast: Cast) -> None:
    assert save(cast, "evil.example", "rival").status_code == 404
    assert save(cast, "evil.example", "reviewer").status_code == 403
    assert hosts_of(cast) == []


def test_reached_from_the_profile_and_the_postings(cast: Cast) -> None:
    for page in ("profile", "postings"):
        assert f'href="{at(cast)}"' in cast.client("recruiter").get(f"/employer/{cast.employer.slug}/{page}/").text


def test_ten_sites_cost_no_more_statements_than_none(cast: Cast) -> None:
    client = cast.client("recruiter")

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(at(cast)).status_code == 200
        return len(queries)

    none = asked()
    for number in range(3):
        make_posting(f"Intern {number}", employer=cast.employer, published_at=timezone.now())
    save(cast, "\n".join(f"a{n}.example" for n in range(10)))
    client.get(at(cast))  # reads what was said after saving
    assert asked() <= none <= 8
