"""Who may come to the desk, and what each may do there."""

from typing import Any

from django.urls import reverse

from accounts.models import AuditEvent
from applications import pipeline, urls_review
from applications.models import Application, Assignment, Move, Note
from listings.models import Membership
from tests.applications.desk import Desk, apply

BATCH = "11111111-1111-1111-1111-111111111111"
READS = ("", "board/", "board/{posting}/", "applications/{one}/")
DECIDES = (
    "applications/{one}/move/?to={review}",
    "applications/{one}/reject/",
    "applications/{one}/assign/",
    "postings/{posting}/closing/",
    "templates/",
    "templates/interview/",
)
WRITES: dict[str, dict[str, Any]] = {
    "applications/{one}/move/": {"to": "{review}"},
    "applications/{one}/reject/": {"sent": "1", "reason": "filled", "subject": "s", "body": "b"},
    "applications/{one}/message/": {"subject": "s", "body": "b"},
    "applications/{one}/assign/": {"sent": "1", "reviewers": "{seat}"},
    "bulk/": {"do": "reject", "ids": "{one}"},
    f"undo/{BATCH}/": {},
    "templates/interview/": {"subject": "s", "body": "b"},
}


def names(desk: Desk, one: Application) -> dict[str, Any]:
    return {
        "posting": desk.posting.pk,
        "one": one.pk,
        "review": desk.stage("review").pk,
        "seat": desk.seat("reviewer").pk,
    }


def filled(data: dict[str, Any], said: dict[str, Any]) -> dict[str, Any]:
    return {key: value.format(**said) for key, value in data.items()}


def test_every_address_of_the_desk_is_tried() -> None:
    """What is done by POST alone answers nothing else."""
    tried = {
        rest.partition("?")[0]
        for rest in (*READS, *DECIDES, *WRITES, "applications/{one}/resume/", "applications/{one}/note/")
    }
    names = {"<int:application_id>": "{one}", "<int:posting_id>": "{posting}", "<slug:purpose>": "interview"}
    there = set()
    for pattern in urls_review.urlpatterns:
        route = str(pattern.pattern).removeprefix("<slug:slug>/").replace("<uuid:batch>", BATCH)
        for name, value in names.items():
            route = route.replace(name, value)
        there.add(route)
    assert there == tried


def test_what_changes_something_takes_no_get(desk: Desk) -> None:
    one = apply(desk.posting)
    for rest in ("note/", "message/"):
        assert desk.client("recruiter").get(desk.one(one, rest)).status_code == 405
    assert desk.client("recruiter").get(desk.url(f"undo/{BATCH}/")).status_code == 405
    for rest in ("", "board/", f"board/{desk.posting.pk}/", f"applications/{one.pk}/", "templates/"):
        assert desk.client("recruiter").post(desk.url(rest)).status_code == 405


def test_reading(desk: Desk) -> None:
    one = apply(desk.posting)
    said = names(desk, one)
    pipeline.assign([one], [desk.seat("reviewer")], by=desk.cast.people["recruiter"])
    wanted = {"recruiter": 200, "reviewer": 200, "rival": 404, "student": 404, "moderator": 404, "visitor": 302}
    for who, status in wanted.items():
        client = desk.client(who)
        got = {rest: client.get(desk.url(rest.format(**said)), follow=who == "reviewer").status_code for rest in READS}
        assert got == dict.fromkeys(READS, status), who


def test_deciding_is_for_owner_and_recruiter(desk: Desk) -> None:
    one = apply(desk.posting)
    said = names(desk, one)
    pipeline.assign([one], [desk.seat("reviewer")], by=desk.cast.people["recruiter"])
    for who, status in {"reviewer": 403, "rival": 404, "student": 404, "moderator": 404, "visitor": 302}.items():
        client = desk.client(who)
        for rest in DECIDES:
            assert client.get(desk.url(rest.format(**said))).status_code == status, (who, rest)
        for rest, data in WRITES.items():
            assert client.post(desk.url(rest.format(**said)), filled(data, said)).status_code == status, (who, rest)
    assert not Move.objects.exists()
    assert Assignment.objects.count() == 1
    for rest in DECIDES:
        assert desk.client("recruiter").get(desk.url(rest.format(**said))).status_code == 200, rest


def test_a_reviewer_is_told_the_same_of_what_is_there_and_what_is_not(desk: Desk) -> None:
    """The role's 403 comes before anything is looked up; what may be read but is not assigned is a 404."""
    mine, hidden = apply(desk.posting, "Mine Only"), apply(desk.posting, "Hidden Person")
    pipeline.assign([mine], [desk.seat("reviewer")], by=desk.cast.people["recruiter"])
    client = desk.client("reviewer")
    for pk in (hidden.pk, 999_999_999):
        assert client.get(desk.url(f"applications/{pk}/")).status_code == 404
        assert client.post(desk.url(f"applications/{pk}/note/"), {"text": "x"}).status_code == 404
        assert client.post(desk.url(f"applications/{pk}/reject/"), {"sent": "1"}).status_code == 403
    for rest in ("", "?stage=all", f"board/{desk.posting.pk}/", f"applications/{mine.pk}/"):
        page = client.get(desk.url(rest)).text
        assert "Mine Only" in page
        assert "Hidden" not in page
    assert "1 of 1" in client.get(desk.one(mine)).text
    assert client.get(desk.url(f"board/{desk.other.pk}/")).status_code == 404


def test_a_reviewer_writes_notes_and_no_messages(desk: Desk) -> None:
    one = apply(desk.posting)
    pipeline.assign([one], [desk.seat("reviewer")], by=desk.cast.people["recruiter"])
    client = desk.client("reviewer")
    page = client.get(desk.one(one)).text
    assert "Only colleagues read this." in page
    assert "by mail" not in page
    response = client.post(desk.one(one, "note/"), {"text": "Ask about the kill test."})
    assert response.status_code == 303
    assert Note.objects.get().text == "Ask about the kill test."
    assert "Ask about the kill test." in client.get(desk.one(one)).text


def test_who_leaves_the_team_is_out_at_once(desk: Desk) -> None:
    one = apply(desk.posting)
    client = desk.client("recruiter")
    assert client.get(desk.one(one)).status_code == 200
    Membership.objects.filter(user=desk.cast.people["recruiter"]).delete()
    for rest in ("", f"board/{desk.posting.pk}/", f"applications/{one.pk}/"):
        assert client.get(desk.url(rest)).status_code == 404
    assert client.post(desk.one(one, "note/"), {"text": "x"}).status_code == 404


def test_a_suspended_employer_has_no_desk(desk: Desk, settings: Any) -> None:
    one = apply(desk.posting)
    desk.cast.employer.suspended_at = one.submitted_at
    desk.cast.employer.save()
    assert desk.client("recruiter").get(desk.one(one)).status_code == 404


def test_what_was_withdrawn_is_nobodys(desk: Desk) -> None:
    from applications import applying

    one = apply(desk.posting, "Gone Already")
    applying.withdraw(one, by=one.student.user)
    client = desk.client("recruiter")
    assert client.get(desk.one(one)).status_code == 404
    assert "Gone Already" not in client.get(desk.url("?stage=all")).text


def test_the_bare_address(desk: Desk) -> None:
    assert desk.client("recruiter").get("/review/")["Location"] == desk.url()
    assert desk.client("student").get("/review/").status_code == 404
    assert desk.client("visitor").get("/review/")["Location"].startswith(reverse("sign_in"))
    Membership.objects.create(user=desk.cast.people["recruiter"], employer=desk.cast.other, role="reviewer")
    page = desk.client("recruiter").get("/review/")
    assert desk.url() in page.text
    assert f"/review/{desk.cast.other.slug}/" in page.text


def test_a_second_factor_comes_before_the_first_application(desk: Desk, settings: Any) -> None:
    settings.REQUIRE_MFA = True
    one = apply(desk.posting, "Not Shown")
    for rest in ("", f"applications/{one.pk}/", f"applications/{one.pk}/resume/"):
        response = desk.client("recruiter").get(desk.url(rest))
        assert response.status_code == 302
        assert "2fa" in response["Location"]
    assert desk.client("rival").get(desk.url()).status_code == 404  # is told of no page
    assert not AuditEvent.objects.filter(code="application.open").exists()


def test_no_copy_is_kept(desk: Desk) -> None:
    one = apply(desk.posting)
    for rest in ("", f"board/{desk.posting.pk}/", f"applications/{one.pk}/"):
        assert "no-store" in desk.client("recruiter").get(desk.url(rest))["Cache-Control"]


def test_ones_name_leads_to_the_account(desk: Desk) -> None:
    client = desk.client("reviewer")
    name = desk.cast.people["reviewer"].get_short_name()
    page = client.get(desk.url()).text
    link = page[page.index('<a href="/me/mail/">') :]
    assert name in link[: link.index("</a>")]
    assert "/password/" not in page
    assert "Your account" in client.get("/me/mail/").text
