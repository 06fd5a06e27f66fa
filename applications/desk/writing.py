"""The message that is written from one application: what it begins with, and how often."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts import limits
from accounts.limits import Taken
from accounts.models import User
from applications import letters
from applications.models import Application

EMPTY = "empty"
# Far more than anybody needs: they stop a stuck key, a script, a quarrel.
TO_ONE_A_DAY, BY_ONE_AN_HOUR = 20, 300
TO, BY = "messages to", "messages by"


def beginnings() -> list[tuple[str, Any]]:
    """What a message can begin with: value and label."""
    return [(EMPTY, _("Empty")), *((purpose, letters.PURPOSES[purpose]) for purpose in letters.MESSAGES)]


def begun(application: Application, beginning: str) -> dict[str, str]:
    """Raises KeyError for what is no beginning."""
    if beginning == EMPTY:
        return {"subject": "", "body": ""}
    if beginning not in letters.MESSAGES:
        raise KeyError(beginning)
    letter = letters.draft(application, beginning)
    return {"subject": letter.subject, "body": letter.body}


def count(application: Application, by: User) -> str:
    """Counts one more; where that is one too many, the sentence for the form. Call outside a transaction."""
    taken = limits.take(BY, str(by.pk), most=BY_ONE_AN_HOUR, per=limits.HOUR)
    if not taken.allowed:
        said = {"n": BY_ONE_AN_HOUR, "wait": _wait(taken)}
        return _("You have written %(n)s messages within an hour. This one was not sent: try again in %(wait)s.") % said
    taken = limits.take(TO, str(application.pk), most=TO_ONE_A_DAY, per=limits.DAY)
    if not taken.allowed:
        limits.forgive(BY, str(by.pk))
        said = {"n": TO_ONE_A_DAY, "name": application.name, "wait": _wait(taken)}
        text = _("%(name)s was written %(n)s messages within a day. This one was not sent: try again in %(wait)s.")
        return text % said
    return ""


def uncount(application: Application, by: User) -> None:
    """It was not sent after all."""
    limits.forgive(BY, str(by.pk))
    limits.forgive(TO, str(application.pk))


def _wait(taken: Taken) -> str:
    minutes = -(-taken.seconds // 60)
    if minutes <= 90:
        return ngettext("%(n)s minute", "%(n)s minutes", minutes) % {"n": minutes}
    hours = -(-minutes // 60)
    return ngettext("%(n)s hour", "%(n)s hours", hours) % {"n": hours}
