"""What the reader has half written, for the public pages that lead back to it."""

from collections.abc import Mapping
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from applications import apply_page, drafts
from applications.models import Application, ApplicationDraft
from listings.models import Posting
from listings.models.choices import ApplyKind
from listings.public.viewer import Begun

MOST = 50


def of(holder: drafts.Holder, held: Mapping[str, str], at: datetime) -> dict[int, Begun]:
    """By posting, newest first, where it can still be sent. HELD are a visitor's tokens, as the session has them."""
    mine = ApplicationDraft.objects.filter(user=holder.user) if holder.user else _of_visitor(held)
    living = Application.objects.living().filter(posting=OuterRef("posting"), student__user=OuterRef("user"))
    opened = Posting.objects.open(at).filter(Q(opens_at=None) | Q(opens_at__lte=at), apply_kind=ApplyKind.HERE)
    counting = Q(user=None, handed_in_at__gt=at - drafts.HANDED_IN_COUNTS_FOR)
    found = mine.filter(Q(posting__in=opened.values("pk")) | counting).exclude(Exists(living))
    rows = found.select_related("posting__employer").only(
        *("user", "saved_at", "handed_in_at", "posting__slug", "posting__title", "posting__employer__name")
    )
    return {draft.posting_id: _begun(draft, at) for draft in rows.order_by("-saved_at")[:MOST]}


def _of_visitor(held: Mapping[str, str]) -> QuerySet[ApplicationDraft]:
    return ApplicationDraft.objects.filter(user=None, token__in=list(held.values()))


def _begun(draft: ApplicationDraft, at: datetime) -> Begun:
    waits = draft.user_id is None and drafts.counts(draft, at)
    posting = draft.posting
    return Begun(
        title=posting.title,
        employer=posting.employer.name,
        url=reverse("apply_code" if waits else "apply", args=[apply_page.ref(posting)]),
        at=draft.handed_in_at if waits and draft.handed_in_at else draft.saved_at,
        waits=waits,
    )
