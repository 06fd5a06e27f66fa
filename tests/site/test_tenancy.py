"""Every address with an argument × everybody who has no business there: the same answer as for what never was, and
nothing in the database is changed. A new route with an argument fails until it is said here whose it is.
"""

import re
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.test import Client

from accounts import mailing
from applications import door, drafts, letters
from applications.models import Application, ApplicationDraft
from listings.models import Posting
from listings.postings import preview_links
from tests.answers import rows, told, undone
from tests.canary import STRANGERS, World, make_world
from tests.site.tenancy_addresses import DESK, POSTINGS, PUBLIC, REF, STAFF, STUDENTS, TOKENS
from tests.site.test_urls_matrix import ROUTES

pytestmark = pytest.mark.django_db
NEVER = 999_999_999
# A form with everything that any of ours takes. {name} is an id.
EVERYTHING = {
    "sent": "1",
    "do": "reject",
    "ids": "{application}",
    "to": "{stage}",
    "reviewers": "{seat}",
    "reason": "filled",
    "subject": "s",
    "body": "b",
    "text": "t",
    "note": "n",
    "keep": "1",
    "said": "yes",
    "title": "t",
    "employer": "e",
    "status": "applied",
    "name": "Mallory",
    "email": "m@example.org",
    "resume_text": "Go " * 30,
    "usual": "1",
    "resume_kept": "{resume}",
    "answer-{question}": "yes",
    "query": "posting={posting}&stage={stage}",
    "all": "",
    "from": "application",
    "application": "{application}",
    "drop": "1",
    "action": "resend",
    "code": "123456",
}
NEWLY_MADE = re.compile(r"(?<=/undo/)[0-9a-f-]{36}|(?<=^\n/me/applications/)\d+(?=/sent/$)")
OURS = {"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def world(settings: Any, tmp_path: Path) -> World:
    settings.REQUIRE_MFA, settings.MEDIA_ROOT = False, tmp_path
    return make_world()


def test_every_argument_is_somebodys() -> None:
    with_argument = {route for route in ROUTES if re.search(r"[<(]", route) and not route.startswith(STAFF)}
    said = {*STUDENTS, *DESK, *POSTINGS, *TOKENS, *PUBLIC}
    assert with_argument - said == set(), "say whose it is"
    assert said - {*ROUTES} == set(), "no longer there"


def filled(words: str, ids: dict[str, Any]) -> str:
    return re.sub(r"\{(\w+)\}", lambda found: str(ids.get(found[1], NEVER)), words)


def address(route: str, takes: dict[str, str]) -> str:
    """With the names of ids in braces."""
    named = {"slug": "slug", "purpose": "", **takes}
    found = re.sub(r"<\w+:(\w+)>", lambda one: f"{{{named[one[1]]}}}" if named[one[1]] else "interview", route)
    return "/" + found.replace("^", "").replace("$", "").replace(REF, "{ref}")


def body(ids: dict[str, Any]) -> dict[str, str]:
    return {filled(name, ids): filled(value, ids) for name, value in EVERYTHING.items()}


def never(ids: dict[str, Any], *but: str) -> dict[str, Any]:
    """The same names, of nothing that is there."""
    known = {"slug": "never-was", "batch": uuid.UUID(int=7), "message_batch": uuid.UUID(int=7), "ref": f"{NEVER}-x"}
    return {name: value if name in but else known.get(name, NEVER) for name, value in ids.items()}


def both(client: Client, where: str, ids: dict[str, Any]) -> Iterator[tuple[str, tuple[Any, ...]]]:
    for method in (client.get, client.post):
        data = (body(ids),) if method == client.post else ()
        yield method.__name__, told(method(filled(where, ids), *data, headers=OURS), ids)


def alike(
    client: Client, who: str, where: str, real: dict[str, Any], unreal: dict[str, Any], statuses: set[int]
) -> None:
    for (method, one), (_method, other) in zip(both(client, where, real), both(client, where, unreal), strict=True):
        assert one == other, (who, method, where)
        assert one[0] in statuses, (who, method, where, one[0], one[3][-200:])


def ids_of(world: World, whose: str) -> dict[str, Any]:
    return {**world.own["recruiter"], **world.own["student"], "unused": world.ids["unused"], **world.own.get(whose, {})}


@pytest.mark.parametrize("who", [who for who in STRANGERS if who != "student"])
def test_what_is_a_students(world: World, who: str) -> None:
    real, client, before = ids_of(world, "student"), world.client(who), rows()
    if who == "other":  # has saved the same posting, and may write a note to it
        real["saved"] = Posting.objects.exclude(pk=real["saved"])[0].pk
    for route, takes in STUDENTS.items():
        # A way that takes only POST says so before it looks anything up; a visitor is sent to the sign-in.
        alike(client, who, address(route, takes), real, never(real), {302, 405} if who == "visitor" else {404, 405})
    assert rows() == before


@pytest.mark.parametrize("who", [who for who in STRANGERS if who not in ("recruiter", "reviewer")])
def test_what_is_an_employers(world: World, who: str) -> None:
    """Known by its real address and all its real ids."""
    real, client, before = ids_of(world, "recruiter"), world.client(who), rows()
    for route, takes in DESK.items():
        alike(client, who, address(route, takes), real, never(real), {302, 405} if who == "visitor" else {404, 405})
        if who == "rival":  # at their own desk
            here = {**real, "slug": world.cast.other.slug}
            if takes:
                alike(client, who, address(route, takes), here, never(here, "slug"), {404, 405})
    assert rows() == before


def test_what_a_reviewer_was_not_given(world: World) -> None:
    unassigned = Application.objects.get(pk=world.ids["unassigned"])
    real = {**ids_of(world, "recruiter"), "application": unassigned.pk, "posting": unassigned.posting_id,
            "question": unassigned.posting.questions.get().pk, "stage": unassigned.stage_id}  # fmt: skip
    client, before = world.client("reviewer"), rows()
    for route, takes in DESK.items():
        if takes:
            alike(client, "reviewer", address(route, takes), real, never(real, "slug"), {403, 404, 405})
    assert rows() == before


@pytest.mark.parametrize("who", STRANGERS)
def test_a_posting_that_was_never_published(world: World, who: str) -> None:
    """Not even to the employer's own people, as long as nobody published it."""
    pk = world.ids["never"]
    real = {"posting": pk, "ref": f"{pk}-{Posting.objects.get(pk=pk).slug}"}
    client, before = world.client(who), rows()
    for route in POSTINGS:
        alike(client, who, address(route, {"posting_id": "posting"}), real, never(real), {404, 405})
    assert rows() == before


@pytest.mark.parametrize("who", STRANGERS)
def test_a_token_opens_one_door(world: World, who: str) -> None:
    """One that is good elsewhere, and one with a letter changed, are as one that was made up."""
    application = Application.objects.get(pk=world.own["recruiter"]["application"])
    stop = mailing.stop_address(world.cast.people["student"], "draft-reminder").rstrip("/").rpartition("/")[2]
    withdraw = letters.withdraw_token(application)
    draft = drafts.link_token(ApplicationDraft.objects.first())
    preview, _until = preview_links.make(application.posting, by=world.cast.people["recruiter"])
    wrong = {"mail/stop": (withdraw, draft, stop[:-1]), "withdraw": (stop, draft, withdraw[:-1], application.pk),
             "preview": (stop, withdraw, draft, preview[:-1], application.posting_id)}  # fmt: skip
    client, before = world.client(who), rows()
    for place, tokens in wrong.items():
        for token in tokens:
            alike(client, who, f"/{place}/{{token}}/", {"token": token}, {"token": "made-up"}, {404, 405})
    assert rows() == before


# A foreign id in the query or in a form of one's own page. {own_…} is one's own, the others are employer one's.
DESK_QUERIES = ("?posting={posting}", "?stage={stage}", "?posting={own_posting}&stage={stage}", "?answer-{question}=yes",
                "?posting={own_posting}&answer-{question}=yes", "?answer-{question}-from=1", "?stage={stage}&stage=all",
                "board/{own_posting}/?posting={posting}", "board/{own_posting}/?stage={stage}", "?assigned={seat}",
                "applications/{own_application}/?posting={posting}", "applications/{own_application}/?stage={stage}",
                "applications/{own_application}/move/?to={stage}", "applications/{own_application}/reject/?posting={posting}",
                "applications/{own_application}/assign/?answer-{question}=yes")  # fmt: skip
ON_OWN = ("note/", "message/", "move/", "reject/", "assign/")
CHANGES: tuple[dict[str, str], ...] = (
    {"to": "{stage}"}, {"reviewers": "{seat}"}, {"off": "{person}"}, {"query": "posting={posting}"}, {"query": "stage={stage}"},
    {"query": "answer-{question}=yes"}, {"from": "board", "application": "{application}"},
)  # fmt: skip
IN_BULK: tuple[dict[str, str], ...] = (
    {"ids": "{application}"}, {"ids": "{own_application},{application}"}, {"do": "move", "to": "{stage}"},
    {"do": "assign", "reviewers": "{seat}"}, {"all": "1", "query": "posting={posting}"}, {"all": "1", "query": "stage={stage}"},
    {"all": "1", "do": "move", "to": "{stage}"}, {"query": "answer-{question}=yes"},
)  # fmt: skip
OWN = {"sent": "1", "reason": "filled", "subject": "s", "body": "b", "text": "t", "note": "n", "to": "{own_stage}",
       "reviewers": "{own_seat}", "ids": "{own_application}", "do": "reject"}  # fmt: skip


def effect(client: Client, where: str, data: dict[str, str] | None, ids: dict[str, Any]) -> tuple[Any, ...]:
    """What it answers, and how many rows of which tables it adds and takes away."""
    before = rows()
    with undone():
        where, sent = filled(where, ids), {filled(k, ids): filled(v, ids) for k, v in (data or {}).items()}
        response = client.get(where) if data is None else client.post(where, sent, headers=OURS)
        said, after = told(response, {k: v for k, v in ids.items() if not k.startswith("own_")}), rows()
    return (*said[:3], NEWLY_MADE.sub("", said[3])), {
        table: (len({*after.get(table, [])} - {*lines}), len({*lines} - {*after.get(table, [])}))
        for table, lines in before.items() if after.get(table) != lines
    }  # fmt: skip


def test_a_foreign_id_at_ones_own_desk(world: World) -> None:
    own = {f"own_{name}": value for name, value in world.own["rival"].items()}
    real = {**ids_of(world, "recruiter"), **own}
    unreal = {**never(real), **own}
    desk, client = f"/review/{world.cast.other.slug}/", world.client("rival")
    tries: list[tuple[str, dict[str, str] | None]] = [(query, None) for query in DESK_QUERIES]
    tries += [(f"applications/{{own_application}}/{page}", OWN | change) for page in ON_OWN for change in CHANGES]
    tries += [("bulk/", OWN | change) for change in IN_BULK]
    for rest, data in tries:
        assert effect(client, desk + rest, data, real) == effect(client, desk + rest, data, unreal), (rest, data)


@pytest.fixture
def standing_clock(world: World) -> Iterator[None]:
    with time_machine.travel(datetime.now(UTC), tick=False):
        yield


@pytest.mark.usefixtures("standing_clock")  # the form holds a signed moment
def test_a_foreign_id_in_ones_own_form(world: World) -> None:
    """Applying with another's résumé, another posting's question, another's draft or another form's time."""
    theirs = Posting.objects.get(pk=world.own["recruiter"]["posting"])
    real = ids_of(world, "recruiter") | {
        "opened": door.stamp(theirs, theirs.first_published_at),
        "draft": world.ids["draft_of_stranger"],
    }
    del real["saved"]  # which is one's own posting here
    unreal, client, page = never(real), world.client("other"), f"/internships/{world.ids['public_ref']}/apply/"
    base = {"name": "Otto", "cover_letter": "Hello", "resume_text": ""}
    for change in ({"resume_kept": "{resume}"}, {"resume_kept": "{unused}"}, {"answer-{question}": "yes", "resume_text": "Go"},
                   {"opened": "{opened}"}, {"resume_drop": "{resume}"}):  # fmt: skip
        for where in (page, f"{page}draft/"):
            one, other = (effect(client, where, base | change, ids) for ids in (real, unreal))
            assert one == other, (where, change)
    code = f"/internships/{theirs.pk}-{theirs.slug}/apply/code/?draft={{draft}}"
    assert effect(client, code, None, {"draft": real["draft"]}) == effect(client, code, None, {"draft": NEVER})
