"""What has changed since a posting opened: the line above its facts, and the log below."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from listings.postings import revisions
from listings.public import phrasing, posting_status
from listings.public.parts import Notice
from listings.public.posting_read import Reading


def changes(reading: Reading) -> list[dict[str, Any]]:
    """What readers were told had changed, newest first, down to the opening."""
    if not reading.changes:
        return []
    zone = reading.posting.time_zone
    told = [
        posting_status.event(revisions.marked(change), phrasing.in_zone(change.at, zone).date())
        for change in reading.changes
    ]
    return told + posting_status.opened(reading.posting)


def latest_change(reading: Reading) -> Notice | None:
    if not reading.changes or posting_status.state(reading) == posting_status.CLOSED:
        return None
    change, count = reading.changes[0], len(reading.changes)
    day = phrasing.in_zone(change.at, reading.posting.time_zone).date()
    return Notice(
        _("Changed on %(day)s:") % {"day": phrasing.on_day(day)},
        _("%(sentence)s.") % {"sentence": revisions.sentence(change)},
        icon="history",
        tone="calm",
        small=True,
        url="#changes",
        link_text=_("Both changes")
        if count == 2
        else ngettext("The change", "All %(n)s changes", count) % {"n": count},
    )
