"""What was read, and what mail waits."""

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from accounts import outbox
from accounts.models import OutgoingMail
from listings.importing import reverting
from listings.models import ImportRun, Source
from listings.models.source import ImportChange
from listings.staff import clock
from listings.staff.answers import SeeOther, number, who

SHOWN = 50
COUNTS = ("read", "created", "updated", "unchanged", "closed", "vanished", "reopened", "merged", "skipped")


@require_safe
def runs(request: HttpRequest) -> HttpResponse:
    found = ImportRun.objects.select_related("source").order_by("-at", "-pk")[:SHOWN]
    context = {
        "at": "sources",
        "sources": Source.objects.order_by("slug"),
        "runs": [{"run": run, "when": clock.moment(run.at), "counts": _counts(run)} for run in found],
    }
    return render(request, "staff/runs.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def run(request: HttpRequest, run_id: int) -> HttpResponse:
    """What one reading did; POST undoes it whole, or says why it cannot."""
    found = get_object_or_404(ImportRun.objects.select_related("source", "reverted_by"), pk=run_id)
    refused = None
    if request.method == "POST":
        try:
            reverting.revert(found, by=who(request))
            messages.success(request, _("The reading is undone."))
            return SeeOther(request.path)
        except reverting.CannotRevert as error:
            refused = error
    changes = found.changes.select_related("posting__employer").order_by("action", "pk")
    context = {
        "at": "sources",
        "run": found,
        "when": clock.moment(found.at),
        "counts": _counts(found),
        "changes": changes[: SHOWN * 2],
        "tallies": _tallies(found),
        "rejected": found.rejected[:SHOWN],
        "may_revert": found.whole and found.reverted_at is None and bool(changes),
        "refused": refused,
        "refused_by": [] if refused is None else refused.postings,
    }
    return render(request, "staff/run.html", context, status=200 if refused is None else 409)


def _counts(run: ImportRun) -> str:
    return ", ".join(f"{name} {run.counts[name]:,}" for name in COUNTS if run.counts.get(name))


def _tallies(run: ImportRun) -> list[tuple[str, int]]:
    counted = run.changes.values_list("action").annotate(n=Count("pk")).order_by("action")
    return [(str(ImportChange.Action(action).label), n) for action, n in counted]


@require_http_methods(["GET", "HEAD", "POST"])
def mail(request: HttpRequest) -> HttpResponse:
    """Whether mail goes out; POST `mail` (ids) tries what was given up once more. Nobody's words are shown."""
    if request.method == "POST":
        ids = [number(value) for value in request.POST.getlist("mail")]
        count = outbox.retry(ids, by=who(request))
        said = ngettext("%(n)s mail is tried again.", "%(n)s mails are tried again.", count) % {"n": count}
        messages.success(request, said)
        return SeeOther(request.path)
    at = timezone.now()
    health = outbox.health(at)
    failed = OutgoingMail.objects.filter(failed_at__isnull=False).order_by("-failed_at", "-pk")
    context = {
        "at": "mail",
        "health": health,
        "oldest": clock.waited(health.oldest, at) if health.oldest else "",
        "last_sent": clock.moment(health.last_sent) if health.last_sent else "",
        "failed": failed.only("pk", "kind", "to", "attempts", "last_error", "failed_at", "created_at")[:SHOWN],
    }
    return render(request, "staff/mail.html", context)
