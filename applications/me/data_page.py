"""/me/data/: what an export holds, and what deleting the account takes away and leaves."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from applications import privacy
from applications.privacy import Erased


def context(user: User) -> dict[str, Any]:
    planned = privacy.plan(user)
    return {"goes": list(_goes(planned)), "stays": list(_stays(planned)), "refusal": refusal(user)}


def refusal(user: User) -> str:
    """Why this account cannot be deleted yet, or ''."""
    owned = privacy.only_owner_of(user)
    return str(privacy.LastOwner(owned)) if owned else ""


def _goes(planned: Erased) -> Iterator[str]:
    named = {
        "applications.resume": lambda n: ngettext("%(n)s résumé with its file", "%(n)s résumés with their files", n),
        "applications.answer": lambda n: ngettext("%(n)s answer", "%(n)s answers", n),
        "applications.applicationdraft": lambda n: ngettext("%(n)s draft", "%(n)s drafts", n),
        "applications.message": lambda n: ngettext("%(n)s message to you", "%(n)s messages to you", n),
        "applications.elsewhere": lambda n: ngettext("%(n)s note of an application elsewhere",
                                                     "%(n)s notes of applications elsewhere", n),
        "listings.savedposting": lambda n: ngettext("%(n)s saved posting", "%(n)s saved postings", n),
        "applications.proficiency": lambda n: ngettext("%(n)s skill", "%(n)s skills", n),
        "accounts.outgoingmail": lambda n: ngettext("%(n)s mail to you", "%(n)s mails to you", n),
        "listings.membership": lambda n: ngettext("your seat at %(n)s employer", "your seats at %(n)s employers", n),
    }  # fmt: skip
    yield _("your account: name, address, password, second factor, sessions")
    if planned.deleted["applications.student"]:
        yield _("your profile")
    for label, words in named.items():
        if count := planned.deleted[label]:
            yield words(count) % {"n": f"{count:,}"}
    rest = sum(
        count
        for label, count in planned.deleted.items()
        if label not in {*named, "accounts.user", "applications.student"}
    )
    if rest:
        yield ngettext("%(n)s further row that names you", "%(n)s further rows that name you", rest) % {
            "n": f"{rest:,}"
        }


def _stays(planned: Erased) -> Iterator[str]:
    if count := planned.emptied["applications.application"]:
        yield ngettext(
            "%(n)s application as a mere count: posting, stage, dates and outcome, without anything of you",
            "%(n)s applications as mere counts: posting, stage, dates and outcome, without anything of you",
            count,
        ) % {"n": f"{count:,}"}
    written = sum(planned.emptied[f"applications.{name}"] for name in ("message", "note"))
    if written:
        yield ngettext(
            "%(n)s text that you wrote about applications, without your name",
            "%(n)s texts that you wrote about applications, without your name",
            written,
        ) % {"n": f"{written:,}"}
    yield _("a log of what was done, in numbers and codes")
