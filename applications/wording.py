"""The searchable words of an application, by the board's own normaliser, so that "golang" finds Go here too."""

from collections.abc import Iterable
from typing import Any

from django.db import connection

from applications.models import Application
from listings.vocabulary import normalise

WRITE = """
UPDATE applications_application SET words =
    setweight(to_tsvector('first_commit', %(name)s), 'A') || setweight(to_tsvector('first_commit', %(text)s), 'D')
WHERE id = %(id)s
"""


def write(application: Application) -> None:
    """Call it after the application and its answers are written."""
    answers = (said(answer.value) for answer in application.answers.all())
    assert application.resume
    text = " . ".join([application.resume.text, application.cover_letter, *answers, *_told(application)])
    values: dict[str, int | str] = {
        "id": application.pk,
        "name": normalise.for_index(application.name),
        "text": normalise.for_index(text),
    }
    with connection.cursor() as cursor:
        cursor.execute(WRITE, values)


def _told(application: Application) -> Iterable[str]:
    yield application.school
    yield from (told.get("evidence", "") for told in application.skills.values())


def said(value: Any) -> str:
    """An answer as words; yes and no are filtered for, not searched."""
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return "" if isinstance(value, bool) or value is None else str(value)
