"""The demonstration's employers and accounts. Their password is known to everyone: never on a production database."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.apps import apps
from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.models import Group, Permission

from accounts.models import User
from jobboard.demo.plan import load
from listings.importing.employers import name_key
from listings.models import Employer, Membership
from listings.postings import profile
from listings.postings.content import PlaceSaid
from listings.vocabulary import places

PASSWORD = "first-commit-demo"  # noqa: S105 (printed by make run)
MODERATORS = "Moderators"
MODERATOR = "moderator@demo.test"


@dataclass(frozen=True)
class Cast:
    """Employers by slug, users by address, and the owner's id of each employer that has one."""

    employers: dict[str, Employer]
    users: dict[str, User]
    owners: dict[str, int]

    @property
    def moderator(self) -> int:
        return self.users[MODERATOR].pk


def seed(today: date, others: Iterable[tuple[str, str]] = ()) -> Cast:
    """OTHERS are further employers (slug, name) without people, for the larger sizes."""
    told = load("people.toml")
    extra = [
        {"slug": slug, "name": name, "about": "A fictional employer of the demonstration."} for slug, name in others
    ]
    employers = {entry["slug"]: _employer(entry, today) for entry in [*told["employer"], *extra]}
    users = _users(told["account"])
    owners = {}
    for entry in told["account"]:
        if seat := entry.get("seat"):
            user = users[entry["email"]]
            membership = {"user": user, "employer": employers[seat[0]]}
            Membership.objects.get_or_create(**membership, defaults={"role": seat[1]})
            if seat[1] == "owner":
                owners[seat[0]] = user.pk
        if entry.get("moderator"):
            _join(users[entry["email"]], _moderators())
    return Cast(employers, users, owners)


def _employer(entry: dict[str, Any], today: date) -> Employer:
    long_ago = datetime.combine(today - timedelta(days=500), time(9), UTC)
    employer, is_new = Employer.objects.get_or_create(
        slug=entry["slug"],
        defaults={
            "name": entry["name"],
            "name_key": name_key(entry["name"]),
            "about": entry["about"].strip(),
            **{name: entry[name] for name in ("website", "kind", "size", "benefits") if name in entry},
            "claimed_at": long_ago,
            "created_at": long_ago,
            "is_demo": True,
        },
    )
    if is_new:
        found = places.resolve(entry.get("places", [])).fragments
        profile.write_places(employer, tuple(PlaceSaid(f.raw, f.place or "") for f in found))
    return employer


def _users(entries: list[dict[str, Any]]) -> dict[str, User]:
    """Sign-in must work after every run, whatever was tried out; one hash serves all, slow as it is to make."""
    known = {user.email: user for user in User.objects.filter(email__in=[entry["email"] for entry in entries])}
    right = {password for password in {user.password for user in known.values()} if check_password(PASSWORD, password)}
    password = min(right) if right else make_password(PASSWORD)
    for entry in entries:
        email = entry["email"]
        is_staff = entry.get("moderator", False)
        if email not in known:
            known[email] = User.objects.create(email=email, name=entry["name"], password=password, is_staff=is_staff)
        user = known[email]
        if user.password not in {*right, password} or not user.is_active or user.is_staff != is_staff:
            user.password, user.is_active, user.is_staff = password, True, is_staff
            user.save(update_fields=["password", "is_active", "is_staff"])
        EmailAddress.objects.get_or_create(user=user, email=email, defaults={"verified": True, "primary": True})
    return known


def _moderators() -> Group:
    """May see and change what is listed; adding and deleting are left to the verbs and to superusers."""
    group = Group.objects.get_or_create(name=MODERATORS)[0]
    names = [
        f"{action}_{model._meta.model_name}"
        for model in apps.get_app_config("listings").get_models()
        for action in ("view", "change")
    ]
    wanted = Permission.objects.filter(content_type__app_label="listings", codename__in=names)
    if missing := wanted.exclude(group=group):
        group.permissions.add(*missing)
    return group


def _join(user: User, group: Group) -> None:
    if not user.groups.contains(group):
        user.groups.add(group)
