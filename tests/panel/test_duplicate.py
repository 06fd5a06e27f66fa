"""The button that copies a posting into the next year."""

import threading
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from applications import asking
from applications.models import Application
from listings.models import Posting, PostingDraft, PostingRevision
from listings.postings import writing
from listings.postings.content import Content
from panel.editor.standing import typed_of
from tests.applicants import make_application, make_question
from tests.cast import WHO, Cast, make_cast
from tests.contents import everything
from tests.factories import make_posting, make_source

YEAR = timezone.now().year


@pytest.fixture
def cast(db: Any, settings: Any) -> Cast:
    settings.REQUIRE_MFA = False
    return make_cast()


def standing(cast: Cast, **changes: Any) -> Posting:
    posting = make_posting(employer=cast.employer, source=None)
    said = {"terms": (f"summer-{YEAR + 1}",), "starts_on": date(YEAR + 1, 6, 7), **changes}
    writing.write(posting, everything(**said))
    posting.refresh_from_db()
    return posting


def address(posting: Posting, rest: str = "") -> str:
    return f"/employer/{posting.employer.slug}/postings/{posting.pk}/{rest}"


def press(cast: Cast, posting: Posting, who: str = "recruiter") -> Any:
    return cast.client(who).post(address(posting, "duplicate/"), follow=True)


def made(posting: Posting) -> Posting:
    return Posting.objects.exclude(pk=posting.pk).get()


@pytest.mark.parametrize("who", WHO)
def test_who_may(cast: Cast, who: str) -> None:
    posting = standing(cast)
    status = {"visitor": 302, "recruiter": 303, "reviewer": 403}.get(who, 404)
    assert cast.client(who).post(address(posting, "duplicate/")).status_code == status
    assert Posting.objects.count() == (2 if who == "recruiter" else 1)
    assert cast.client("recruiter").get(address(posting, "duplicate/")).status_code == 405


def test_a_rivals_posting_is_none_at_ones_own_desk(cast: Cast) -> None:
    posting = standing(cast)
    own = f"/employer/{cast.other.slug}/postings/{posting.pk}/duplicate/"
    assert cast.client("rival").post(own).status_code == 404
    assert Posting.objects.count() == 1


def test_words_and_questions_go_along_and_nothing_else(cast: Cast) -> None:
    posting = standing(cast, title=f"Back-end intern {YEAR + 1}")
    question = make_question(posting, "Why us?", required=True)
    make_question(posting, "Once asked", retired_at=timezone.now())
    make_application(posting, answers=[(question, "So.")])
    PostingRevision.objects.create(posting=posting, at=timezone.now(), facet="title", before="a", after="b")
    PostingDraft.objects.create(posting=posting, saved_at=timezone.now(), data={"title": ["Half typed"]})
    shown = press(cast, posting).content.decode()
    copy = made(posting)
    assert copy.status == "draft" and copy.title == f"Back-end intern {YEAR + 1}"
    assert Content.of(copy).terms == (f"summer-{YEAR + 2}",) and copy.starts_on == date(YEAR + 2, 6, 7)
    assert f"Summer {YEAR + 2}" in shown and f"still speak of {YEAR + 1}" in shown
    (asked,) = asking.standing(copy)
    assert (asked.text, asked.required) == ("Why us?", True) and asked.id != question.pk
    assert Application.objects.get().posting == posting
    assert not copy.revisions.exists() and not PostingDraft.objects.filter(posting=copy).exists()


def test_what_is_left_empty_is_listed(cast: Cast) -> None:
    over = {"publish_at": None, "opens_at": None, "closes_on": date(YEAR - 2, 3, 1)}
    posting = standing(cast, terms=(f"summer-{YEAR}",), starts_on=None, **over)
    shown = press(cast, posting).content.decode()
    assert "Left empty" in shown and "Closes" in shown and made(posting).closes_on is None


def test_a_draft_is_copied_as_it_is_typed(cast: Cast) -> None:
    client = cast.client("recruiter")
    client.post(f"/employer/{cast.employer.slug}/postings/new/")
    draft = Posting.objects.get()
    content = everything(terms=(f"summer-{YEAR - 1}",), starts_on=None, closes_on=date(YEAR - 1, 12, 31), opens_at=None)
    typed = {**typed_of(content).as_data(), "title": "Typed", "openings": "many", "version": "0", "action": "save"}
    asked = {"questions": "yes", "question_kind": ["text", "one-of"], "question_text": ["Why us?", "No choices"]}
    client.post(address(draft), {**typed, **asked})
    press(cast, draft)
    copy = made(draft)
    assert (copy.title, copy.openings) == ("Typed", None)
    years = {int(slug.rpartition("-")[2]) for slug in Content.of(copy).terms}
    assert copy.closes_on and copy.closes_on.year - (YEAR - 1) == min(years) - (YEAR - 1) > 0
    assert [one.text for one in asking.standing(copy)] == ["Why us?"]


@pytest.mark.parametrize("status", ["draft", "in_moderation", "paused", "closed", "archived", "rejected"])
def test_in_every_state_but_removed(cast: Cast, status: str) -> None:
    posting = make_posting(employer=cast.employer, source=None, status=status)
    assert press(cast, posting).status_code == 200
    assert made(posting).status == "draft"


def test_of_an_imported_one_the_copy_is_the_employers_own(cast: Cast) -> None:
    posting = make_posting(employer=cast.employer, source=make_source("list-one"), skills={"go": "mentioned"})
    press(cast, posting)
    copy = made(posting)
    assert copy.source is None and not copy.role_evidence


def test_a_removed_one_is_none(cast: Cast) -> None:
    posting = make_posting(employer=cast.employer, source=None, status="removed", removed_at=timezone.now())
    assert press(cast, posting).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_two_presses_at_once_make_one(cast: Cast) -> None:
    posting, go, found = standing(cast), threading.Barrier(2), []
    make_question(posting)
    clients = [cast.client("recruiter") for _n in range(2)]

    def run(client: Any) -> None:
        go.wait(10)
        found.append(client.post(address(posting, "duplicate/"))["Location"])
        connection.close()

    threads = [threading.Thread(target=run, args=[client]) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(set(found)) == 1 and len(found) == 2
    assert len(asking.standing(made(posting))) == 1
