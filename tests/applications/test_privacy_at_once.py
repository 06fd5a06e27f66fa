"""Somebody deletes the account while others write about them: whoever comes first, nothing is left."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, connection

from applications import applying, drafts, pipeline, privacy, resumes, tallies
from applications.models import Application
from tests import sweep
from tests.applicants import sending
from tests.applications.leaving import CANARIES, LETTER, NOTE, STUDENT_ID, USER_ID, Leaver, make_leaver
from tests.factories import make_posting

NUMBERS = [str(USER_ID), str(STUDENT_ID)]
ROUNDS = range(2)


@pytest.fixture
def leaver(transactional_db: None, settings: Any, tmp_path: Path) -> Leaver:
    settings.MEDIA_ROOT, settings.MAIL_DIR = tmp_path / "media", tmp_path / "mail"
    return make_leaver()


def note(leaver: Leaver) -> None:
    pipeline.add_note(leaver.waiting, f"{NOTE} late", by=leaver.recruiter)


def write(leaver: Leaver) -> None:
    pipeline.write(leaver.waiting, pipeline.Letter("Hi", f"{NOTE} late", is_final=True), by=leaver.recruiter)


def reject(leaver: Leaver) -> None:
    pipeline.reject([leaver.waiting], reason="filled", told=f"{NOTE} late", by=leaver.recruiter)


def submit(leaver: Leaver) -> None:
    resume = resumes.store_text(f"{LETTER} late", student=leaver.student)
    made = sending(leaver.student, resume=resume, cover_letter=f"{LETTER} late")
    applying.submit(make_posting(), leaver.student, made, by=leaver.user)


def keep_draft(leaver: Leaver) -> None:
    drafts.keep(make_posting(), drafts.Holder(leaver.user), {"cover_letter": f"{LETTER} late"})


def withdraw(leaver: Leaver) -> None:
    applying.withdraw(leaver.waiting, by=None)


@pytest.mark.parametrize("_round", ROUNDS)
@pytest.mark.parametrize("act", [note, write, reject, submit, keep_draft, withdraw])
def test_at_once(act: Callable[[Leaver], None], _round: int, leaver: Leaver) -> None:
    start, refused = threading.Barrier(2), list[Exception]()

    def other() -> None:
        start.wait()
        try:
            act(leaver)
        except (pipeline.NotAllowed, IntegrityError, AssertionError) as error:  # the person is gone
            refused.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=other)
    thread.start()
    start.wait()
    privacy.erase(leaver.user, by=leaver.user)
    thread.join()
    assert sweep.in_database(CANARIES) == []
    assert sweep.in_database(NUMBERS, but=["accounts_auditevent"]) == []
    assert tallies.recount() == 0
    assert not Application.objects.filter(student=None, erased_at=None).exists()
