"""Somebody deletes the account: nothing of them is left anywhere, and every count still holds."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from accounts import limits
from accounts.models import AuditEvent, Limit, OutgoingMail, User
from applications import privacy, resumes, tallies
from applications.models import Application, Message, Move, Note, Resume
from listings.importing import bringing, uploads
from listings.models import ImportRun, ImportUpload, Invitation, Membership, Posting, PostingDraft
from listings.models.choices import MembershipRole
from listings.postings import drafting, team
from tests import sweep
from tests.applicants import make_application, make_student
from tests.applications import leaving
from tests.applications.leaving import CANARIES, STUDENT_ID, USER_ID, Leaver, make_leaver
from tests.factories import make_employer, make_member, make_user

IDS = [str(USER_ID), str(STUDENT_ID)]


@pytest.fixture
def leaver(transactional_db: None, settings: Any, tmp_path: Path) -> Leaver:
    settings.MEDIA_ROOT, settings.MAIL_DIR = tmp_path / "media", tmp_path / "mail"
    return make_leaver()


def counts() -> dict[str, Any]:
    """What statistics are made of."""
    by_stage = Application.objects.values_list("posting", "stage", "outcome", "reason").annotate(n=Count("pk"))
    return {
        "applications": sorted(by_stage),
        "moves": Move.objects.count(),
        "times": sorted(Application.objects.values_list("submitted_at", "decided_at", "opened_at")),
    }


def test_every_canary_was_somewhere(leaver: Leaver) -> None:
    """Otherwise the sweep proves nothing."""
    found = sweep.in_database([*CANARIES, *IDS])
    assert {word for word in CANARIES if not any(f": {word.lower()} in" in place for place in found)} == set()
    assert sweep.on_disk([leaving.ADDRESS])
    assert len([path for path in sweep.files() if path.suffix == ".eml"]) >= 2
    assert len(leaving.everybodys_files()) == 3
    tables = {place.partition(":")[0] for place in found}
    assert len(tables) >= 24, tables


def test_nothing_of_the_person_is_left(leaver: Leaver) -> None:
    other = make_application(Posting.objects.get(pk=leaver.answered.posting_id), cover_letter="staying")
    before = counts()
    done = privacy.erase(leaver.user, by=leaver.user)
    assert sweep.in_database(CANARIES) == []
    assert sweep.in_database(IDS, but=["accounts_auditevent"]) == []
    assert sweep.on_disk(CANARIES) == []
    assert [path for path in sweep.files() if "resumes" in path.parts] == []
    assert counts() == before
    assert done.emptied["applications.application"] == 3
    assert Application.objects.get(pk=other.pk).cover_letter == "staying"


def test_the_log_holds_ids_and_codes(leaver: Leaver) -> None:
    privacy.erase(leaver.user, by=leaver.user)
    event = AuditEvent.objects.get(code="user.erase")
    assert (event.subject_id, event.actor_id, event.data) == (USER_ID, None, {})


def test_the_tally_holds(leaver: Leaver) -> None:
    waiting = Posting.objects.get(pk=leaver.waiting.posting_id)
    assert waiting.unanswered == 1
    privacy.erase(leaver.user, by=leaver.user)
    waiting.refresh_from_db()
    assert waiting.unanswered == 0
    assert tallies.recount() == 0


def test_the_session_ends(leaver: Leaver) -> None:
    privacy.erase(leaver.user, by=leaver.user)
    assert leaver.client.get("/").wsgi_request.user.is_authenticated is False


def test_counters_of_tries_go(leaver: Leaver) -> None:
    assert Limit.objects.exists()
    limits.hit("mail", limits.person("somebody@else.example"), most=5, per=limits.HOUR)
    privacy.erase(leaver.user, by=leaver.user)
    assert Limit.objects.count() == 1


def test_what_fails_halfway_changes_nothing(leaver: Leaver, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(address: str) -> None:
        raise RuntimeError(address)

    monkeypatch.setattr(limits, "forget", broken)
    before, files = counts(), sweep.files()
    with pytest.raises(RuntimeError):
        privacy.erase(leaver.user, by=leaver.user)
    assert (counts(), sweep.files()) == (before, files)
    assert User.objects.filter(pk=USER_ID).exists()


def test_killed_before_the_files_go_they_are_found(leaver: Leaver, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(files: object) -> None:
        raise SystemExit

    keys = leaving.everybodys_files()
    monkeypatch.setattr(privacy, "_remove", killed)
    with pytest.raises(SystemExit):
        privacy.erase(leaver.user, by=leaver.user)
    monkeypatch.undo()
    assert not Resume.objects.filter(key__in=keys).exists()
    found = resumes.orphans(older_than=-limits.DAY)
    assert {path.name for path in found.files_without_row} == keys


def test_a_mail_under_way_waits_and_goes_too(leaver: Leaver) -> None:
    with transaction.atomic():
        privacy.erase(leaver.user, by=leaver.user)
    assert not OutgoingMail.objects.filter(to__iexact=leaving.ADDRESS).exists()


def test_who_leaves_a_team_leaves_the_words_behind(leaver: Leaver) -> None:
    """They are about the application, and belong to it."""
    student = make_student()
    application = make_application(Posting.objects.get(pk=leaver.waiting.posting_id), student)
    for model in (Note, Message):
        assert model._default_manager.filter(by=leaver.recruiter).exists()
    notes, messages = Note.objects.count(), Message.objects.count()
    privacy.erase(leaver.recruiter, by=leaver.recruiter)
    assert (Note.objects.count(), Message.objects.count()) == (notes, messages)
    assert not Note.objects.exclude(by=None).exists()
    assert Application.objects.filter(pk=application.pk, student=student).exists()


def test_who_wrote_and_brought_postings_is_nowhere_in_them(transactional_db: None) -> None:
    """A draft, a board that waits and one that was taken back, an invitation: they are the employer's and stay."""
    employer, number = make_employer("Drafters"), 8_310_982_646
    user = make_user("zq-writer@zq-domain.example", pk=number, name="zqcanarywriter")
    seat = Membership.objects.create(user=user, employer=employer, role="recruiter")
    make_member(employer, "owner")
    posting, now = drafting.start(employer, by=user), timezone.now()
    drafting.save(posting, {"title": ["Intern"]}, version=0, by=user)
    PostingDraft.objects.update(content={}, submitted_at=now, submitted_by=user)
    board = json.dumps({"jobs": [{"id": 1, "title": "Intern", "absolute_url": "https://a.example/1"}]}).encode()
    waits, done = (uploads.keep(employer, "greenhouse", board, by=user) for _ in range(2))
    run = bringing.bring(done, by=user)
    ImportRun.objects.filter(pk=run.pk).update(reverted_at=now, reverted_by=user)
    team.invite(seat, "new@example.org", MembershipRole.REVIEWER)
    words = [str(number), "zqcanarywriter", "zq-writer"]
    tables = {place.partition(":")[0] for place in sweep.in_database(words)}
    assert {f"listings_{name}" for name in ("postingdraft", "importupload", "importrun", "invitation")} <= tables
    privacy.erase(user, by=user)
    assert sweep.in_database(words, but=["accounts_auditevent"]) == []
    draft = PostingDraft.objects.get(posting=posting)
    assert (draft.by, draft.submitted_by, draft.data) == (None, None, {"title": ["Intern"]})
    assert ImportUpload.objects.filter(pk__in=[waits.pk, done.pk], by=None).count() == 2
    assert ImportRun.objects.get(pk=run.pk).reverted_by is None
    assert Invitation.objects.get().invited_by is None


def test_the_last_owner_stays(db: None) -> None:
    employer, shared = make_employer("Acme"), make_employer("Shared")
    owner = make_member(employer, "owner")
    Membership.objects.create(user=owner, employer=shared, role="owner")
    Membership.objects.create(user=make_user(), employer=shared, role="owner")
    with pytest.raises(privacy.LastOwner, match="Acme"):
        privacy.erase(owner, by=owner)
    assert User.objects.filter(pk=owner.pk).exists()
    Membership.objects.create(user=make_user(), employer=employer, role="owner")
    privacy.erase(owner, by=owner)
    assert not User.objects.filter(pk=owner.pk).exists()


def test_by_command(leaver: Leaver) -> None:
    said, before = StringIO(), counts()
    call_command("erase_user", leaving.ADDRESS.upper(), "--dry-run", stdout=said)
    assert "applications.application: 3 would be emptied" in said.getvalue()
    assert sweep.in_database([leaving.NAME])
    call_command("erase_user", leaving.ADDRESS, stdout=said)
    assert sweep.in_database(CANARIES) == []
    assert counts() == before
    with pytest.raises(CommandError, match="Nobody has this address"):
        call_command("erase_user", leaving.ADDRESS)


def test_the_plan_is_what_happens(leaver: Leaver) -> None:
    planned = privacy.plan(leaver.user)
    assert privacy.erase(leaver.user, by=leaver.user) == planned
    assert planned.deleted["accounts.user"] == 1
