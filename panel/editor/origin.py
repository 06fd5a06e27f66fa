"""Where a posting was read from, and what of it the next reading leaves as the team wrote it."""

from django.utils.translation import gettext as _

from listings.models import Posting
from listings.public import phrasing
from panel.editor.form import EditorForm


def lines(posting: Posting) -> list[str]:
    """None for a posting of the employer's own."""
    source = posting.source
    if source is None:
        return []
    if source.read_at is None:
        first = _("Read from %(source)s. What you change here stays; everything else follows the source.")
    else:
        first = _("Read from %(source)s on %(day)s. What you change here stays; everything else follows the source.")
    said = {"source": str(source), "day": phrasing.on_day(source.read_at.date()) if source.read_at else ""}
    kept = ", ".join(_label(name) for name in posting.locked_fields)
    return [first % said, *([_("Kept as people wrote it: %(fields)s.") % {"fields": kept}] if kept else [])]


def _label(name: str) -> str:
    if name == "skills":
        return _("Stack")
    field = EditorForm.base_fields.get({"pay": "pay_kind"}.get(name, name))
    return str(field.label) if field else name
