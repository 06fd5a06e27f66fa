"""A posting again for the next year it lies ahead of."""

import re
from contextlib import suppress
from datetime import date

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from applications import asking
from applications.views.review.going import see_other
from listings.models import Membership, Posting
from listings.postings import duplicating
from listings.postings.content import Content
from listings.postings.editing import NEW
from listings.vocabulary import terms
from panel.door import posting_of, writing
from panel.editor import questions, sitting
from panel.editor.form import EditorForm
from panel.editor.typed import Typed

YEAR = re.compile(r"(?<![0-9])20[0-9]{2}(?![0-9])")


@writing
@require_POST
@transaction.atomic
def duplicate(request: HttpRequest, seat: Membership, posting_id: int) -> HttpResponse:
    posting = posting_of(seat, posting_id)
    content, asked = _said(posting)
    copied = duplicating.duplicate(posting, content, by=seat.user)
    if copied.is_new:
        asking.ask(copied.posting, asked, by=seat.user)
    messages.success(request, _made(copied.later))
    for words in (_left_out(copied.later), _still_said(content, copied.later)):
        if words:
            messages.warning(request, words)
    return see_other(reverse("panel_editor", args=[seat.employer.slug, copied.posting.pk]))


def _said(posting: Posting) -> tuple[Content, list[asking.QuestionSaid]]:
    """What stands; of a posting that never stood, what is typed so far."""
    standing = asking.standing(posting)
    if posting.status not in NEW:
        return Content.of(posting), standing
    typed = sitting.opened(posting).typed
    form, asked = EditorForm(typed, standing=Content(closes_on=_closing(typed))), questions.understood(typed)
    return form.understood(), standing if asked is None else asked


def _closing(typed: Typed) -> date | None:
    """As typed, so that a day that is over by now is moved on as the others are."""
    with suppress(ValueError):
        return date.fromisoformat(typed.one("closes_on"))
    return None


def _made(later: duplicating.Later) -> str:
    names = ", ".join(terms.label(fact) for slug in later.content.terms if (fact := terms.from_slug(slug)))
    if names:
        return _("This is a copy for %(terms)s, as a draft. Nobody outside your team sees it.") % {"terms": names}
    return _("This is a copy, as a draft. Nobody outside your team sees it.")


def _left_out(later: duplicating.Later) -> str:
    names = ", ".join(str(EditorForm.base_fields[name].label) for name in later.left_out)
    words = ngettext(
        "Left empty, since the day would be over already: %(names)s.",
        "Left empty, since these days would be over already: %(names)s.",
        len(later.left_out),
    )
    return words % {"names": names} if names else ""


def _still_said(content: Content, later: duplicating.Later) -> str:
    """Years of the old terms in words that nobody but a person can move on."""
    years = {str(fact.year) for slug in content.terms if (fact := terms.from_slug(slug)) and fact.year}
    texts = (content.title, content.summary, content.body, content.outcomes, *(duty.text for duty in content.work))
    said = sorted(years & {year for text in texts for year in YEAR.findall(text)})
    if not said or not later.years:
        return ""
    return _("The words still speak of %(years)s. Please read title and text once.") % {"years": ", ".join(said)}
