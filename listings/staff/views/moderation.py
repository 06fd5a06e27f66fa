"""The queue of what waits, one item of it, and what is decided."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from listings.models import ModerationDecision, Posting
from listings.models.choices import Decision
from listings.postings import employers, moderating, reporting
from listings.staff import clock, item_page, queue, queue_page
from listings.staff.answers import SeeOther, who
from listings.staff.forms import DecideForm


@require_safe
def moderation(request: HttpRequest) -> HttpResponse:
    """Everything that waits, a tab a kind."""
    show, sort = request.GET.get("show", ""), request.GET.get("sort", "")
    context = queue_page.context(
        show if show in queue.SHOWS else "waiting",
        sort if sort in ("age", "risk") else "age",
        request.GET.get("page", "1"),
        timezone.now(),
    )
    return render(request, "staff/queue.html", {"at": "queue", **context})


@require_http_methods(["GET", "HEAD", "POST"])
def item(request: HttpRequest, posting_id: int, is_change: bool = False) -> HttpResponse:
    """One posting or change, and what is decided of it."""
    found = queue.item(posting_id, is_change=is_change)
    if found is None and is_change and (first := _decided_change(posting_id)):
        return _told(request, first)
    if found is None:
        raise Http404
    began = {"seen": found.since.isoformat()}
    form = DecideForm(found.posting, request.POST or None, is_change=is_change, initial=began)
    status, said = 200, ""
    if request.method == "POST" and form.is_valid():
        try:
            return _decide(request, found, form)
        except moderating.Decided as second:
            status, said = 409, decided_text(second.decision)
        except moderating.SentAgain:
            status, said = 409, _("The employer has sent it again since you looked. Read what stands here now.")
        except moderating.Unverified:
            form.add_error(None, _("Their people use free mail addresses: verify the employer, or send it back."))
        found = queue.item(posting_id, is_change=is_change) or found
    context = {"at": "queue", "i": item_page.context(found, timezone.now()), "form": form, "said": said}
    return render(request, "staff/item.html", context, status=status)


def _decide(request: HttpRequest, found: queue.Item, form: DecideForm) -> HttpResponse:
    given, by = form.cleaned_data, who(request)
    posting = Posting.objects.get(pk=found.posting.pk)
    verb = moderating.decide_change if found.is_change else moderating.decide
    reasons = [given["reason"]] if given["reason"] else []
    with transaction.atomic():
        if given["verify"] and moderating.needs_verification(posting.employer):
            employers.verify(posting.employer, by=by)
        made = verb(
            posting, Decision(given["decision"]), by=by, reasons=reasons, words=given["words"], seen=form.seen_at
        )  # fmt: skip
    _place, _total, _before, after = queue.neighbours(posting.pk, is_change=found.is_change)
    label = Decision(made.decision).label
    messages.success(request, _("%(title)s: %(decision)s.") % {"title": posting.title, "decision": label})
    return SeeOther(queue_page.item_url(after, is_change=found.is_change) if after else reverse("moderation"))


@require_POST
def settle_reports(request: HttpRequest, posting_id: int) -> HttpResponse:
    """All that wait on a posting at once: `upheld` is yes or no."""
    posting = get_object_or_404(Posting, pk=posting_id)
    upheld = request.POST.get("upheld")
    if upheld in ("yes", "no"):
        waiting = posting.reports.unsettled()
        count = reporting.settle(waiting, upheld=upheld == "yes", by=who(request))
        said = ngettext("%(n)s report is settled.", "%(n)s reports are settled.", count) % {"n": count}
        messages.success(request, said)
    return SeeOther(queue_page.item_url(posting.pk, is_change=False))


def decided_text(decision: ModerationDecision | None) -> str:
    """For who comes second."""
    if decision is None:
        return _("It is not waiting any more: the employer has moved it on.")
    by = decision.decided_by.get_short_name() if decision.decided_by else _("The board by itself")
    said = {"by": by, "decision": Decision(decision.decision).label, "moment": clock.moment(decision.decided_at)}
    return _("%(by)s was quicker: %(decision)s on %(moment)s. Nothing of yours was sent.") % said


def _decided_change(posting_id: int) -> ModerationDecision | None:
    of_changes = ModerationDecision.objects.filter(posting=posting_id, is_change=True)
    return of_changes.select_related("decided_by").first()


def _told(request: HttpRequest, first: ModerationDecision) -> HttpResponse:
    """The change is decided: its posting is what is left to look at."""
    messages.info(request, decided_text(first))
    return SeeOther(queue_page.item_url(first.posting_id, is_change=False))
