from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts import audit, limits
from accounts.mfa import recently_authenticated
from applications import exporting, privacy
from applications.forms.leaving import LeavingForm
from applications.me import data_page
from applications.views.me.doors import person, private


@private
@require_safe
def me_data(request: HttpRequest) -> HttpResponse:
    return render(request, "applications/data.html", {"refusal": data_page.refusal(person(request))})


@private
@require_http_methods(["GET", "HEAD", "POST"])
@recently_authenticated
def export_data(request: HttpRequest) -> Any:
    """A GET comes from the page where somebody showed again who they are: the button is where they were."""
    if request.method != "POST":
        return redirect("me_data")
    limits.require("export", str(person(request).pk), most=10, per=limits.HOUR)
    audit.record("user.export", person(request), by=person(request))
    archive = exporting.archive(person(request))
    response = StreamingHttpResponse(archive, content_type="application/zip")
    response["Content-Disposition"] = 'attachment; filename="my-data.zip"'
    return response


@private
@require_http_methods(["GET", "HEAD", "POST"])
@recently_authenticated
def delete_account(request: HttpRequest) -> HttpResponse:
    """Acts at once. Nothing is mailed afterwards: the address is forgotten by then."""
    user = person(request)
    form = LeavingForm(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        try:
            privacy.erase(user, by=user)
        except privacy.LastOwner as refusal:
            messages.error(request, str(refusal))
            return redirect("me_data")
        logout(request)
        return redirect("gone")
    context = data_page.context(user)
    return render(request, "applications/delete.html", {**context, "form": form})


@require_safe
def gone(request: HttpRequest) -> HttpResponse:
    return render(request, "applications/gone.html", {"said": _("Your account is gone.")})
