"""An employer with something on every page of its panel, and the address of each, from the URLconf."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone

from accounts.models import User
from applications import pipeline
from applications.models import Application
from listings.importing import bringing, uploads
from listings.models import Employer, ImportRun, ImportUpload, Membership, Posting, PostingDraft
from listings.models.choices import MembershipRole
from listings.postings import drafting, expiring, preview_links, team, traffic
from listings.postings.traffic import Visitor
from panel import urls
from panel.editor.standing import typed_of
from tests.applicants import make_application, make_question
from tests.contents import everything
from tests.factories import make_complete_posting, make_employer, make_member, make_posting, make_source, make_user

# What answers a GET with no page of its own: a script's JSON, and where a form's page is left again.
NO_PAGE = {"panel_skills", "panel_bulk"}


@dataclass(frozen=True)
class Everywhere:
    employer: Employer
    owner: User
    open: Posting
    closed: Posting
    draft: Posting
    board: ImportUpload
    table: ImportUpload
    run: ImportRun
    token: str
    unclaimed: Employer

    def pages(self) -> dict[str, str]:
        """By name, those that only take a POST too; at the end what the panel's links and mails lead to."""
        found = {name: reverse(name, kwargs=self._named(name, keys)) for name, keys in _routes(urls.urlpatterns)}
        found["all of the postings"] = found["panel_postings"] + "?show=all"
        found["a draft"] = reverse("panel_editor", args=[self.employer.slug, self.draft.pk])
        found["preview"] = reverse("preview", args=[preview_links.make(self.draft, by=self.owner)[0]])
        answer = expiring.address("open", self.open, self.owner)
        return {**found, "answer": answer[answer.index("/postings/answer/") :]}

    def _named(self, name: str, keys: list[str]) -> dict[str, Any]:
        known = {
            "slug": (self.unclaimed if name == "panel_claim" else self.employer).slug,
            "posting_id": (self.closed if name in ("panel_reopen", "panel_archive") else self.open).pk,
            "upload_id": (self.table if name == "panel_import_columns" else self.board).pk,
            "run_id": self.run.pk,
            "token": self.token,
        }
        return {key: known.get(key, 1) for key in keys}


def _routes(patterns: list[Any]) -> Iterator[tuple[str, list[str]]]:
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            ((_template, keys),) = get_resolver().reverse_dict.getlist(pattern.name)[0][0]
            yield str(pattern.name), keys
        else:
            yield from _routes(pattern.url_patterns)


def make_everywhere() -> Everywhere:
    employer = make_employer("Acme Ledger", website="https://acme.example", claimed_at=timezone.now())
    owner = make_member(employer, "owner", email="ada@acme.example", name="Ada Owner")
    seat = Membership.objects.get(user=owner)
    Membership.objects.create(
        user=owner, employer=make_employer("Second Seat"), role="recruiter"
    )  # so that one chooses
    team.claim(make_employer("Asked For"), by=owner)
    standing, closed = _postings(employer)
    _people(seat, standing)
    draft = drafting.start(employer, by=owner)
    PostingDraft.objects.create(posting=draft, data=typed_of(everything()).as_data(), saved_at=timezone.now(), by=owner)
    make_posting("Backend Intern, Ledger", employer=employer, source=make_source("list-one"))
    done = uploads.keep(employer, "greenhouse", _board(1), by=owner)
    return Everywhere(
        employer=employer,
        owner=owner,
        open=standing,
        closed=closed,
        draft=draft,
        board=uploads.keep(employer, "greenhouse", _board(2), by=owner),
        table=uploads.keep(employer, "csv", b"Job,Link\nIntern,https://acme.example/1\n", by=owner),
        run=bringing.bring(done, by=owner),
        token=team.invite(seat, "new@acme.example", MembershipRole.OWNER)[1],
        unclaimed=make_employer("Unclaimed & Sons", website="https://unclaimed.example"),
    )


def _postings(employer: Employer) -> tuple[Posting, Posting]:
    """One that is open and closes soon, with somebody late to answer; one that is closed; one of each other status."""
    now, soon = timezone.now(), timezone.now() + timedelta(days=3)
    dates = {"closes_on": soon.date(), "closes_at": soon, "expires_at": now + timedelta(days=9)}
    standing = make_complete_posting(employer=employer, title="Back-end Intern, Ledger", **dates)
    make_question(standing)
    for status in ("in_moderation", "changes_requested", "scheduled", "paused", "archived", "rejected"):
        more = {"publish_at": now + timedelta(days=2)} if status == "scheduled" else {}
        make_posting(f"{status.replace('_', ' ').capitalize()} Intern", employer=employer, status=status, **more)
    closed = make_posting("Storage Intern", employer=employer, status="closed", **{**dates, "closes_at": now})
    for number in range(5):
        traffic.seen(standing.pk, Visitor(f"v{number}", src="go-club" if number % 2 else ""))
    traffic.started(standing.pk, Visitor("v1", src="go-club"))
    return standing, closed


def _people(seat: Membership, posting: Posting) -> None:
    late = make_application(posting, src="go-club")
    due = timezone.now() - timedelta(days=2)
    Application.objects.filter(pk=late.pk).update(submitted_at=due - timedelta(days=21), answer_due_at=due)
    reviewer = make_member(seat.employer, "reviewer", name="A Name That Is Longer Than Most of the Names There Are")
    make_member(seat.employer, "recruiter", email="an-address-that-is-rather-long@department.acme.example")
    pipeline.assign([late], [reviewer.memberships.get()], by=seat.user)
    team.invite(seat, make_user().email, MembershipRole.RECRUITER)


def _board(number: int) -> bytes:
    job = {"id": number, "title": f"Backend Intern {number}", "location": {"name": "Berlin, Germany"},
           "absolute_url": f"https://boards.greenhouse.io/acme/jobs/{number}",
           "content": "<p>We pay $40 an hour.</p><p>You know Go and PostgreSQL.</p>"}  # fmt: skip
    return json.dumps({"jobs": [job]}).encode()
