from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from applications import applying, letters
from applications.me import one, standing
from applications.models import Application
from applications.timeline import Told
from applications.views.me.doors import person, private


@private
@require_safe
def me(request: HttpRequest) -> HttpResponse:
    context = standing.context(person(request), request.GET.get("show", ""), timezone.now())
    return render(request, "applications/me.html", context)


@private
@require_safe
def my_application(request: HttpRequest, application_id: int) -> HttpResponse:
    return render(request, "applications/application.html", {"a": one.context(_mine(request, application_id))})


@private
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_application(request: HttpRequest, application_id: int) -> HttpResponse:
    found = _mine(request, application_id)
    if request.method == "POST":
        if applying.withdraw(found.application, by=person(request)):
            messages.success(request, _("Withdrawn. For a day you can think again."))
        return redirect(found.application)
    if not found.application.is_living:
        return redirect(found.application)
    context = {"title": found.application.posting.title, "employer": found.application.posting.employer.name}
    address = reverse("my_application", args=[application_id])
    return render(request, "applications/withdraw.html", {**context, "back_url": address, "is_done": False})


@private
@require_POST
def restore_application(request: HttpRequest, application_id: int) -> HttpResponse:
    found = _mine(request, application_id)
    try:
        applying.restore(found.application, by=person(request))
    except applying.NotAllowed as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("It stands again where it stood."))
    return redirect(found.application)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, token: str) -> HttpResponse:
    """By the link of the mail, for who is signed out or lost the account. Opening it changes nothing."""
    pk = letters.by_withdraw_token(token)
    application = Application.objects.filter(pk=pk or 0, erased_at=None).select_related("posting__employer").first()
    if application is None:
        raise Http404
    if request.method == "POST":
        applying.withdraw(application, by=None)
        return redirect(request.path)
    context = {"title": application.posting.title, "employer": application.posting.employer.name}
    is_done = application.withdrawn_at is not None
    return render(request, "applications/withdraw.html", {**context, "back_url": "", "is_done": is_done})


def _mine(request: HttpRequest, application_id: int) -> Told:
    found = one.find(person(request), application_id, timezone.now())
    if found is None:
        raise Http404
    return found
