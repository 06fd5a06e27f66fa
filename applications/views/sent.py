"""After it was sent: the page that says so, and changing it until the deadline."""

from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts import limits
from accounts.models import User
from applications import apply_page, applying, door, drafts, handing_in, sent_page
from applications.forms.apply import ApplyForm
from applications.me import one
from applications.models import Application
from applications.views.applying import SENT_AN_HOUR, count_file
from applications.views.filling import checks_of, edit_form_of
from applications.views.loading import SeeOther, unless_erased
from applications.views.me.doors import private
from listings.public import posting_read


@private
@require_safe
def application_sent(request: HttpRequest, application_id: int) -> HttpResponse:
    assert isinstance(request.user, User)
    told = one.find(request.user, application_id, timezone.now())
    if told is None:
        raise Http404
    if not told.application.is_living:
        return SeeOther(told.application.get_absolute_url())
    return render(request, "applications/sent.html", {"a": sent_page.context(told, request.user)})


@private
@require_http_methods(["GET", "HEAD", "POST"])
@unless_erased
def edit_application(request: HttpRequest, application_id: int) -> HttpResponse:
    assert isinstance(request.user, User)
    now, application = timezone.now(), mine(request.user, application_id)
    opened = door.read_stamp(application.posting, request.POST.get("opened", ""))
    if not applying.may_edit(application, now, opened):
        messages.error(request, _("It cannot be changed any more; withdrawing it stays possible."))
        return SeeOther(application.get_absolute_url())
    draft = drafts.find(application.posting, drafts.Holder(request.user))
    form = edit_form_of(application, draft, request if request.method == "POST" else None)
    if request.method == "POST" and (done := _changed(request, application, form, opened)):
        return done
    stamp = request.POST["opened"] if opened else door.stamp(application.posting, now)
    reading = posting_read.load(str(application.posting_id), now)
    checks = checks_of(reading, application.facts()) if reading else None
    context = apply_page.edit_context(application, form, draft=draft, stamp=stamp, checks=checks)
    return render(request, "applications/apply.html", {"a": context})


def mine(user: User, pk: int) -> Application:
    own = Application.objects.for_student(user).select_related("posting__employer", "resume", "student__user")
    found = own.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _changed(
    request: HttpRequest, application: Application, form: ApplyForm, opened: datetime | None
) -> HttpResponse | None:
    """None where something is wrong, which the form says."""
    assert isinstance(request.user, User)
    count_file(request)
    form.is_valid()
    draft = handing_in.keep(form, drafts.Holder(request.user))
    if not form.is_valid():
        return None
    limits.require("change", str(request.user.pk), most=SENT_AN_HOUR, per=limits.HOUR)  # each keeps what was before
    try:
        has_changed = handing_in.change(form, application, draft, by=request.user, form_opened_at=opened)
    except applying.NotAllowed as refusal:
        messages.error(request, str(refusal))
    else:
        words = _("Changed. The employer sees it as it stands now, and what it said before.")
        messages.success(request, words if has_changed else _("Nothing was different; it stands as it stood."))
    return SeeOther(application.get_absolute_url())
