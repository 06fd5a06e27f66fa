from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts import audit
from applications.desk import asked as asking
from applications.desk import bulk_page, closing, waiting
from applications.forms.desk import BulkRejectForm
from applications.models.choices import StageType
from applications.views.review.door import deciding
from applications.views.review.going import frame
from listings.models import Membership
from listings.models.choices import CloseReason


@require_safe
@deciding
def closing_letters(request: HttpRequest, seat: Membership, posting_id: int) -> HttpResponse:
    """What is sent from here goes the way of every rejection of many, with its preview and its undo."""
    asked = asking.read(QueryDict(f"posting={posting_id}"), seat)
    if asked.posting is None:
        raise Http404
    chosen = closing.selection(seat, asked.posting)
    page: dict[str, Any] = {
        "because": closing.because(asked.posting),
        "query": asked.query(),
        "form": None,
        "letters": [],
    }
    if chosen.applications:
        words = closing.letter(seat, asked.posting)
        reason = closing.REASONS.get(CloseReason(asked.posting.closed_reason), "")
        first = {"subject": words.subject, "body": words.body, "reason": reason}
        count, told = len(chosen.applications), bulk_page.reasons(chosen)
        form = BulkRejectForm(None, count=count, told=told, initial=first)
        form.ask_about(waiting.of(chosen.applications, timezone.now()))
        page |= {**bulk_page.context(chosen, form, StageType.REJECTED), "form": form}
        page["letters"] = closing.drafts(chosen, words)
        audit.record("inbox.open", seat.employer, by=seat.user, applications=[one.pk for one in chosen.applications])
    return render(request, "review/closing.html", {**frame(request, seat, "inbox"), **page})
