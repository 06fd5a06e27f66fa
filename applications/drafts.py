"""Forms as far as they were filled in: kept by themselves, found again by the person or by a token of the session."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from accounts import mailing
from accounts.models import User
from applications import letters, resumes
from applications.models import Application, ApplicationDraft, ApplicationRevision, Resume
from listings.models import Posting

REMIND_BEFORE = timedelta(hours=48)
UNUSED_AFTER = timedelta(days=1)
HANDED_IN_COUNTS_FOR = timedelta(hours=24)
SALT = "applications.draft"
HELD = "drafts"  # in a visitor's session: {posting id: token}


@dataclass(frozen=True)
class Holder:
    """Whose draft: a person's, or a visitor's by the token in their session ('' while there is none)."""

    user: User | None = None
    token: str = ""

    def mine(self) -> dict[str, Any]:
        return {"user": self.user} if self.user else {"token": self.token, "user": None}


def find(posting: Posting, holder: Holder) -> ApplicationDraft | None:
    if not (holder.user or holder.token):
        return None
    return ApplicationDraft.objects.filter(posting=posting, **holder.mine()).select_related("resume").first()


def keep(
    posting: Posting,
    holder: Holder,
    data: dict[str, Any],
    *,
    resume: Resume | None = None,
    quietly: bool = False,
    src: str = "",
) -> ApplicationDraft:
    """RESUME None leaves the file that is there; SRC is the first form's. Each statement does by itself: another
    request may just be keeping or sending it. What is kept QUIETLY, while somebody types, may come late, and changes
    nothing that was handed in."""
    now = timezone.now()
    fields: dict[str, Any] = {"data": data, "saved_at": now} | ({"resume": resume} if resume else {})
    draft = ApplicationDraft(posting=posting, **holder.mine(), created_at=now, src=src, **fields)
    if quietly:
        there = ApplicationDraft.objects.filter(posting=posting, handed_in_at=None, **holder.mine())
        if not there.update(**fields):
            ApplicationDraft.objects.bulk_create([draft], ignore_conflicts=True)
    else:
        unique = ["user", "posting"] if holder.user else ["token"]
        ApplicationDraft.objects.bulk_create(
            [draft], update_conflicts=True, unique_fields=unique, update_fields=list(fields)
        )
    return find(posting, holder) or draft


def drop_resume(draft: ApplicationDraft) -> None:
    """The file itself goes with the unused ones: another request may just be sending it."""
    ApplicationDraft.objects.filter(pk=draft.pk).update(resume=None)
    draft.resume = None


def locked(draft: ApplicationDraft) -> ApplicationDraft:
    """As it is by now. Of two presses of one button the second waits, and finds the code that the first has sent."""
    for now in ApplicationDraft.objects.select_for_update(of=("self",)).filter(pk=draft.pk):
        draft.proof, draft.handed_in_at = now.proof, now.handed_in_at
    return draft


def hand_in(draft: ApplicationDraft, *, proof: dict[str, Any]) -> None:
    """A visitor pressed Send and all was well: this moment counts, once the address is proven. A second press of the
    same day does not make it later."""
    now = timezone.now()
    if not counts(draft, now):
        draft.handed_in_at = now
    draft.proof = proof
    ApplicationDraft.objects.filter(pk=draft.pk).update(handed_in_at=draft.handed_in_at, proof=proof)


def take_back(draft: ApplicationDraft) -> None:
    """What was handed in could not be sent: it is a draft as any other again."""
    ApplicationDraft.objects.filter(pk=draft.pk).update(handed_in_at=None, proof={})


def counts(draft: ApplicationDraft, now: datetime) -> bool:
    """Whether the moment of handing in still counts."""
    return draft.handed_in_at is not None and now - draft.handed_in_at < HANDED_IN_COUNTS_FOR


def token_of(session_key: str | None, posting: Posting) -> str:
    """For a visitor's draft: the same for two requests at one instant, which would else make two of one form."""
    if session_key is None:
        return secrets.token_urlsafe(32)
    return salted_hmac(SALT, f"{session_key}\n{posting.pk}", algorithm="sha256").hexdigest()


def link_token(draft: ApplicationDraft) -> str:
    """For the mail with the code: finds the draft from another browser. It shows nothing without the code."""
    return signing.dumps(draft.pk, salt=SALT)


def by_link_token(posting: Posting, token: str) -> ApplicationDraft | None:
    try:
        pk = int(signing.loads(token, salt=SALT))
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return ApplicationDraft.objects.filter(pk=pk, posting=posting, user=None).select_related("resume").first()


def adopt(draft: ApplicationDraft, user: User) -> ApplicationDraft:
    """A visitor's draft becomes the person's; it takes the place of an older one of theirs."""
    with transaction.atomic():
        ApplicationDraft.objects.filter(user=user, posting_id=draft.posting_id).exclude(pk=draft.pk).delete()
        ApplicationDraft.objects.filter(pk=draft.pk).update(user=user, token=None)
    draft.user, draft.token = user, None
    return draft


def carry_over(user: User, held: Mapping[str, str]) -> None:
    """What was typed before signing in; HELD lay in the session. What waits for the code of another address is left to
    whoever has that code: it may be another person's who sat here before."""
    now = timezone.now()
    for draft in ApplicationDraft.objects.filter(user=None, token__in=list(held.values())):
        if not counts(draft, now) or draft.proof.get("code", {}).get("email") == user.email:
            adopt(draft, user)


def forget(posting: Posting, holder: Holder) -> None:
    if holder.user or holder.token:
        ApplicationDraft.objects.filter(posting=posting, **holder.mine()).delete()


def tidy() -> int:
    """The job: reminders, drafts that nobody came back to, and résumés that nothing uses."""
    now = timezone.now()
    return remind_due(now) + ApplicationDraft.objects.stale(now).delete()[0] + delete_unused(now)


def delete_unused(now: datetime) -> int:
    """Résumés of drafts that are gone or took another one; not the newest, which a request may be about to use."""
    used = [
        model._default_manager.filter(resume=OuterRef("pk"))
        for model in (Application, ApplicationDraft, ApplicationRevision)
    ]
    unused = Resume.objects.filter(uploaded_at__lt=now - UNUSED_AFTER)
    for users in used:
        unused = unused.filter(~Exists(users))
    return sum(resumes.delete(resume) for resume in unused)


def remind_due(now: datetime) -> int:
    """Once, two days before the deadline, to who has an account: visitors' addresses are not proven."""
    applied = Application.objects.living().filter(posting=OuterRef("posting"), student__user=OuterRef("user"))
    due = ApplicationDraft.objects.filter(
        ~Exists(applied),
        user__is_active=True,
        reminded_at=None,
        posting__in=Posting.objects.open(now).filter(closes_at__lte=now + REMIND_BEFORE),
    )
    return sum(_remind(draft.pk, now) for draft in due.only("pk"))


def _remind(pk: int, now: datetime) -> bool:
    with transaction.atomic():
        if not ApplicationDraft.objects.filter(pk=pk, reminded_at=None).update(reminded_at=now):
            return False
        draft = ApplicationDraft.objects.select_related("posting__employer", "user").get(pk=pk)
        posting = draft.posting
        assert draft.user
        assert posting.closes_at
        context = {
            "name": draft.user.get_short_name(),
            "title": posting.title,
            "employer": posting.employer.name,
            "closes": letters.day(posting.closes_at, posting.time_zone, ends=True),
            "posting_url": urljoin(settings.SITE_URL, posting.get_absolute_url()),
            "apply_url": urljoin(settings.SITE_URL, reverse("apply", args=[f"{posting.pk}-{posting.slug}"])),
        }
        mailing.send("draft-reminder", draft.user, context)
    return True
