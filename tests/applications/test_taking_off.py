"""Who was assigned is taken off again: at once, recorded, and without harm to what else is undone."""

import pytest
from django.test import Client

from accounts.models import AuditEvent
from applications import pipeline
from applications.models import Assignment
from tests.applications.desk import Desk, apply
from tests.factories import make_member


@pytest.fixture
def client(desk: Desk) -> Client:
    return desk.client("recruiter")


def test_taken_off_one_sees_nothing_more(client: Client, desk: Desk) -> None:
    one, other = apply(desk.posting, "Noor Haddad"), apply(desk.posting, "Ann Lee")
    by, reviewer = desk.cast.people["recruiter"], desk.cast.people["reviewer"]
    pipeline.assign([one, other], [desk.seat("reviewer"), desk.seat("recruiter")], by=by)
    reading = desk.client("reviewer")
    assert reading.get(desk.one(one)).status_code == 200
    page = client.get(desk.one(one, "assign/")).text
    assert "Assigned already" in page and "Everybody of the team looks already." in page
    done = client.post(desk.one(one, "assign/"), {"sent": "1", "off": reviewer.pk})
    assert done["Location"] == desk.one(one)
    assert f"{reviewer.get_full_name()} is taken off." in client.get(done["Location"]).text
    for rest in ("", "resume/"):
        assert reading.get(desk.one(one, rest)).status_code == 404
    assert reading.post(desk.one(one, "note/"), {"text": "still here"}).status_code == 404
    assert "Noor Haddad" not in reading.get(desk.url("?stage=all")).text
    assert reading.get(desk.one(other)).status_code == 200
    assert sorted(Assignment.objects.values_list("application", "reviewer")) == sorted([
        (one.pk, by.pk), (other.pk, reviewer.pk), (other.pk, by.pk),
    ])  # fmt: skip
    event = AuditEvent.objects.get(code="application.unassign")
    assert (event.subject_id, event.actor_id, event.data) == (one.pk, by.pk, {"reviewer": reviewer.pk})


def test_nobody_else_is_there(client: Client, desk: Desk) -> None:
    one, other = apply(desk.posting), apply(desk.posting)
    pipeline.assign([other], [desk.seat("reviewer")], by=desk.cast.people["recruiter"])
    for off in (desk.cast.people["reviewer"].pk, desk.cast.people["rival"].pk, "x", "9" * 40, ""):
        assert client.post(desk.one(one, "assign/"), {"off": off}).status_code == 404, off
    assert Assignment.objects.count() == 1


def test_one_who_left_the_team_is_taken_off_too(client: Client, desk: Desk) -> None:
    one, reviewer = apply(desk.posting), desk.cast.people["reviewer"]
    pipeline.assign([one], [desk.seat("reviewer")], by=desk.cast.people["recruiter"])
    desk.seat("reviewer").delete()
    assert client.post(desk.one(one, "assign/"), {"off": reviewer.pk}).status_code == 303
    assert not Assignment.objects.exists()


def test_undo_of_the_assignment_beside_it(client: Client, desk: Desk) -> None:
    one, two = apply(desk.posting), apply(desk.posting)
    reviewer, seat = desk.cast.people["reviewer"], desk.seat("reviewer")
    client.post(desk.url("bulk/"), {"do": "assign", "sent": "1", "ids": f"{one.pk},{two.pk}", "reviewers": seat.pk})
    batch = Assignment.objects.values_list("batch", flat=True).first()
    client.post(desk.one(one, "assign/"), {"off": reviewer.pk})
    again = pipeline.assign([one], [seat], by=desk.cast.people["recruiter"])
    client.post(desk.url(f"undo/{batch}/"))  # the other is taken back, what was assigned anew stays
    assert [(a.application_id, a.batch) for a in Assignment.objects.all()] == [(one.pk, again.id)]


def test_undo_where_nothing_is_left_of_it(client: Client, desk: Desk) -> None:
    one = apply(desk.posting)
    client.post(desk.one(one, "assign/"), {"sent": "1", "reviewers": desk.seat("reviewer").pk})
    batch = Assignment.objects.get().batch
    client.post(desk.one(one, "assign/"), {"off": desk.cast.people["reviewer"].pk})
    done = client.post(desk.url(f"undo/{batch}/"))
    assert done.status_code == 303
    assert "There was nothing left to undo." in client.get(done["Location"]).text
    another = Client()
    another.force_login(make_member(desk.cast.employer, "owner"))
    assert another.post(desk.url(f"undo/{batch}/")).status_code == 404
