"""A board with something on every page of the staff."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from accounts import outbox
from accounts.models import OutgoingMail
from listings.models import (
    Employer,
    EmployerClaim,
    FragmentPlace,
    ImportRun,
    Posting,
    PostingDraft,
    PostingReport,
    SearchMiss,
    SkillMerge,
)
from listings.postings import moderating
from listings.postings.content import Content
from tests.factories import (
    make_complete_posting,
    make_employer,
    make_member,
    make_place,
    make_posting,
    make_skill,
    make_source,
    make_user,
)


@dataclass(frozen=True)
class Staffed:
    waiting: Posting
    changed: Posting
    told: Posting
    employer: Employer
    run: ImportRun

    def pages(self) -> list[str]:
        shows = [f"/admin/moderation/?show={show}" for show in ("changes", "sent-back", "reported", "decided")]
        items = [f"/admin/moderation/{one.pk}/" for one in (self.waiting, self.told)]
        items += [f"/admin/moderation/{self.changed.pk}/change/", f"/admin/employers/{self.employer.pk}/"]
        rest = [f"/admin/{name}/" for name in ("employers", "skills", "places", "runs", f"runs/{self.run.pk}", "mail")]
        return ["/admin/moderation/", *shows, *items, *rest]


def make_staffed() -> Staffed:
    grow(1)
    employer = make_employer("BrightPath", website="https://brightpath.example")
    sender = make_member(employer, email=f"hr{employer.pk}@gmail.com", name="Jo Bright")
    body = "Start at once.\n\nMessage our manager on WhatsApp. You bring 3+ years of experience and much patience."
    waiting = make_posting(
        "Junior Developer Intern", employer=employer, status="in_moderation", submitted_by=sender, body=body,
        submitted_at=timezone.now() - timedelta(days=9),
    )  # fmt: skip
    drafts = PostingDraft.objects.filter(submitted_at__isnull=False)
    run = ImportRun.objects.latest("pk")
    return Staffed(waiting, drafts[0].posting, Posting.objects.filter(reports__isnull=False)[0], employer, run)


def grow(number: int) -> None:
    """More of everything that a page of the staff may list."""
    at = timezone.now()
    for _ in range(number):
        employer, source = make_employer(), make_source()
        make_member(employer)
        make_posting("Another Intern", employer=employer, status="in_moderation", raw_places=(f"Floor {source.pk}",))
        changed = make_complete_posting(employer=employer)
        content = Content.of(changed).as_data() | {"pay_min": 3000, "pay_max": 3000, "body": "We keep three lines."}
        PostingDraft.objects.create(posting=changed, saved_at=at, content=content, submitted_at=at)
        make_posting("Back Intern", employer=employer, status="changes_requested")
        told = make_posting("Told Intern", employer=employer)
        key = str(told.pk)
        PostingReport.objects.create(
            posting=told, reason="scam", words="Hm.", reporter=key, receipt=key, reported_at=at
        )
        rejected = make_posting("Refused Intern", employer=employer, status="in_moderation")
        moderating.reject(rejected, "Not an internship.", by=make_user(is_staff=True, name="Mara"))
        make_employer(suspended_at=at)
        EmployerClaim.objects.create(employer=make_employer(), user=make_user(), claimed_at=at)
        SearchMiss.objects.create(word=f"word{source.pk}", count=9, last_at=at)
        SkillMerge.objects.create(slug=f"old-{source.pk}", into=make_skill("go"))
        FragmentPlace.objects.create(folded=f"there {source.pk}", place=make_place("berlin"))
        ImportRun.objects.create(
            source=source,
            at=at,
            whole=True,
            counts={"read": 3, "created": 1},
            rejected=[{"row": 2, "reason": "no title"}],
        )
        lost = outbox.queue("ann@example.org", "Hello", "…", kind="desk-digest")
        OutgoingMail.objects.filter(pk=lost.pk).update(failed_at=at, last_error="Refused: nobody", attempts=6)
