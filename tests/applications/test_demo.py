"""The demonstration's applications are what the verbs would have made, and mean no mail to anybody."""

import io
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from accounts.models import OutgoingMail
from applications import resumes, settling, tallies
from applications.models import Application, Assignment, Resume
from applications.models.choices import StageType
from jobboard.demo import plan
from tests.factories import make_place, make_skill


@pytest.mark.django_db
def test_applications(settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    small = plan.small(timezone.now().date())
    for slug in plan.skills_of(small) | {
        s.partition(":")[0] for p in plan.load("applicants.toml")["person"] for s in p[6]
    }:
        make_skill(slug)
    for slug in plan.places_of(small):
        make_place(slug)
    call_command("seed_demo", stdout=io.StringIO())
    living = Application.objects.living()
    assert living.count() >= 40
    assert {kind for kind in StageType.values if not living.filter(stage__type=kind).exists()} == set()
    assert living.late(timezone.now()).count() >= 3
    assert Application.objects.filter(withdrawn_at__isnull=False).exists()
    noor = Application.objects.filter(student__user__email="student@demo.test")
    assert {one.stage.type for one in noor.select_related("stage")} >= {"interview", "rejected", "new"}
    assert Assignment.objects.filter(reviewer__email="reviewer@demo.test").count() >= 5
    assert all(resumes.read(resume) for resume in Resume.objects.filter(key__isnull=False))
    assert not OutgoingMail.objects.exists()
    assert tallies.recount() == 0
    for one in living:  # the rows say what the moves say
        before = (one.stage_id, one.outcome, one.reason, one.answered_at)
        settling.settle([one])
        one.refresh_from_db()
        assert (one.stage_id, one.outcome, one.reason, one.answered_at) == before
    for one in Application.objects.all():
        told_in_order(one)


def told_in_order(one: Application) -> None:
    """Nobody writes about what nobody has opened, and nothing lies ahead."""
    notes, messages, moves = (list(rows.values_list("at", flat=True)) for rows in (one.notes, one.messages, one.moves))
    later = [*one.assignments.values_list("at", flat=True), *notes, *messages, *moves]
    assert all(one.submitted_at < at <= timezone.now() for at in later), one
    if notes or messages or moves:
        assert one.opened_at, one
        assert one.submitted_at < one.opened_at < min([*notes, *messages, *moves]), one
    assert not moves or max([*notes, *messages], default=moves[0]) <= moves[0], one
