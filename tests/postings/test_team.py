"""Seats at an employer: founded, claimed, invited, changed and left."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone

from accounts.models import AuditEvent, User
from listings.models import Employer, EmployerClaim, Invitation, Membership
from listings.models.choices import MembershipRole
from listings.postings import team
from tests.factories import make_employer, make_member, make_user

pytestmark = pytest.mark.django_db


def seat(employer: Employer, role: str = "owner") -> Membership:
    return Membership.objects.select_related("employer", "user").get(user=make_member(employer, role))


def at_once(*calls: Callable[[], Any]) -> list[Any]:
    """What each gave or raised, all begun together on connections of their own."""
    barrier = threading.Barrier(len(calls))
    answers: list[Any] = [None] * len(calls)

    def run(number: int) -> None:
        try:
            barrier.wait(10)
            answers[number] = calls[number]()
        except Exception as error:
            answers[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(n,)) for n in range(len(calls))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    return answers


def test_who_founds_an_employer_owns_it() -> None:
    user = make_user()
    employer = team.found("Acme GmbH", "https://acme.example", name_key="acmegmbh", by=user)
    assert (employer.slug, employer.verified_at) == ("acme-gmbh", None)
    assert employer.claimed_at
    assert Membership.objects.get().role == "owner"
    with pytest.raises(team.NameTaken) as told:
        team.found("ACME GmbH", "", name_key="acmegmbh", by=make_user())
    assert told.value.employer == employer
    assert team.found("Acme, GmbH", "", name_key="other", by=user).slug == "acme-gmbh-2"


def test_a_slug_is_found_for_every_name() -> None:
    assert team.free_slug("New", set()) == "new-2"
    assert team.free_slug("日立", {"employer"}) == "employer-2"
    long = "a" * 79 + " b"
    assert team.free_slug(long, set()) == "a" * 79
    assert team.free_slug(long, {"a" * 79}) == "a" * 78 + "-2"


@pytest.mark.django_db(transaction=True)
def test_two_names_of_one_slug_founded_at_once_are_two_employers() -> None:
    names = ["Acme!", "Acme?", "Acme.", "Acme;"]

    def founded(name: str, key: str) -> Callable[[], str]:
        by = make_user()
        return lambda: team.found(name, "", name_key=key, by=by).slug

    made = at_once(*(founded(name, f"key{number}") for number, name in enumerate(names)))
    assert sorted(made) == ["acme", "acme-2", "acme-3", "acme-4"]
    [one, other] = at_once(founded("Beta", "beta"), founded("Beta", "beta"))
    assert {type(one), type(other)} == {str, team.NameTaken}


def test_an_unclaimed_employer_is_claimed_once_a_person() -> None:
    employer, user = make_employer(), make_user()
    assert team.claim(employer, by=user) == team.claim(employer, by=user)
    team.claim(employer, by=make_user())
    assert EmployerClaim.objects.count() == 2
    assert not Membership.objects.exists()
    owner = make_member(employer, "owner")
    with pytest.raises(team.NameTaken):
        team.claim(employer, by=user)
    assert team.ask_for_seat(employer, by=user)
    User.objects.filter(pk=owner.pk).update(is_active=False)
    assert team.claim(employer, by=user).decided_at is None
    assert not team.ask_for_seat(employer, by=user)


def test_an_invitation_is_good_once_for_seven_days(time_machine: Any) -> None:
    owner = seat(make_employer())
    made, token = team.invite(owner, "new@example.org", MembershipRole.RECRUITER)
    assert token not in str(Invitation.objects.values())
    assert team.by_token(token) == made
    assert team.by_token(token + "x") is None
    new = team.accept(made, by=make_user())
    assert (new.role, new.employer_id) == ("recruiter", owner.employer_id)
    assert team.by_token(token) is None
    with pytest.raises(team.Spent):
        team.accept(made, by=make_user())
    late, token = team.invite(owner, "late@example.org", MembershipRole.REVIEWER)
    time_machine.move_to(timezone.now() + timedelta(days=7, seconds=1))
    assert team.by_token(token) is None
    with pytest.raises(team.Spent):
        team.accept(late, by=make_user())


def test_a_second_invitation_ends_the_first_and_withdrawing_ends_both() -> None:
    owner = seat(make_employer())
    _first, old = team.invite(owner, "new@example.org", MembershipRole.REVIEWER)
    second, token = team.invite(owner, "New@Example.org", MembershipRole.REVIEWER)
    assert team.by_token(old) is None
    assert team.by_token(token) == second
    assert not team.withdraw(seat(make_employer()), second.pk)
    assert not team.withdraw(seat(owner.employer, "recruiter"), second.pk)
    assert team.withdraw(owner, second.pk)
    assert team.by_token(token) is None
    assert not team.withdraw(owner, second.pk)


def test_of_a_suspended_employer_no_invitation_is_good() -> None:
    owner = seat(make_employer())
    made, token = team.invite(owner, "new@example.org", MembershipRole.REVIEWER)
    Employer.objects.update(suspended_at=timezone.now())
    assert team.by_token(token) is None
    with pytest.raises(team.Spent):
        team.accept(made, by=make_user())


@pytest.mark.parametrize("role", MembershipRole)
@pytest.mark.parametrize("offered", MembershipRole)
def test_who_may_offer_which_seat(role: MembershipRole, offered: MembershipRole) -> None:
    mine = seat(make_employer(), role)
    if role == "owner" or (role, offered) == ("recruiter", "reviewer"):
        assert team.invite(mine, "a@example.org", offered)
    else:
        with pytest.raises(PermissionDenied):
            team.invite(mine, "a@example.org", offered)


def test_an_invitation_takes_nothing_from_who_sits_higher() -> None:
    owner = seat(make_employer())
    other = seat(owner.employer)
    made, _token = team.invite(owner, other.user.email, MembershipRole.REVIEWER)
    assert team.accept(made, by=other.user).role == "owner"
    low = seat(owner.employer, "reviewer")
    made, _token = team.invite(owner, low.user.email, MembershipRole.RECRUITER)
    assert team.accept(made, by=low.user).role == "recruiter"


def test_the_last_owner_stays() -> None:
    owner = seat(make_employer())
    other = seat(owner.employer, "recruiter")
    for leave in (lambda: team.remove(owner, owner), lambda: team.set_role(owner, owner, MembershipRole.RECRUITER)):
        with pytest.raises(team.LastOwner):
            leave()
    team.set_role(owner, other, MembershipRole.OWNER)
    team.remove(owner, owner)
    assert list(Membership.objects.values_list("user", "role")) == [(other.user_id, "owner")]
    assert set(AuditEvent.objects.values_list("code", flat=True)) == {"employer.set_role", "employer.leave"}


def test_only_owners_change_the_team_and_only_their_own() -> None:
    owner = seat(make_employer())
    recruiter, rival = seat(owner.employer, "recruiter"), seat(make_employer())
    with pytest.raises(PermissionDenied):
        team.remove(recruiter, owner)
    with pytest.raises(PermissionDenied):
        team.set_role(recruiter, recruiter, MembershipRole.OWNER)
    with pytest.raises(Membership.DoesNotExist):
        team.remove(rival, recruiter)
    team.remove(recruiter, recruiter)
    assert Membership.objects.filter(employer=owner.employer).count() == 1


def test_who_was_owner_when_the_page_opened_and_is_no_longer_changes_nobody() -> None:
    owner = seat(make_employer())
    was, other = seat(owner.employer), seat(owner.employer, "recruiter")
    team.set_role(owner, Membership.objects.get(pk=was.pk), MembershipRole.RECRUITER)
    assert was.role == "owner"
    with pytest.raises(PermissionDenied):
        team.remove(was, other)
    with pytest.raises(PermissionDenied):
        team.set_role(was, was, MembershipRole.OWNER)
    team.remove(owner, other)
    with pytest.raises(Membership.DoesNotExist):
        team.remove(owner, other)


@pytest.mark.django_db(transaction=True)
def test_at_once_one_invitation_seats_one_and_one_owner_stays() -> None:
    owner = seat(make_employer())
    made, _token = team.invite(owner, "new@example.org", MembershipRole.OWNER)
    users = [make_user(), make_user()]
    answers = at_once(*(lambda user=user: team.accept(made, by=user) for user in users))
    assert sorted(type(answer).__name__ for answer in answers) == ["Membership", "Spent"]
    new = next(answer for answer in answers if isinstance(answer, Membership))
    answers = at_once(lambda: team.remove(owner, owner), lambda: team.remove(new, new))
    assert sorted(type(answer).__name__ for answer in answers) == ["LastOwner", "NoneType"]
    assert Membership.objects.filter(employer=owner.employer, role="owner").count() == 1
