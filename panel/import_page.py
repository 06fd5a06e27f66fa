"""What the pages of an import show, in words."""

from typing import Any

from django.utils.translation import gettext as _

from listings.importing import contents, uploads
from listings.importing.boards import Item, Plan
from listings.importing.report import FieldChange
from listings.models import ImportRun, ImportUpload, Membership
from listings.models.source import ImportChange
from panel.editor.form import EditorForm
from panel.forms.importing import FORMATS, LABELS, BoardForm

SHOWN, RUNS, LONGEST = 300, 10, 160
Action = ImportChange.Action


def earlier(seat: Membership) -> list[ImportRun]:
    runs = ImportRun.objects.filter(source__employer=seat.employer_id).select_related("source")
    return list(runs.order_by("-at", "-pk")[:RUNS])


def trial(upload: ImportUpload, plan: Plan) -> dict[str, Any]:
    report = plan.report
    rejected = [{"title": _("Row %(row)s") % {"row": one["row"]}, "why": one["reason"]} for one in report.rejected]
    left = [{"title": one.title, "why": why(one.action)} for one in report.rows if one.action != "skipped"]
    others = [one.title for one in report.rows if one.action == "skipped"]
    return {
        **refused(upload, ""),
        "created": [_told(item, upload.columns) for item in plan.of("created")],
        "updated": [_told(item, upload.columns) for item in plan.of("updated")],
        "kept": [_told(item) for item in plan.of("kept")],
        "gone": [_told(item) for item in plan.of("gone")],
        "same": len(plan.of("same")),
        "read": report.read,
        "left_out": [*rejected, *left][:SHOWN],
        "no_internships": others[:SHOWN],
        "skipped": len(others),
        "others": plan.others,
        "is_part": bool(report.rest),
        "may_write": bool(report.created or report.updated or plan.of("kept") or report.vanished),
    }


def not_read(words: str, form: BoardForm) -> str:
    """Why a file is refused; where it is another board's, with that one's name, which is chosen already."""
    data = form.data_sent
    other = uploads.reads_as(data, form.cleaned_data["format"]) if len(data) <= uploads.MOST_BYTES else ""
    if not other:
        return words
    form.data = {**form.cleaned_data, "format": other}  # the page shows another choice than was sent
    more = _("It looks like %(name)s, which is chosen now: give the file once more.")
    return f"{words} {more % {'name': format_name(other)}}"


def refused(upload: ImportUpload, words: str) -> dict[str, Any]:
    empty: dict[str, Any] = {name: [] for name in ("created", "updated", "kept", "gone", "left_out", "no_internships")}
    numbers = {"same": 0, "read": 0, "skipped": 0}
    flags = {"others": [], "is_part": False, "may_write": False}
    return {"upload": upload, "format": format_name(upload.format), "refused": words, **empty, **numbers, **flags}


def result(run: ImportRun, words: str) -> dict[str, Any]:
    changes = list(run.changes.select_related("posting").order_by("pk"))

    def of(action: str) -> list[dict[str, Any]]:
        return [
            {
                "posting": one.posting,
                "title": one.posting.title,
                "places": "",
                "lost": [],
                "changes": [_change(FieldChange(*said)) for said in one.told],
            }
            for one in changes
            if one.action == action
        ]

    return {
        "run": run,
        "refused": words,
        "created": of(Action.CREATED),
        "updated": of(Action.UPDATED),
        "kept": of(Action.NOTED),
        "gone": of(Action.VANISHED),
        "counts": run.counts,
        "rejected": run.rejected[:SHOWN],
        "may_revert": run.whole and run.reverted_at is None and bool(changes),
    }


def format_name(format: str) -> str:
    return next((str(label) for value, label, _how in FORMATS if value == format), format)


def why(action: str) -> str:
    return {
        "hidden": _("the board hides it"),
        "merged": _("the same posting a second time"),
        "over": _("the board says it is closed"),
    }.get(action, _("no internship, by its title and type"))


def _told(item: Item, columns: dict[str, str] | None = None) -> dict[str, Any]:
    said = item.content.places if item.content else ()
    return {
        "title": item.title,
        "url": item.url,
        "posting": item.posting,
        "places": "; ".join(place.raw for place in said)[:LONGEST],
        "lost": _lost(item, columns) if columns else [],
        "changes": [_change(one) for one in item.changes] if item.entry else [],
    }


def _lost(item: Item, columns: dict[str, str]) -> list[dict[str, str]]:
    """Words of a table that say nothing to us: told, or an employer believes that they came along."""
    if item.group is None:
        return []
    heard, raw = contents.of(item.group), item.group.newest.raw
    silent = {
        "terms": not heard.terms, "pay": heard.pay_kind == contents.NOT_STATED, "closes_on": heard.closes_on is None,
        "workplace": heard.workplace == contents.NOT_STATED, "role": heard.role == contents.NOT_STATED,
        "visa": not heard.visa,
    }  # fmt: skip
    said = {name: str(raw.get(columns.get(name, "").strip().casefold()) or "").strip() for name in silent}
    return [{"label": LABELS[name], "words": _words(said[name])} for name, is_silent in silent.items()
            if is_silent and said[name]]  # fmt: skip


def _change(one: FieldChange) -> dict[str, str]:
    field = EditorForm.base_fields.get(one.field)
    return {"label": str(field.label) if field else one.field, "before": _words(one.before), "after": _words(one.after)}


def _words(value: Any) -> str:
    words = ", ".join(map(str, value)) if isinstance(value, list | tuple) else "" if value is None else str(value)
    return words if len(words) <= LONGEST else words[: LONGEST - 1] + "…"
