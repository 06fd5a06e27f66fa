"""What the pages of applying need, made of a reading of the posting and a form."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from applications import door, letters
from applications.forms import shown
from applications.forms.apply import TEXT_MOST, ApplyForm
from applications.me import phrases
from applications.models import Application, ApplicationDraft
from listings.models import Posting
from listings.public import channel, phrasing, posting_status, rows, similar
from listings.public.parts import Notice
from listings.public.posting_read import Reading

FIRST = ("name", "email")


@dataclass(frozen=True)
class ShownResume:
    """`held` is the name of what goes off by itself, `offered` a sentence about an earlier one, both or ''."""

    error: str
    held: str
    is_dropped: bool
    offered: str
    offered_id: int | None
    is_offered_taken: bool
    text: str
    text_error: str
    text_help: str
    is_text_open: bool


def ref(posting: Posting) -> str:
    return f"{posting.pk}-{posting.slug}"


def context(
    reading: Reading,
    form: ApplyForm,
    *,
    draft: ApplicationDraft | None,
    email: str,
    offered: str,
    notices: list[Notice],
    stamp: str,
    checks: Any = None,
) -> dict[str, Any]:
    """EMAIL is the address of who is signed in, else ''; OFFERED a sentence about the résumé sent last."""
    posting = reading.posting
    return {
        **_form(form, offered, stamp),
        "title": posting.title,
        "heading": _("Apply to %(employer)s") % {"employer": posting.employer.name},
        "lede": f"{posting.title}. {_how_many(form)}",
        "back_url": channel.link(posting.get_absolute_url()),
        "back_text": _("The posting"),
        "button": _("Send application"),
        "action": reverse("apply", args=[ref(posting)]),
        "draft_url": reverse("apply_draft", args=[ref(posting)]),
        "edited": "",
        "may_drop": False,
        "signed_in": bool(email),
        "as_whom": _("You apply as %(email)s; the answer comes there.") % {"email": email} if email else "",
        "sign_in_url": "" if email else sign_in_url(posting),
        "notices": notices,
        "saved_iso": draft.saved_at.isoformat() if draft else "",
        "saved": saved_words(draft) if draft else "",
        "answer": posting_status.answer(reading),
        "until": until(posting),
        "checks": checks,
        "sees": sees(),
    }


def edit_context(
    application: Application, form: ApplyForm, *, draft: ApplicationDraft | None, stamp: str, checks: Any = None
) -> dict[str, Any]:
    """DRAFT has changes that are not sent."""
    posting = application.posting
    return {
        **_form(form, "", stamp),
        "title": posting.title,
        "heading": _("Change your application to %(employer)s") % {"employer": posting.employer.name},
        "lede": _("%(title)s. What you sent stands below; the employer will see what you change, and that you did.")
        % {"title": posting.title},
        "back_url": application.get_absolute_url(),
        "back_text": _("Your application"),
        "button": _("Save the changes"),
        "action": reverse("edit_application", args=[application.pk]),
        "draft_url": reverse("edit_draft", args=[application.pk]),
        "edited": application.edited_at.isoformat() if application.edited_at else "",
        "may_drop": draft is not None,
        "signed_in": True,
        "as_whom": _("You applied as %(email)s. No mail is sent about a change.") % {"email": application.email},
        "sign_in_url": "",
        "notices": [_unsent_notice(draft)] if draft and not form.is_bound else [],
        "saved_iso": draft.saved_at.isoformat() if draft else "",
        "saved": saved_words(draft) if draft else "",
        "answer": None,
        "until": until(posting),
        "checks": checks,
        "sees": sees(),
    }


def _unsent_notice(draft: ApplicationDraft) -> Notice:
    return Notice(
        _("These are changes that you have not sent."),
        _("They were kept on %(at)s. The employer sees your application as you sent it, until you save them.")
        % {"at": phrasing.minute(draft.saved_at)},
        icon="pencil",
    )


def _form(form: ApplyForm, offered: str, stamp: str) -> dict[str, Any]:
    fields, wrong = shown.fields(form), shown.errors(form)
    return {
        "first": [field for field in fields if field.name in FIRST],
        "rest": [field for field in fields if field.name not in (*FIRST, *form.folded)],
        "more": [field for field in fields if field.name in form.folded],
        "is_more_open": any(field.value or field.error for field in fields if field.name in form.folded),
        "resume": _resume(form, offered),
        "errors": wrong,
        "errors_title": shown.errors_title(len(wrong)),
        "kept": _kept(form),
        "stamp": stamp,
    }


def _resume(form: ApplyForm, offered: str) -> ShownResume:
    text = shown.value_of(form, "resume_text")
    errors = form.errors if form.is_bound else {}
    return ShownResume(
        error=" ".join(str(error) for error in errors.get("resume", ())),
        held=shown.resume_words(form.held),
        is_dropped=bool(form.held and form.is_bound and form.data.get("resume_drop")),
        offered=offered if form.offered else "",
        offered_id=form.offered.pk if form.offered else None,
        is_offered_taken=not form.is_bound or bool(form.data.get("resume_kept")),
        text=text,
        text_error=" ".join(str(error) for error in errors.get("resume_text", ())),
        text_help=_("Up to %(most)s characters. Where there is a file too, the file counts.")
        % {"most": f"{TEXT_MOST:,}"},
        is_text_open=bool(text) or "resume_text" in errors,
    )


def _kept(form: ApplyForm) -> str:
    """What became of the rest of what was sent."""
    if form.held:
        return _("Nothing is lost: %(name)s and everything else is kept.") % {"name": shown.resume_words(form.held)}
    if "resume" in form.errors and form.files.get("resume"):
        return _("That file was not kept; everything else is.")
    return _("Nothing is lost: everything else is kept.")


def _how_many(form: ApplyForm) -> str:
    names = [name for name in form.fields if name not in ("resume_text", *form.folded)]
    filled = sum(bool(shown.value_of(form, name)) for name in names if name != "resume")
    filled += bool(form.held or form.offered)
    count, done = (phrases.capital(phrases.number(number)) for number in (len(names), filled))
    questions = ngettext("One question.", "%(n)s questions.", len(names)) % {"n": count}
    if not filled or form.is_bound:
        return questions
    known = ngettext("One is filled in already.", "%(n)s are filled in already.", filled) % {"n": done}
    return f"{questions} {known}"


def saved_words(draft: ApplicationDraft) -> str:
    return _("Draft saved on %(day)s") % {"day": phrasing.minute(draft.saved_at)}


def until(posting: Posting) -> str:
    if posting.closes_at is None:
        return _("You can change it while the posting is open, and withdraw it at any time.")
    day = letters.day(posting.closes_at, posting.time_zone, ends=True)
    return _("You can change it until the end of %(day)s, and withdraw it at any time.") % {"day": day}


def sees() -> str:
    return _(
        "Your name, e-mail address and résumé, what you answer here, and what your profile says of your studies,"
        " skills and links. Not where else you apply, nor what you saved."
    )


def offered_words(application: Application, zone: str) -> str:
    name = shown.resume_words(application.resume)
    day = letters.day(application.submitted_at, zone)
    return _("Use %(name)s, sent on %(day)s") % {"name": name, "day": day}


def closed(reading: Reading, way: door.Door, *, kept: bool) -> dict[str, Any]:
    """The page of a posting that takes no application now."""
    posting = reading.posting
    leads_out = way.code == door.OUTSIDE and posting_status.state(reading) == posting_status.OPEN
    notice = posting_status.notice(reading)
    if way.code == door.SOON and posting.opens_at:
        day = phrasing.on_day(phrasing.in_zone(posting.opens_at, posting.time_zone).date())
        notice = Notice(_("Opens on %(day)s.") % {"day": day}, _("Until then nobody can apply."), icon="clock")
    page = {
        "title": posting.title,
        "employer": posting.employer.name,
        "url": channel.link(posting.get_absolute_url()),
        "heading": _heading(way),
        "notice": notice,
        "kept": _("What you typed is kept. Should the posting take applications again, you will find it here.")
        if kept
        else "",
        "out_url": channel.link(reverse("out", args=[posting.pk])) if leads_out else "",
        "host": posting_status.host_of(posting) if leads_out else "",
    }
    return {"c": page, "rows": rows.build(similar.to(reading), at=reading.at)}


def _heading(way: door.Door) -> str:
    if way.code == door.OUTSIDE:
        return _("Applications go to the employer’s own site")
    return _("Nobody can apply yet") if way.code == door.SOON else _("Nobody can apply any more")


def sign_in_url(posting: Posting) -> str:
    there = channel.link(reverse("apply", args=[ref(posting)]))
    return f"{reverse('sign_in')}?{urlencode({'next': there})}"


def signed_out_notice(posting: Posting) -> Notice:
    return Notice(
        _("You were signed out meanwhile."),
        _("Nothing is lost. Go on with your address below, or sign in; what you typed is kept either way."),
        url=sign_in_url(posting),
        link_text=_("Sign in"),
    )


def unsure_notice() -> Notice:
    return Notice(
        _("This page was open for so long that we could not be sure it was you."),
        _("Everything you typed is still here. Look it over, choose your file once more, and send it again."),
    )


def counts_words(draft: ApplicationDraft, posting: Posting) -> str:
    """The moment that counts for the deadline."""
    if draft.handed_in_at is None:
        return ""
    at = phrasing.minute(draft.handed_in_at)
    return _("It counts as sent on %(at)s, if you enter the code within a day.") % {"at": at}


def waits_notice(posting: Posting) -> Notice:
    return Notice(
        _("It waits for your code."),
        _("You sent this application; it goes off when your address is proven."),
        icon="clock",
        url=reverse("apply_code", args=[ref(posting)]),
        link_text=_("Enter the code"),
    )
