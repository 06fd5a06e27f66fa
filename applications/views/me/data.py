from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts import audit
from accounts.mfa import recently_authenticated
from applications import exporting, privacy
from applications.forms.leaving import LeavingForm
from applications.me import data_page
from applications.views.me.doors import private


@private
@require_safe
def me_data(request: HttpRequest) -> HttpResponse:
    return render(request, "applications/data.html", data_page.context(request.user))  # type: ignore[arg-type]


@private
@require_http_methods(["GET", "HEAD", "POST"])
@recently_authenticated
def export_data(request: HttpRequest) -> HttpResponseBase:
    """A GET comes from the page where somebody showed again who they are: the button is where they were."""
    if request.method != "POST":
        return redirect("me_data")
    audit.record("user.export", request.user, by=request.user)  # type: ignore[arg-type]
    archive = exporting.archive(request.user)  # type: ignore[arg-type]
    response = StreamingHttpResponse(archive, content_type="application/zip")
    response["Content-Disposition"] = 'attachment; filename="my-data.zip"'
    return response


@private
@require_http_methods(["GET", "HEAD", "POST"])
@recently_authenticated
def delete_account(request: HttpRequest) -> HttpResponse:
    """Acts at once. Nothing is mailed afterwards: the address is forgotten by then."""
    user = request.user
    form = LeavingForm(request.POST or None, user=user)  # type: ignore[arg-type]
    if request.method == "POST" and form.is_valid():
        try:
            privacy.erase(user, by=user)  # type: ignore[arg-type]
        except privacy.LastOwner as refusal:
            messages.error(request, str(refusal))
            return redirect("me_data")
        logout(request)
        return redirect("gone")
    context = data_page.context(user)  # type: ignore[arg-type]
    return render(request, "applications/delete.html", {**context, "form": form})


@require_safe
def gone(request: HttpRequest) -> HttpResponse:
    return render(request, "applications/gone.html", {"said": _("Your account is gone.")})
