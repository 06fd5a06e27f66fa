"""A reader reports a posting, and looks later where the report stands."""

from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts import limits
from accounts.models import User
from listings.models import PostingReport
from listings.models.choices import ReportReason
from listings.postings import reporting
from listings.public import posting_read, posting_status, report_page
from listings.public.posting_read import Reading
from listings.public.report_form import ReportForm

# A campus is one network to us: many report from there, and each of them a few postings.
BY_NETWORK, BY_ACCOUNT, BY_ADDRESS = 40, 10, 5
DAY = timedelta(days=1)


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, ref: str) -> HttpResponse:
    reading = posting_read.load(ref.partition("-")[0], timezone.now())
    if reading is None or not (reading.is_readable or reading.is_gone):
        raise Http404
    if reading.is_gone:
        return render(request, "public/report_gone.html", status=410)
    if request.method != "POST" and ref != f"{reading.posting.pk}-{reading.posting.slug}":
        return redirect("report", f"{reading.posting.pk}-{reading.posting.slug}", permanent=True)
    form = ReportForm(request.POST or None, initial={"email": getattr(request.user, "email", "")})
    if request.method == "POST" and form.is_valid():
        return _sent(request, reading, form)
    context = {"r": report_page.context(reading), "form": form, "notice": posting_status.notice(reading)}
    return render(request, "public/report.html", context)


def _sent(request: HttpRequest, reading: Reading, form: ReportForm) -> HttpResponse:
    user = request.user if isinstance(request.user, User) else None
    limits.require("report", limits.network(request), most=BY_NETWORK, per=DAY)
    if user:
        limits.require("report", f"user:{user.pk}", most=BY_ACCOUNT, per=DAY)
    given, email = form.cleaned_data, form.cleaned_data["email"]
    answers = bool(email) and limits.hit("report mail", limits.person(email), most=BY_ADDRESS, per=DAY)
    reporter = reporting.reporter_key(user, limits.network(request))
    made, is_new = reporting.report(
        reading.posting, ReportReason(given["reason"]), given["words"], email, reporter, answers=answers
    )
    if not is_new:
        own, shared = _("You have reported this posting already."), _("It was reported from your network already.")
        messages.info(request, own if user else shared)
    response = HttpResponseRedirect(report_page.receipt_url(made))
    response.status_code = 303
    return response


@require_safe
def receipt(request: HttpRequest, receipt: str) -> HttpResponse:
    """Who knows the receipt sees where it stands, and nothing of who sent it or of their words."""
    found = PostingReport.objects.filter(receipt=receipt).select_related("posting__employer").first()
    if found is None:
        raise Http404
    response = render(request, "public/receipt.html", {"r": report_page.of_receipt(found)})
    response["X-Robots-Tag"] = "noindex"
    return response
