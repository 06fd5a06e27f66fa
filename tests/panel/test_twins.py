"""Imported postings that an employer has written itself: suggested, merged by a person, kept apart for good."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import AuditEvent
from listings.importing import merging
from listings.models import Employer, Membership, Posting, TwinRefusal
from listings.search import PostingSearch
from tests.cast import Cast, make_cast
from tests.factories import make_employer, make_posting, make_source

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(settings: object) -> Cast:
    settings.REQUIRE_MFA = False
    made = make_cast()
    Employer.objects.filter(pk=made.employer.pk).update(claimed_at=timezone.now())
    return made


def read_from(cast: Cast, title: str, source: str = "list-one", **more: Any) -> Posting:
    outside = {"apply_kind": "outside", "apply_url": "https://jobs.acme.example/1", **more}
    return make_posting(title, employer=cast.employer, source=make_source(source), **outside)


def at(cast: Cast) -> str:
    return f"/employer/{cast.employer.slug}/twins/"


def decide(cast: Cast, do: str, imported: Posting, native: Posting, who: str = "recruiter") -> Any:
    return cast.client(who).post(at(cast), {"do": do, "imported": imported.pk, "native": native.pk})


@pytest.mark.parametrize(
    ("imported", "native", "is_twin"),
    [
        ({"title": "Back-End Engineer Intern (Summer 2027)"}, {"title": "Backend Engineer Intern"}, True),
        ({"title": "Software Engineering Intern, Payments"}, {"title": "Software Engineering Internship - Payments"}, True),
        ({"title": "Software Engineering Intern, Payments"}, {"title": "Software Engineering Intern, Storage"}, False),
        ({"title": "Data Intern"}, {"title": "Back-end Intern"}, False),
        ({"title": "Back-end Intern", "terms": ("summer-2027",)}, {"title": "Back-end Intern", "terms": ("fall-2027",)}, False),
        ({"title": "Back-end Intern", "terms": ("summer-2027",)}, {"title": "Back-end Intern"}, True),
        ({"title": "Back-end Intern", "places": ("berlin",)}, {"title": "Back-end Intern", "places": ("denver",)}, False),
        ({"title": "Anything"}, {"title": "Other", "apply_kind": "outside",
                                 "apply_url": "https://www.jobs.acme.example/1/apply?utm_source=x"}, True),
        ({"title": "Intern"}, {"title": "Internship"}, False),
    ],
    ids=range(9),
)  # fmt: skip
def test_what_is_suggested(cast: Cast, imported: dict[str, Any], native: dict[str, Any], is_twin: bool) -> None:
    one = read_from(cast, imported.pop("title"), **imported)
    own = make_posting(native.pop("title"), employer=cast.employer, **native)
    found = merging.suggestions(cast.employer.pk)
    assert [(pair.imported.pk, pair.native.pk) for pair in found] == ([(one.pk, own.pk)] if is_twin else [])
    assert all(pair.reasons and all(reason.endswith(".") for reason in pair.reasons) for pair in found)


def test_only_what_is_open_and_of_this_employer(cast: Cast) -> None:
    own = make_posting("Back-end Intern", employer=cast.employer, status="draft")
    read_from(cast, "Back-end Intern")
    rival = make_employer("Rival & Sons")
    make_posting("Back-end Intern", employer=rival)
    assert merging.suggestions(cast.employer.pk) == []
    Posting.objects.filter(pk=own.pk).update(
        status="published", published_at=timezone.now(), first_published_at=timezone.now()
    )
    assert len(merging.suggestions(cast.employer.pk)) == 1
    assert merging.suggestions(rival.pk) == []


def test_merging_closes_the_imported_one_and_leads_to_ours(cast: Cast) -> None:
    one, own = read_from(cast, "Back-end Intern"), make_posting("Back-end Intern", employer=cast.employer)
    page = cast.client("recruiter").get(at(cast)).content.decode()
    assert "The titles say the same." in page
    assert decide(cast, "merge", one, own).status_code == 302
    one.refresh_from_db()
    assert (one.status, one.closed_reason, one.merged_into_id) == ("closed", "merged", own.pk)
    assert [card.id for card in PostingSearch({"role": ["all"]}).results] == [own.pk]
    assert own.get_absolute_url() in Client().get(one.get_absolute_url()).content.decode()
    assert AuditEvent.objects.filter(code="posting.close").count() == 1
    late = cast.client("recruiter").post(at(cast), {"do": "merge", "imported": one.pk, "native": own.pk}, follow=True)
    assert "can no longer be merged" in late.content.decode()
    assert AuditEvent.objects.filter(code="posting.close").count() == 1


def test_kept_apart_is_not_asked_again(cast: Cast) -> None:
    one, own = read_from(cast, "Back-end Intern"), make_posting("Back-end Intern", employer=cast.employer)
    for _time in range(2):
        decide(cast, "apart", one, own)
    assert TwinRefusal.objects.count() == 1
    assert merging.suggestions(cast.employer.pk) == []
    assert Posting.objects.get(pk=one.pk).status == "published"
    assert "Nothing here looks like" in cast.client("recruiter").get(at(cast)).content.decode()


def test_others_merge_nothing(cast: Cast) -> None:
    one, own = read_from(cast, "Back-end Intern"), make_posting("Back-end Intern", employer=cast.employer)
    other = make_posting("Back-end Intern", employer=make_employer("Other"))
    assert decide(cast, "merge", one, own, "rival").status_code == 404
    assert decide(cast, "merge", one, own, "reviewer").status_code == 403
    for imported, native in ((one, other), (other, own), (own, own), (own, one)):
        decide(cast, "merge", imported, native)
    for said in ({}, {"imported": "x", "native": "9" * 40}, {"do": "merge", "imported": "²"}):
        assert cast.client("recruiter").post(at(cast), said).status_code == 302
    assert set(Posting.objects.values_list("status", flat=True)) == {"published"}
    assert not TwinRefusal.objects.exists()


def test_as_many_statements_for_one_as_for_many(cast: Cast, django_assert_num_queries: Any) -> None:
    read_from(cast, "Back-end Intern", terms=("summer-2027",), places=("berlin",))
    make_posting("Back-end Intern", employer=cast.employer, terms=("summer-2027",))
    with django_assert_num_queries(9):
        assert len(merging.suggestions(cast.employer.pk)) == 1
    for n in range(3):
        read_from(cast, f"Back-end Intern {n}", f"list-{n}", terms=("summer-2027",), places=("berlin",))
    with django_assert_num_queries(9):
        assert len(merging.suggestions(cast.employer.pk)) == 4


def test_the_seat_is_asked_not_the_page(cast: Cast) -> None:
    one, own = read_from(cast, "Back-end Intern"), make_posting("Back-end Intern", employer=cast.employer)
    seat = Membership.objects.get(employer=cast.employer, role="reviewer")
    with pytest.raises(Exception, match="merge"):
        merging.merge(seat, one.pk, own.pk)
