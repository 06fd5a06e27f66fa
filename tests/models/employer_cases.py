"""One case for each constraint around employers, drafts, moderation and reports."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from listings.models import (
    AnswerRecord,
    EmployerClaim,
    EmployerPlace,
    Invitation,
    ModerationDecision,
    PostingDraft,
    PostingReport,
    TwinRefusal,
)
from tests.factories import make_employer, make_posting, make_user, numbers

NOW = timezone.now()
DAY = timedelta(days=1)


def posting(**fields: Any) -> Callable[[], object]:
    return lambda: make_posting(indexed=False, **fields)


def invitation(**fields: Any) -> Callable[[], object]:
    defaults = {"email": "new@example.org", "role": "reviewer", "invited_at": NOW, "expires_at": NOW + 7 * DAY}
    defaults["digest"] = str(next(numbers))
    return lambda: Invitation.objects.create(employer=make_employer(), **{**defaults, **fields})


def claims(*several: dict[str, Any]) -> Callable[[], object]:
    def make() -> None:
        employer, user = make_employer(), make_user()
        for fields in several:
            EmployerClaim.objects.create(employer=employer, user=user, claimed_at=NOW, **fields)

    return make


def decision(**fields: Any) -> Callable[[], object]:
    return lambda: ModerationDecision.objects.create(posting=make_posting(), decided_at=NOW, **fields)


def answers(**fields: Any) -> Callable[[], object]:
    said = {"counted_at": NOW, "since": NOW.date(), "until": NOW.date(), "promised": 1, "days": 21, **fields}
    return lambda: AnswerRecord.objects.create(employer=make_employer(), **said)


def twins(times: int) -> Callable[[], object]:
    def make() -> None:
        imported, native = make_posting(indexed=False), make_posting(indexed=False)
        for _time in range(times):
            TwinRefusal.objects.create(imported=imported, native=native, refused_at=NOW)

    return make


def reports(*several: dict[str, Any]) -> Callable[[], object]:
    def make() -> None:
        about = make_posting()
        for fields in several:
            said = {"reason": "scam", "reporter": "a", "receipt": str(next(numbers)), "reported_at": NOW, **fields}
            PostingReport.objects.create(posting=about, **said)

    return make


def draft(**fields: Any) -> Callable[[], object]:
    return lambda: PostingDraft.objects.create(posting=make_posting(), saved_at=NOW, **fields)


def two_places() -> None:
    employer = make_employer()
    EmployerPlace.objects.create(employer=employer, position=0, raw="Berlin")
    EmployerPlace.objects.create(employer=employer, position=0, raw="Paris")


REFUSED: list[tuple[str, Callable[[], object]]] = [
    ("employer_verified_pair", lambda: make_employer(verified_by=make_user(), verified_at=None)),
    ("employer_suspended_pair", lambda: make_employer(suspended_by=make_user(), suspended_at=None)),
    ("employerplace_position", two_places),
    ("invitation_role_known", invitation(role="king")),
    ("invitation_ends_once", invitation(accepted_at=NOW, withdrawn_at=NOW)),
    ("invitation_accepted_pair", lambda: invitation(accepted_by=make_user())()),
    ("employerclaim_waits_once", claims({}, {})),
    ("employerclaim_decided_pair", claims({"granted": True})),
    ("posting_submitted_pair", posting(status="in_moderation", submitted_at=None)),
    ("posting_submitted_pair", lambda: make_posting(submitted_by=make_user(), submitted_at=None)),
    ("posting_paused_pair", posting(status="paused", paused_at=None)),
    ("posting_paused_pair", posting(status="paused", paused_reason="")),
    ("posting_paused_pair", posting(status="published", paused_at=NOW, paused_reason="employer")),
    ("posting_merged_pair", lambda: make_posting(status="closed", merged_into=make_posting())),
    ("draft_submitted_whole", draft(submitted_at=NOW)),
    ("draft_submitted_whole", draft(content={})),
    ("decision_known", decision(decision="perhaps")),
    ("decision_says_why", decision(decision="reject")),
    ("decision_says_why", decision(decision="request_changes", words="")),
    ("decision_clock_is_nobody", lambda: decision(by_clock=True, decided_by=make_user())()),
    ("report_once_until_settled", reports({}, {})),
    ("report_settled_pair", reports({"upheld": True})),
    ("report_reason_known", reports({"reason": "ugly"})),
    ("answerrecord_counts", answers(promised=2, overdue=2, due_today=1)),
    ("answerrecord_days", answers(since=NOW.date(), until=NOW.date() - DAY)),
    ("twinrefusal_once", twins(2)),
]
ALLOWED: list[Callable[[], object]] = [
    invitation(withdrawn_at=NOW),
    lambda: invitation(accepted_at=NOW, accepted_by=make_user())(),
    claims({"decided_at": NOW}, {"decided_at": NOW, "granted": True}, {}),
    decision(decision="approve"),
    reports({"settled_at": NOW}, {"settled_at": NOW, "upheld": True}, {}, {"reporter": "b"}),
    draft(submitted_at=NOW, content={}),
    answers(promised=3, overdue=2, due_today=1),
    twins(1),
    lambda: make_posting(status="closed", closed_reason="merged", merged_into=make_posting()),
]
