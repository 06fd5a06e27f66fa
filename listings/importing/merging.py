"""Imported postings that an employer has written itself: suggested for merging with the reasons, never merged alone."""

import functools
import re
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from lib.text import fold
from listings.importing.identity import clean_url
from listings.models import Membership, Posting, TwinRefusal
from listings.models.choices import CloseReason, MembershipRole, Status
from listings.postings import lifecycle

# Whose words stand beside each other; what nobody can read yet takes no reader over.
OWN = (Status.PUBLISHED, Status.PAUSED)
ALIKE = 0.6
MOST = 200
# What a title says beside its work: every one of them says it, or another part of the posting does.
BESIDES = frozenset(
    """
    a an and at for in of on the to with intern interns internship internships co op coop student placement program
    programme trainee summer fall autumn winter spring h f m w d x remote hybrid onsite usa us uk
    """.split()
)


@dataclass(frozen=True)
class Pair:
    """`reasons` are sentences for who decides; `score` orders them."""

    imported: Posting
    native: Posting
    score: float
    reasons: tuple[str, ...]


class NotTwins(Exception):
    """One of both is no longer there to be merged, or is no such posting."""


def suggestions(employer_id: int) -> list[Pair]:
    """For each imported posting that is open the best of the employer's own, if any is alike."""
    own = _postings(employer_id).filter(source=None, status__in=OWN)[:MOST]
    read = _postings(employer_id).filter(source__isnull=False, pk__in=Posting.objects.open())[:MOST]
    if not own or not read:
        return []
    refused = set(TwinRefusal.objects.filter(imported__employer=employer_id).values_list("imported_id", "native_id"))
    found = []
    for imported in read:
        pairs = [_pair(imported, native) for native in own if (imported.pk, native.pk) not in refused]
        if best := max((pair for pair in pairs if pair), key=lambda pair: (pair.score, -pair.native.pk), default=None):
            found.append(best)
    return sorted(found, key=lambda pair: (-pair.score, pair.imported.pk))


def _postings(employer_id: int) -> QuerySet[Posting]:
    mine = Posting.objects.filter(employer=employer_id).order_by("-pk")
    return mine.select_related("employer", "source").prefetch_related("posting_terms__term", "posting_places")


def _pair(imported: Posting, native: Posting) -> Pair | None:
    if native.apply_url and clean_url(native.apply_url) == clean_url(imported.apply_url):
        return Pair(imported, native, 2.0, (_("Both lead to the same address."),))
    mine, theirs = _words(native.title), _words(imported.title)
    likeness = len(mine & theirs) / len(mine | theirs) if mine and theirs else 0.0
    if likeness < ALIKE or _apart(_terms(imported), _terms(native)) or _apart(_places(imported), _places(native)):
        return None
    reasons = [_("The titles say the same.") if likeness == 1 else _("The titles are much alike.")]
    if _terms(imported) & _terms(native):
        reasons.append(_("Both are for the same term."))
    if _places(imported) & _places(native):
        reasons.append(_("Both are in the same place."))
    return Pair(imported, native, likeness + 0.1 * len(reasons), tuple(reasons))


@functools.lru_cache(maxsize=2 * MOST)  # each title is compared with all of the other side
def _words(title: str) -> frozenset[str]:
    """ "back-end", "back end" and "backend" are one word."""
    joined = re.sub(r"\b(back|front|full)[- ](end|stack)\b", r"\1\2", fold(title))
    return frozenset(word for word in re.findall(r"[a-z+#]+", joined) if word not in BESIDES)


def _apart(one: frozenset[object], other: frozenset[object]) -> bool:
    """Both say something, and nothing of it is the same."""
    return bool(one and other and not one & other)


def _terms(posting: Posting) -> frozenset[object]:
    return frozenset(row.term_id for row in posting.posting_terms.all())


def _places(posting: Posting) -> frozenset[object]:
    return frozenset(row.place_id or fold(row.raw) for row in posting.posting_places.all() if not row.is_remote)


@transaction.atomic
def merge(seat: Membership, imported_id: int, native_id: int) -> Posting:
    """The imported one is closed and leads to the employer's own; no later reading opens it again. Raises NotTwins."""
    imported, native = _both(seat, imported_id, native_id)
    try:
        lifecycle.close(imported, by=seat.user, reason=CloseReason.MERGED, merged_into=native)
    except lifecycle.NotAllowed as refused:
        raise NotTwins from refused
    return native


@transaction.atomic
def refuse(seat: Membership, imported_id: int, native_id: int) -> None:
    """They are two; the pair is not suggested again. Doing it twice is harmless. Raises NotTwins."""
    imported, native = _both(seat, imported_id, native_id)
    try:
        with transaction.atomic():
            TwinRefusal.objects.create(
                imported=imported, native=native, refused_at=timezone.now(), refused_by=seat.user
            )
    except IntegrityError:
        return
    audit.record("posting.refuse_twin", imported, by=seat.user, native=native.pk)


def _both(seat: Membership, imported_id: int, native_id: int) -> tuple[Posting, Posting]:
    """Locked in the order of their keys, so that two who merge at once wait instead of blocking each other."""
    if seat.role == MembershipRole.REVIEWER:
        raise PermissionDenied("merge")
    found = {
        one.pk: one
        for one in Posting.objects.select_for_update(no_key=True)
        .filter(pk__in=[imported_id, native_id], employer=seat.employer_id)
        .order_by("pk")
    }
    imported, native = found.get(imported_id), found.get(native_id)
    if imported is None or native is None or imported.source_id is None or native.source_id is not None:
        raise NotTwins
    if native.status not in OWN:
        raise NotTwins
    return imported, native
