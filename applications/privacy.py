"""Erasing a person as the models declare it (accounts.privacy): all of it or nothing, files when that is certain."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from graphlib import TopologicalSorter
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.auth import SESSION_KEY
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts import audit, limits, privacy
from accounts.models import OutgoingMail, User
from accounts.privacy import DELETE, Privacy
from applications import applying, resume_files
from applications.models import Application, Resume, Student
from listings.models import Employer, Membership
from listings.models.choices import MembershipRole
from listings.postings import tally


class LastOwner(Exception):
    """Nobody else could run these employers; the message is a sentence for the person."""

    def __init__(self, employers: list[Employer]) -> None:
        self.employers = employers
        names = ", ".join(employer.name for employer in employers)
        super().__init__(
            _(
                "You are the only owner of %(names)s. Make somebody else an owner first, or write to us, so that the"
                " applications there are not left without anybody who may answer them."
            )
            % {"names": names}
        )


@dataclass(frozen=True)
class Found:
    """Rows that one declaration finds of a person."""

    model: type[models.Model]
    declared: Privacy
    pks: list[Any]

    @property
    def label(self) -> str:
        return self.model._meta.label_lower


@dataclass(frozen=True)
class Erased:
    """By model: rows that go, and rows that stay without the person."""

    deleted: Counter[str]
    emptied: Counter[str]


def addresses(user: User) -> set[str]:
    """Every one that is proven, or was when an application was sent, this person's."""
    found = {user.email, *EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True)}
    found |= set(Application.objects.for_student(user).values_list("email", flat=True))
    return {address.lower() for address in found if address}


def rows(model: type[models.Model], declared: Privacy, user: User, whose: set[str]) -> models.QuerySet[Any]:
    everything = model._default_manager.all()
    if declared.of is None:
        return everything.none()
    if not declared.by_address:
        return everything.filter(**{declared.of or "pk": user.pk})
    asked = Q()
    for address in whose:
        asked |= Q(**{f"{declared.of}__iexact": address})
    return everything.filter(asked, **declared.where).distinct() if whose else everything.none()


def find(user: User) -> list[Found]:
    whose = addresses(user)
    return [
        Found(model, declared, list(rows(model, declared, user, whose).values_list("pk", flat=True)))
        for model in privacy.all_models()
        for declared in privacy.declared(model)
        if declared.of is not None
    ]


def count(found: Iterable[Found]) -> Erased:
    """A row that two declarations find counts once."""
    deleted: dict[str, set[Any]] = {}
    emptied: dict[str, set[Any]] = {}
    for one in found:
        (deleted if one.declared.erase == DELETE else emptied).setdefault(one.label, set()).update(one.pks)
    gone = Counter({label: len(pks) for label, pks in deleted.items() if pks})
    stay = {label: len(pks - deleted.get(label, set())) for label, pks in emptied.items()}
    return Erased(gone, Counter({label: number for label, number in stay.items() if number}))


def plan(user: User) -> Erased:
    """What `erase` would do now."""
    return count(find(user))


def only_owner_of(user: User) -> list[Employer]:
    owned = Membership.objects.filter(user=user, role=MembershipRole.OWNER).values("employer")
    shared = Membership.objects.filter(role=MembershipRole.OWNER).exclude(user=user).values("employer")
    return list(Employer.objects.filter(pk__in=owned).exclude(pk__in=shared).order_by("name"))


def erase(user: User, *, by: User | None) -> Erased:
    """Whoever erases: the person, or by command nobody. Raises LastOwner."""
    with transaction.atomic():
        _hold(user)
        if employers := only_owner_of(user):
            raise LastOwner(employers)
        whose = addresses(user)
        found = find(user)
        files = _files(found)
        _answer_no_more(found)
        for one in found:
            _empty(one)
        for one in _children_first(found):
            one.model._default_manager.filter(pk__in=one.pks).delete()
        _forget_elsewhere(user, whose)
        audit.record("user.erase", user, by=by if by and by.pk != user.pk else None)
        transaction.on_commit(lambda: _remove(files))
    return count(found)


def _hold(user: User) -> None:
    """In the order of every other verb: postings, then applications; then nothing new can hang itself on the person."""
    mine = Application.objects.for_student(user)
    for posting_id in sorted(set(mine.values_list("posting_id", flat=True))):
        applying.locked(posting_id)
    list(mine.select_for_update(of=("self",)).order_by("pk").values_list("pk", flat=True))
    list(Student.objects.filter(user=user).select_for_update().values_list("pk", flat=True))
    seats = Membership.objects.filter(employer__memberships__user=user, role=MembershipRole.OWNER)
    # Two last owners who leave at once: the second sees that the first is gone.
    list(Membership.objects.filter(pk__in=seats.values("pk")).select_for_update().order_by("pk"))
    User.objects.select_for_update().get(pk=user.pk)


def _answer_no_more(found: Iterable[Found]) -> None:
    mine = {pk for one in found if one.model is Application and "student" in one.declared.erase for pk in one.pks}
    waiting = Application.objects.unanswered().filter(pk__in=mine).values_list("posting_id", flat=True)
    tally.change_unanswered({posting: -number for posting, number in Counter(waiting).items()})


def _empty(one: Found) -> None:
    if one.declared.erase == DELETE or not one.pks:
        return
    values = {name: value() if callable(value) else value for name, value in one.declared.erase.items()}
    one.model._default_manager.filter(pk__in=one.pks).update(**values)


def _children_first(found: list[Found]) -> Iterator[Found]:
    """What points to a row goes before it."""
    doomed = [one for one in found if one.declared.erase == DELETE and one.pks]
    order: TopologicalSorter[type[models.Model]] = TopologicalSorter()
    for model in {one.model for one in doomed}:
        order.add(model)
        for field in model._meta.concrete_fields:
            if field.is_relation and field.related_model not in (None, model):
                order.add(field.related_model, model)
    for model in order.static_order():
        yield from (one for one in doomed if one.model is model)


def _forget_elsewhere(user: User, whose: set[str]) -> None:
    """What no field declares: sessions, which name people inside, what staff did to the person, counters of tries."""
    for session in list(sessions_of(user, whose)):
        session.delete()
    users = ContentType.objects.get_for_model(User)
    LogEntry.objects.filter(content_type=users, object_id=str(user.pk)).delete()
    for address in whose:
        limits.forget(address)


def sessions_of(user: User, whose: set[str]) -> Iterator[Session]:
    """Theirs, and a visitor's in which one of the addresses waits to be proven."""
    for session in Session.objects.iterator():
        kept = session.get_decoded()
        if (owner := kept.get(SESSION_KEY)) is not None:
            is_theirs = owner == str(user.pk)
        else:
            text = str(kept).lower()
            is_theirs = any(f"'{address}'" in text for address in whose)
        if is_theirs:
            yield session


@dataclass(frozen=True)
class Files:
    resumes: list[str]
    mails: list[int]


def _files(found: Iterable[Found]) -> Files:
    pks = {model: {pk for one in found if one.model is model for pk in one.pks} for model in (Resume, OutgoingMail)}
    keys = Resume.objects.filter(pk__in=pks[Resume], key__isnull=False).values_list("key", flat=True)
    return Files([key for key in keys if key], sorted(pks[OutgoingMail]))


def _remove(files: Files) -> None:
    """A process killed here leaves files without a row, which check_files finds."""
    for key in files.resumes:
        resume_files.remove(key)
    for pk in files.mails:
        (settings.MAIL_DIR / f"{pk:08d}.eml").unlink(missing_ok=True)
