"""Places and skills as rows, loaded once for each worker and kept: tests roll their own changes back."""

from typing import Any

import pytest

from listings.importing import vocabulary_rows
from listings.models import Place


def load() -> None:
    vocabulary_rows.load_skills()
    vocabulary_rows.load_places()


@pytest.fixture(scope="session")
def vocabulary_once(django_db_setup: Any, django_db_blocker: Any) -> None:
    with django_db_blocker.unblock():
        load()


@pytest.fixture
def vocabulary(vocabulary_once: None, django_db_blocker: Any) -> None:
    """A test with transactions of its own empties every table when it ends."""
    with django_db_blocker.unblock():
        if not Place.objects.exists():
            load()
