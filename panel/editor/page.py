"""What editor.html shows, made of one Sitting."""

import secrets
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from django import forms
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import timezone
from django.utils.translation import gettext as _

from listings.models import Posting, PostingDraft
from listings.models.choices import Level, ResponsibilityTag, Status
from listings.models.posting import READABLE
from listings.postings import drafting, linting, remarks
from listings.postings.content import Content
from listings.public import phrasing
from panel.editor import answers, fields, found, origin, pay_ways, questions, stack
from panel.editor.form import NEEDED, SECTIONS, EditorForm
from panel.editor.sitting import Sitting

AROUND = 60
ICONS = {"block": "circle-x", "warn": "triangle-alert", "advice": "info"}
LONG = (forms.Textarea, forms.CheckboxSelectMultiple, forms.CheckboxInput)
WIDE = ("title", "pay_note", "apply_url", "remote_countries")


def context(sitting: Sitting, *, asks: Sequence[linting.Remark] = ()) -> dict[str, Any]:
    """ASKS are the remarks that are confirmed before it is sent all the same."""
    said = sitting.form.understood()
    noted = _noted(sitting, said)
    given = answers.of(said)
    missing = [answer for answer in given if not answer.is_given]
    proposed = found.of(said, sitting.typed, sitting.kept) if sitting.is_writable else []
    return {
        **_standing(sitting, said),
        "sections": list(_sections(sitting, said, given, noted)),
        "rows": stack.rows(sitting.typed),
        "levels": _levels(),
        "work": list(sitting.typed.rows("work")) or [("", "")],
        "work_kinds": ResponsibilityTag.choices,
        "left": sitting.typed.all(found.LEFT),
        "questions": questions.shown(sitting.typed, sitting.posting, is_writable=sitting.is_writable),
        "found": proposed,
        "clear": found.clear(proposed),
        "remarks": [_remark(one, linting.readings(said)) for one in noted],
        "missing": missing,
        "answered": len(given) - len(missing),
        "answers": len(given),
        "asks": [_remark(one, linting.readings(said)) for one in asks],
        "asked": " ".join(sorted({one.code for one in asks})),
        "needed": NEEDED,
        "zones": fields.zones(),
        "pay_ways": pay_ways.of(said) if sitting.is_writable else [],
        "origin": origin.lines(sitting.posting),
        "wrong": [*_wrong(sitting.form), *questions.wrong_lines(sitting.typed)],
        "theirs": _theirs(sitting),
    }


def _standing(sitting: Sitting, said: Content) -> dict[str, Any]:
    """Which posting it is, how it stands, and over what is typed."""
    return {
        "posting": sitting.posting,
        "title": said.title or _("Untitled"),
        "public_url": _public_url(sitting.posting),
        "may_throw_away": drafting.may_throw_away(sitting.posting),
        "form": sitting.form,
        "version": sitting.version,
        "sitting": secrets.token_hex(6),
        "is_writable": sitting.is_writable,
        "waits": sitting.waits,
        "has_draft": sitting.draft is not None,
        "status_line": status_line(sitting),
        "saved": saved_words(sitting.draft),
    }


def _noted(sitting: Sitting, said: Content) -> list[linting.Remark]:
    """A page that nobody has written on yet is not found fault with."""
    is_begun = said.title or said.summary or said.body
    return remarks.of(said, sitting.posting.employer) if is_begun else []


def _public_url(posting: Posting) -> str:
    """'' where there is no page that everybody may read."""
    is_out = posting.status in READABLE and posting.published_at and posting.published_at <= timezone.now()
    return posting.get_absolute_url() if is_out else ""


def _levels() -> list[tuple[str, str]]:
    return [(Level.NEEDED, _("Needed")), (Level.NICE, _("Nice")), (Level.LEARN, _("Will learn"))]


def status_line(sitting: Sitting) -> str:
    if sitting.waits:
        return _("A change of this posting is with moderation. Until it is decided, the page stays as it was.")
    return {
        Status.DRAFT: _("A draft. Nobody outside your team sees it."),
        Status.CHANGES_REQUESTED: _("Moderation asks for changes. Send it again when they are made."),
        Status.IN_MODERATION: _(
            "It is with moderation, which answers within a working day. Until then it cannot be changed."
        ),
        Status.SCHEDULED: _("It is checked, and will be public on its day. What you send changes it."),
        Status.PUBLISHED: _("It is public. What you send changes the public page; some changes are checked first."),
        Status.PAUSED: _("It is paused. What you send changes the page; some changes are checked first."),
        Status.CLOSED: _("It is closed. Reopen it before you change it."),
        Status.ARCHIVED: _("It is archived and can no longer be changed."),
        Status.REJECTED: _("It was rejected and can no longer be changed."),
    }.get(Status(sitting.posting.status), "")


def saved_words(draft: PostingDraft | None) -> str:
    if draft is None:
        return ""
    saved = timezone.localtime(draft.saved_at)
    if saved.date() == timezone.localdate():
        return _("Draft saved at %(time)s") % {"time": f"{saved:%H:%M}"}
    return _("Draft saved on %(day)s") % {"day": phrasing.on_day(saved.date())}


def who_and_when(draft: PostingDraft) -> tuple[str, datetime]:
    """Of the change that waits with moderation, or of the last save."""
    by = draft.submitted_by if draft.submitted_at else draft.by
    return by.get_short_name() if by else _("Somebody"), draft.submitted_at or draft.saved_at


def kept(sitting: Sitting) -> dict[str, Any]:
    """What a page that saves by itself is told of how far it has come."""
    shown = context(sitting)
    is_blocked = any(one["severity"] == "block" for one in shown["remarks"])
    return {
        "answered": shown["answered"],
        "answers": shown["answers"],
        "sections": [{name: one[name] for name in ("name", "state", "words")} for one in shown["sections"]],
        "aside": render_to_string("panel/editor_aside.html", {"e": shown, "icons": static("icons.svg")}),
        # Asked last: it marks what is missing as wrong, which a page that is only typed in must not show.
        "is_complete": sitting.form.ask_for_all() and not is_blocked,
    }


def _titles() -> dict[str, tuple[str, str]]:
    return {
        "role": (_("Role and work"), _("What they will do, in words a student knows from the first line.")),
        "stack": (
            _("Stack"),
            _("Needed is what they must know on the first morning; the rest is nice to have, or learned with you. "
              "Students filter by these; three or four needed skills bring the most fitting applications."),
        ),
        "mentorship": (_("Mentorship"), _("Who is there for them, and how often.")),
        "outcomes": (_("Outcomes"), _("What they take along when they leave.")),
        "eligibility": (_("Eligibility"), _("Only what you would really turn somebody away for.")),
        "pay": (_("Pay and dates"), ""),
        "process": (_("Applying"), _("Students see how long an answer takes before they apply.")),
    }  # fmt: skip


def _sections(
    sitting: Sitting, said: Content, given: list[answers.Answer], noted: list[linting.Remark]
) -> Iterator[dict[str, Any]]:
    form = sitting.form
    blocked = {_anchor(one.field).removeprefix("id_") for one in noted if one.severity == "block"}
    for name, (title, help_text) in _titles().items():
        own = set(SECTIONS[name])
        is_bad = bool(own & {*form.errors, *blocked}) or (name == "stack" and bool(form.non_field_errors()))
        is_bad = is_bad or (name == "process" and bool(questions.wrong(sitting.typed)))
        is_done = all(answer.is_given for answer in given if answer.section == name)
        is_done = is_done and (name != "role" or bool(said.title and said.body))
        state = "bad" if is_bad else "done" if is_done else ""
        words = {"bad": _("has a problem"), "done": _("complete"), "": _("to come")}[state]
        runs = _runs(form, SECTIONS[name])
        yield {"name": name, "title": title, "help": help_text, "state": state, "words": words, "runs": runs}


def _runs(form: EditorForm, names: tuple[str, ...]) -> list[dict[str, Any]]:
    """Short fields beside each other, long ones each in a line of its own."""
    bound = [form[name] for name in names]

    def is_short(field: Any) -> bool:
        return not isinstance(field.field.widget, LONG) and field.name not in WIDE

    return [{"is_short": short, "fields": list(run)} for short, run in groupby(bound, is_short)]


def _anchor(field: str) -> str:
    """Where on the page a field of the Content is written."""
    field = {"pay": "pay_min", "mentor": "mentor_name", "fields": "fields_of_study"}.get(field, field)
    return f"id_{field}" if field in EditorForm.base_fields else field


def _remark(one: linting.Remark, texts: dict[str, str]) -> dict[str, Any]:
    words = {"block": _("Must be settled"), "warn": _("Please check"), "advice": _("Advice")}
    text = texts.get(one.field, "")
    before, after = text[max(0, one.start - AROUND) : one.start], text[one.end : one.end + AROUND]
    return {
        "severity": one.severity,
        "word": words[one.severity],
        "icon": ICONS[one.severity],
        "explanation": one.explanation,
        "before": before.partition(" ")[2] if one.start > AROUND else before,
        "words": one.words,
        "after": after.rpartition(" ")[0] if len(text) > one.end + AROUND else after,
        "anchor": _anchor(one.field) if one.field else "",
    }


def _wrong(form: EditorForm) -> list[dict[str, str]]:
    return [
        {"label": str(form[name].label), "anchor": f"id_{name}", "words": " ".join(map(str, words))}
        if name in form.fields
        else {"label": "", "anchor": "add-skill", "words": " ".join(map(str, words))}
        for name, words in form.errors.items()
    ]


def _theirs(sitting: Sitting) -> dict[str, Any] | None:
    """Who saved when, and where their words are others than these."""
    draft = sitting.theirs
    if draft is None:
        return None
    names = [*EditorForm.base_fields, "skill", "work_text", "question_text"]
    labels = {"skill": _("Stack"), "work_text": _("Tasks"), "question_text": _("Questions")}
    pairs = [(name, draft.data.get(name, []), sitting.typed.all(name)) for name in names]
    return {
        "who": who_and_when(draft)[0],
        "when": f"{timezone.localtime(draft.saved_at):%H:%M}",
        "differs": [
            {
                "label": labels.get(name) or EditorForm.base_fields[name].label,
                "theirs": ", ".join(theirs) or _("nothing"),
                "yours": ", ".join(yours) or _("nothing"),
            }
            for name, theirs, yours in pairs
            if [one for one in theirs if one] != [one for one in yours if one]
        ],
    }
