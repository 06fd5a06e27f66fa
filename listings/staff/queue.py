"""What waits for staff, complete: as long as nobody has decided, a posting or change stands in the queue."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Max, Min, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from listings.models import ModerationDecision, Posting, PostingDraft, PostingPlace, PostingTerm, Requirement
from listings.models.choices import Decision, Status
from listings.postings import difference, remarks, risk
from listings.postings.content import Content
from listings.postings.linting import Remark

SHOWS = ("waiting", "changes", "sent-back", "reported", "decided")
PAGE_SIZE = 50


@dataclass(frozen=True)
class Item:
    """One posting or change that waits. `earlier` are postings of the employer that were public before."""

    posting: Posting
    content: Content
    since: datetime
    is_change: bool = False
    earlier: int = 0
    reasons: list[risk.Reason] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    before: Content | None = None  # of a change: what is public

    @property
    def risk(self) -> int:
        return risk.count(self.reasons)

    @property
    def changes(self) -> list[difference.Change]:
        return difference.material(self.before, self.content) if self.before else []


def of_content() -> QuerySet[Posting]:
    """Postings with all that Content.of reads, and who they belong to."""
    return Posting.objects.select_related("employer", "submitted_by").prefetch_related(
        Prefetch("posting_places", PostingPlace.objects.select_related("place")),
        Prefetch("posting_terms", PostingTerm.objects.select_related("term")),
        Prefetch("requirements", Requirement.objects.select_related("skill")),
        "responsibilities",
    )


def waiting() -> QuerySet[Posting]:
    return Posting.objects.filter(status=Status.IN_MODERATION).order_by("submitted_at", "pk")


def changes() -> QuerySet[PostingDraft]:
    waits = PostingDraft.objects.filter(submitted_at__isnull=False).exclude(posting__status=Status.REMOVED)
    return waits.order_by("submitted_at", "pk")


def sent_back() -> QuerySet[Posting]:
    """The employer's turn; `back_at` is when it was sent back."""
    back = Max("decisions__decided_at", filter=Q(decisions__decision=Decision.REQUEST_CHANGES))
    return (
        Posting.objects.filter(status=Status.CHANGES_REQUESTED)
        .annotate(back_at=Coalesce(back, F("submitted_at")))
        .order_by("back_at", "pk")
    )


def reported() -> QuerySet[Posting]:
    unsettled = Q(reports__settled_at=None, reports__isnull=False)
    return (
        Posting.objects.filter(unsettled)
        .annotate(told=Count("reports", filter=unsettled), first_told=Min("reports__reported_at", filter=unsettled))
        .order_by("first_told", "pk")
    )


def decided(at: datetime) -> QuerySet[ModerationDecision]:
    midnight = at.replace(hour=0, minute=0, second=0, microsecond=0)
    return ModerationDecision.objects.filter(decided_at__gte=midnight).order_by("-decided_at", "-pk")


def counts(at: datetime) -> dict[str, int]:
    return {
        "waiting": waiting().count(),
        "changes": changes().count(),
        "sent-back": Posting.objects.filter(status=Status.CHANGES_REQUESTED).count(),
        "reported": reported().count(),
        "decided": decided(at).count(),
    }


def items_waiting() -> list[Item]:
    postings = _with_earlier(of_content().filter(status=Status.IN_MODERATION).order_by("submitted_at", "pk"))
    return _weighed(
        Item(one, Content.of(one), _since(one.submitted_at), earlier=one.earlier)  # type: ignore[attr-defined]
        for one in postings
    )


def items_changed() -> list[Item]:
    drafts = list(changes().select_related("submitted_by"))
    postings = _with_earlier(of_content().filter(pk__in=[draft.posting_id for draft in drafts]))
    by_id: dict[int, Any] = {posting.pk: posting for posting in postings}
    found = []
    for draft in drafts:
        posting, content = by_id[draft.posting_id], Content.from_data(draft.content or {})
        posting.submitted_by = draft.submitted_by
        since = _since(draft.submitted_at)
        found.append(Item(posting, content, since, True, posting.earlier, before=Content.of(posting)))
    return _weighed(found)


def item(posting_id: int, *, is_change: bool) -> Item | None:
    """One of them, or a posting that does not wait: what it says now."""
    posting: Any = _with_earlier(of_content().filter(pk=posting_id)).first()
    if posting is None:
        return None
    before = Content.of(posting)
    if not is_change:
        since = _since(posting.submitted_at or posting.created_at)
        return _weighed([Item(posting, before, since, earlier=posting.earlier)])[0]
    draft = changes().filter(posting=posting_id).select_related("submitted_by").first()
    if draft is None:
        return None
    content = Content.from_data(draft.content or {})
    posting.submitted_by = draft.submitted_by
    return _weighed([Item(posting, content, _since(draft.submitted_at), True, posting.earlier, before=before)])[0]


def neighbours(posting_id: int, *, is_change: bool) -> tuple[int, int, int | None, int | None]:
    """Its place among what waits, oldest first, how many there are, the ids before and after; place 0: not there."""
    ids = list(changes().values_list("posting_id", flat=True) if is_change else waiting().values_list("pk", flat=True))
    if posting_id not in ids:
        return 0, len(ids), None, ids[0] if ids else None
    at = ids.index(posting_id)
    return at + 1, len(ids), ids[at - 1] if at else None, ids[at + 1] if at + 1 < len(ids) else None


def _since(at: datetime | None) -> datetime:
    assert at  # by a constraint, of what waits
    return at


def _with_earlier(postings: QuerySet[Posting]) -> QuerySet[Posting]:
    public = Posting.objects.filter(employer=OuterRef("employer"), first_published_at__isnull=False)
    others = public.exclude(pk=OuterRef("pk")).order_by().values("employer").annotate(n=Count("pk")).values("n")
    return postings.annotate(earlier=Coalesce(Subquery(others), 0))


def _weighed(items: Iterable[Item]) -> list[Item]:
    found = list(items)
    cases = [risk.Case(one.posting, one.content, one.posting.submitted_by) for one in found]
    weighed = risk.of_all(cases) if cases else []
    return [
        Item(one.posting, one.content, one.since, one.is_change, one.earlier, reasons,
             remarks.of(one.content, one.posting.employer), one.before)
        for one, reasons in zip(found, weighed, strict=True)
    ]  # fmt: skip
