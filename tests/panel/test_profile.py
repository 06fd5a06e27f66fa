"""What an employer says of itself: written in the panel, read on the public page."""

from pathlib import Path
from threading import Barrier, Thread
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.utils import timezone

from accounts.models import AuditEvent
from listings.models import Employer, EmployerPlace, Membership
from listings.postings import profile
from listings.postings.content import PlaceSaid
from listings.postings.profile import Profile
from tests.cast import Cast, make_cast
from tests.factories import make_member, make_posting
from tests.postings.test_logos import picture

pytestmark = pytest.mark.django_db
SAID = {
    "about": "We keep *ledgers*.\n\n- Four teams\n- <script>alert(1)</script>",
    "website": "https://acme.example/jobs",
    "kind": "for-profit",
    "size": "51-200",
    "recruits_for_others": "on",
    "places": "Berlin, Germany\nZzyzx Valley",
    "benefits": "Housing for the summer\n\u200b\nTravel paid & more\nHousing for the summer",
}


@pytest.fixture
def cast(settings: object, tmp_path: Path) -> Cast:
    settings.REQUIRE_MFA = False
    settings.MEDIA_ROOT = str(tmp_path)
    made = make_cast()
    Employer.objects.filter(pk=made.employer.pk).update(claimed_at=timezone.now())
    made.employer.refresh_from_db()
    return made


def at(cast: Cast) -> str:
    return f"/employer/{cast.employer.slug}/profile/"


def seen(cast: Cast) -> str:
    return Profile.of(Employer.objects.get(pk=cast.employer.pk)).digest


def save(cast: Cast, who: str = "recruiter", **said: Any) -> Any:
    return cast.client(who).post(at(cast), {"seen": seen(cast), **SAID, **said})


def logo(data: bytes, name: str = "logo.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, content_type="image/png")


def test_from_the_form_to_the_public_page(cast: Cast) -> None:
    posting = make_posting(employer=cast.employer)
    assert save(cast, logo=logo(picture("JPEG"))).status_code == 302
    employer = Employer.objects.get(pk=cast.employer.pk)
    assert employer.benefits == ["Housing for the summer", "Travel paid & more"]
    html = Client().get(employer.get_absolute_url()).content.decode()
    for words in ("<em>ledgers</em>", "<li>Four teams</li>", "A business", "51 to 200 people", "An agency",
                  "Travel paid &amp; more", "Zzyzx Valley", "Berlin", "acme.example", f"/logos/{employer.logo}"):  # fmt: skip
        assert words in html, words
    assert "<script>alert" not in html
    assert "agency" in Client().get(posting.get_absolute_url()).content.decode()
    again = cast.client("recruiter").get(at(cast)).content.decode()
    for words in ("Zzyzx Valley", "Travel paid &amp; more", "We keep *ledgers*.", "51-200"):
        assert words in again
    assert AuditEvent.objects.filter(code="employer.change").count() == 1


def test_the_logo_is_ours_and_public_while_it_is_shown(cast: Cast) -> None:
    save(cast, logo=logo(picture("WEBP"), "evil.html"))
    first = Employer.objects.get(pk=cast.employer.pk).logo
    got = Client().get(f"/logos/{first}")
    assert got["Content-Type"] == "image/png"
    assert got["X-Content-Type-Options"] == "nosniff"
    assert got.content.startswith(b"\x89PNG")
    assert not got.cookies
    save(cast)
    assert Employer.objects.get(pk=cast.employer.pk).logo == first
    save(cast, logo=logo(picture()))
    assert Client().get(f"/logos/{first}").status_code == 404
    second = Employer.objects.get(pk=cast.employer.pk).logo
    Employer.objects.filter(pk=cast.employer.pk).update(suspended_at=timezone.now())
    assert Client().get(f"/logos/{second}").status_code == 404
    Employer.objects.filter(pk=cast.employer.pk).update(suspended_at=None)
    save(cast, remove_logo="on")
    assert Employer.objects.get(pk=cast.employer.pk).logo == ""
    assert Client().get(f"/logos/{second}").status_code == 404


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("about", "x" * 5001, "5000"),
        ("website", "javascript:alert(1)", "website"),
        ("website", "ftp://acme.example", "https://"),
        ("website", "https://google.com@evil.example/", "names nobody before the site"),
        ("kind", "a-cult", "a-cult"),
        ("size", "7", "7"),
        ("benefits", "\n".join(f"Benefit {n}" for n in range(13)), "At most 12"),
        ("benefits", "y" * 121, "longer than 120"),
        ("places", "\n".join(f"Place {n}" for n in range(70)), "At most"),
        ("logo", logo(b"<svg/>"), "no PNG, JPEG or WebP"),
        ("logo", logo(picture() + bytes(1024 * 1024)), "larger than 1 MB"),
        ("logo", logo(picture(size=(5000, 10))), "5000 × 10"),
    ],
    ids=range(12),
)
def test_bad_input_is_told_and_loses_nothing(cast: Cast, field: str, value: Any, words: str) -> None:
    answer = save(cast, **{field: value})
    assert answer.status_code == 422
    html = answer.content.decode()
    assert words in html
    assert 'class="error"' in html
    if field != "about":
        assert "We keep *ledgers*." in html
    assert Employer.objects.get(pk=cast.employer.pk).about == ""


def test_the_second_of_two_is_told(cast: Cast) -> None:
    before = seen(cast)
    save(cast)
    late = save(cast, seen=before, about="Something else")
    assert late.status_code == 409
    html = late.content.decode()
    assert "Somebody else has saved" in html
    assert "Something else" in html
    assert "We keep *ledgers*." in html
    assert "Housing for the summer" in html
    assert Employer.objects.get(pk=cast.employer.pk).about == SAID["about"]
    assert save(cast, about="Something else").status_code == 302


@pytest.mark.django_db(transaction=True)
def test_two_at_once_do_one(cast: Cast) -> None:
    seat = Membership.objects.select_related("employer", "user").get(
        user=make_member(cast.employer, "owner"), employer=cast.employer
    )
    before, both, told = seen(cast), Barrier(2), []

    def write(words: str) -> None:
        try:
            both.wait()
            profile.change(seat, Profile(about=words, places=(PlaceSaid("Bonn"),)), seen=before)
            told.append(words)
        except profile.Stale:
            told.append("stale")
        finally:
            connection.close()

    threads = [Thread(target=write, args=(words,)) for words in ("one", "two")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert told.count("stale") == 1
    assert Employer.objects.get(pk=cast.employer.pk).about in told
    assert EmployerPlace.objects.filter(employer=cast.employer).count() == 1


def test_another_site_ends_a_verification(cast: Cast) -> None:
    Employer.objects.filter(pk=cast.employer.pk).update(verified_at=timezone.now(), website="https://www.acme.example")
    save(cast, website="https://acme.example/careers")
    assert Employer.objects.get(pk=cast.employer.pk).verified_at
    save(cast, website="https://acne.example")
    assert Employer.objects.get(pk=cast.employer.pk).verified_at is None


def test_a_rival_and_a_reviewer_change_nothing(cast: Cast) -> None:
    assert save(cast, "rival").status_code == 404
    assert save(cast, "reviewer").status_code == 403
    assert Employer.objects.get(pk=cast.employer.pk).about == ""


def test_what_nobody_has_claimed_says_nothing_of_itself(cast: Cast) -> None:
    Employer.objects.filter(pk=cast.employer.pk).update(claimed_at=None)
    assert "People in" not in Client().get(cast.employer.get_absolute_url()).content.decode()
