"""An employer brings its board: upload, which column is which, what it would do, doing it, undoing it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from accounts import limits
from applications.uploading import MemoryUpload
from listings.importing import boards, bringing, csv_list, reverting, uploads
from listings.importing.base import Refused
from listings.models import ImportRun, ImportUpload, Membership
from panel import import_page
from panel.door import writing
from panel.forms.importing import BoardForm, ColumnsForm

UPLOADS_AN_HOUR = 30
ANY = ["GET", "HEAD", "POST"]


class BoardUpload(MemoryUpload):
    most = uploads.MOST_BYTES + 1


@csrf_exempt  # until the handler of the upload is set; the check follows
def start(request: HttpRequest, slug: str) -> HttpResponse:
    request.upload_handlers = [BoardUpload(request)]
    return _start(request, slug)


@csrf_protect
@writing
@require_http_methods(ANY)
def _start(request: HttpRequest, seat: Membership) -> HttpResponse:
    form = BoardForm(request.POST, request.FILES) if request.method == "POST" else BoardForm()
    if form.is_bound and form.is_valid():
        limits.require("import", str(seat.employer_id), most=UPLOADS_AN_HOUR, per=limits.HOUR)
        try:
            kept = uploads.keep(seat.employer, form.cleaned_data["format"], form.data_sent, by=seat.user)
        except Refused as refused:
            form.add_error("file", import_page.not_read(str(refused), form))
        else:
            step = "panel_import_columns" if kept.format == "csv" else "panel_import_trial"
            return redirect(step, seat.employer.slug, kept.pk)
    context = {"form": form, "runs": import_page.earlier(seat)}
    return _page(request, seat, "panel/import.html", context, status=422 if form.is_bound else 200)


@writing
@require_http_methods(ANY)
def columns(request: HttpRequest, seat: Membership, upload_id: int) -> HttpResponse:
    upload = _upload(seat, upload_id)
    if upload.run_id or upload.format != "csv":
        return redirect("panel_import_trial", seat.employer.slug, upload.pk)
    said = request.POST if request.method == "POST" else None
    try:
        text = uploads.text_of(upload)
        form = ColumnsForm(csv_list.header(text), said, sample=csv_list.sample(text))
    except Refused as refused:
        return _page(request, seat, "panel/import_trial.html", import_page.refused(upload, str(refused)), status=422)
    if form.is_bound and form.is_valid():
        # Written or thrown away meanwhile, the next page says so.
        ImportUpload.objects.filter(pk=upload.pk, run=None).update(columns=form.columns)
        return redirect("panel_import_trial", seat.employer.slug, upload.pk)
    context = {"form": form, "upload": upload}
    return _page(request, seat, "panel/import_columns.html", context, status=422 if form.is_bound else 200)


@writing
@require_http_methods(ANY)
def trial(request: HttpRequest, seat: Membership, upload_id: int) -> HttpResponse:
    """GET says what it would do; POST does it, or with `action=drop` throws the upload away."""
    upload = _upload(seat, upload_id)
    if upload.run_id:
        return redirect("panel_import_run", seat.employer.slug, upload.run_id)
    if upload.format == "csv" and not upload.columns:
        return redirect("panel_import_columns", seat.employer.slug, upload.pk)
    if request.method == "POST" and request.POST.get("action") == "drop":
        bringing.throw_away(upload)
        messages.success(request, _("The upload is thrown away. Nothing was written."))
        return redirect("panel_import", seat.employer.slug)
    try:
        if request.method == "POST":
            run = bringing.bring(upload, by=seat.user)
            return redirect("panel_import_run", seat.employer.slug, run.pk)
        context = import_page.trial(upload, boards.plan(upload))
    except ImportUpload.DoesNotExist:
        raise Http404 from None
    except Refused as refused:
        context = import_page.refused(upload, str(refused))
    return _page(request, seat, "panel/import_trial.html", context, status=422 if context["refused"] else 200)


@writing
@require_http_methods(ANY)
def result(request: HttpRequest, seat: Membership, run_id: int) -> HttpResponse:
    """What one import did; POST takes the whole of it back, or says why it cannot."""
    mine = ImportRun.objects.filter(source__employer=seat.employer_id)
    run = get_object_or_404(mine.select_related("source", "reverted_by"), pk=run_id)
    refused = ""
    if request.method == "POST":
        try:
            reverting.revert(run, by=seat.user)
            messages.success(request, _("Taken back. Everything stands as it stood before this import."))
            return redirect("panel_import_run", seat.employer.slug, run.pk)
        except Refused as error:
            refused = str(error)
    context = import_page.result(run, refused)
    return _page(request, seat, "panel/import_result.html", context, status=409 if refused else 200)


def _upload(seat: Membership, upload_id: int) -> ImportUpload:
    mine = ImportUpload.objects.filter(employer=seat.employer_id).select_related("employer")
    return get_object_or_404(mine, pk=upload_id)


def _page(
    request: HttpRequest, seat: Membership, template: str, context: dict[str, Any], *, status: int
) -> HttpResponse:
    return render(
        request, template, {"seat": seat, "slug": seat.employer.slug, "at": "postings", **context}, status=status
    )
