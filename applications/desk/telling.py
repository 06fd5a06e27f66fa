"""What was done, in sentences for who did it; and what a rejection can say to the student."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from applications import letters
from applications.letters import Letter
from applications.models import Application, Stage
from applications.models.choices import StageType
from applications.pipeline import Batch, Undone
from listings.models import Membership
from listings.postings import matching
from listings.public import phrasing

REASON = "{reason}"  # stands in a drafted letter until one is chosen


def moved(application: Application, stage: Stage, batch: Batch) -> str:
    said = {"name": application.name, "before": application.stage.name, "after": stage.name}
    if not batch.done:
        return _("%(name)s was in %(after)s already, or has withdrawn. Nothing was changed.") % said
    return _with_taken(_("%(name)s moved from %(before)s to %(after)s.") % said, batch)


def rejected(application: Application, batch: Batch) -> str:
    if not batch.done:
        return _("%(name)s was rejected already, or has withdrawn. Nothing was changed.") % {"name": application.name}
    return _with_taken(_("%(name)s is rejected.") % {"name": application.name}, batch)


def moved_many(batch: Batch, stage: str) -> str:
    text = ngettext("%(n)s application moved to %(stage)s.", "%(n)s applications moved to %(stage)s.", batch.done)
    return _with_taken(_with_left(text % {"n": f"{batch.done:,}", "stage": stage}, batch.left), batch)


def rejected_many(batch: Batch) -> str:
    text = ngettext("%(n)s application rejected.", "%(n)s applications rejected.", batch.done)
    return _with_taken(_with_left(text % {"n": f"{batch.done:,}"}, batch.left), batch)


def assigned(batch: Batch, seats: Sequence[Membership]) -> str:
    names = phrasing.all_of([seat.user.get_full_name() for seat in seats])
    text = ngettext(
        "%(n)s application assigned to %(who)s.", "%(n)s applications assigned to %(who)s.", batch.done
    )  # fmt: skip
    said = text % {"n": f"{batch.done:,}", "who": names}
    if not batch.left:
        return said
    rest = ngettext(
        "%(n)s was assigned already, or was withdrawn.", "%(n)s were assigned already, or were withdrawn.", batch.left
    )  # fmt: skip
    return f"{said} {rest % {'n': f'{batch.left:,}'}}"


def unassigned(batch: Batch, reviewer: User) -> str:
    said = {"who": reviewer.get_full_name()}
    if not batch.done:
        return _("%(who)s did not look at it any more. Nothing was changed.") % said
    return _("%(who)s is taken off.") % said


def _with_left(said: str, left: int) -> str:
    if not left:
        return said
    why = ngettext(
        "%(n)s stays as it was: there already, or withdrawn.",
        "%(n)s stay as they were: there already, or withdrawn.",
        left,
    )
    return f"{said} {why % {'n': f'{left:,}'}}"


def _with_taken(said: str, batch: Batch) -> str:
    """Undoing the batch does not send them after all: their words stand in the timeline."""
    if not batch.taken_back:
        return said
    text = ngettext("The message was taken back.", "%(n)s messages were taken back.", batch.taken_back)
    return f"{said} {text % {'n': f'{batch.taken_back:,}'}}"


def undone(found: Undone) -> str:
    late = ngettext(
        "%(n)s can no longer be undone: its mail has gone, or something was done since.",
        "%(n)s can no longer be undone: their mail has gone, or something was done since.",
        found.too_late,
    ) % {"n": f"{found.too_late:,}"}
    if not found.undone:
        return late if found.too_late else _("There was nothing left to undo.")
    said = ngettext("Undone. No mail was sent.", "%(n)s undone. No mail was sent.", found.undone)
    said %= {"n": f"{found.undone:,}"}
    return f"{said} {late}" if found.too_late else said


def rejection(application: Application) -> Letter:
    """As far as it can be drafted before a reason is chosen."""
    return letters.draft(application, StageType.REJECTED, REASON)


def reasons(application: Application, *, for_many: bool = False) -> list[str]:
    """The posting's own requirements, as the student read them, each in a sentence for the student. What this one
    does not meet comes first; FOR_MANY they stand as in the posting."""
    lines = list(matching.fit(application.facts(), matching.Requirements.of(application.posting)).lines)
    if not for_many:
        lines.sort(key=lambda line: (matching.NOT, matching.UNTOLD, matching.MET).index(line.state))
    return list(dict.fromkeys(_reason(line) for line in lines))


def _reason(line: matching.Line) -> str:
    if line.kind == "skill":
        return _("We did not find enough of what the position needs: %(requirement)s.") % {"requirement": line.text}
    return _("A condition of the position is not met: %(rule)s.") % {"rule": line.text}
