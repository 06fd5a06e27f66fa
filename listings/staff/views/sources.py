"""A source's address: where it is read from, how often, what a reading would do, what went wrong the last time."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from listings.importing import reading, sources
from listings.importing.reading import Reading
from listings.models import Source
from listings.staff import clock
from listings.staff.answers import SeeOther, who
from listings.staff.source_form import SourceForm

ANY = ["GET", "HEAD", "POST"]
SHOWN = 100


@require_http_methods(ANY)
def new(request: HttpRequest) -> HttpResponse:
    form = SourceForm(Source(), request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        made = Source(slug=form.cleaned_data["slug"], kind=form.cleaned_data["kind"])
        made = sources.set_up(made, form.setting, by=who(request))
        messages.success(request, _("The source is saved."))
        return SeeOther(reverse("staff_source", args=[made.pk]))
    return _page(request, Source(), form)


@require_http_methods(ANY)
def one(request: HttpRequest, source_id: int) -> HttpResponse:
    """POST saves; with `do=try` it is asked now, and nothing is written."""
    source = get_object_or_404(Source.objects.filter(employer=None), pk=source_id)
    if request.method == "POST" and request.POST.get("do") == "try" and source.fetch_url:
        return _page(request, source, SourceForm(source), tried=reading.try_out(source, by=who(request)))
    form = SourceForm(source, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        sources.set_up(source, form.setting, by=who(request))
        messages.success(request, _("The source is saved."))
        return SeeOther(request.path)
    return _page(request, source, form)


def _page(request: HttpRequest, source: Source, form: SourceForm, tried: Reading | None = None) -> HttpResponse:
    report = tried.report if tried else None
    context = {
        "at": "sources",
        "source": source,
        "form": form,
        "next_read": clock.moment(source.next_read_at) if source.is_fetched and source.next_read_at else "",
        "last_read": clock.moment(source.read_at) if source.read_at else "",
        "tried": tried,
        "counts": ", ".join(f"{name} {n:,}" for name, n in report.counts.items() if n) if report else "",
        "rows": [row for row in report.rows if row.action != "skipped"][:SHOWN] if report else [],
        "rejected": report.rejected[:SHOWN] if report else [],
    }
    return render(request, "staff/source.html", context, status=422 if form.is_bound else 200)
