from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from applications import elsewhere
from applications.forms.elsewhere import ElsewhereForm
from applications.models import Elsewhere, Student
from applications.views.me.doors import person, private


@private
@require_http_methods(["GET", "HEAD", "POST"])
def add_elsewhere(request: HttpRequest) -> HttpResponse:
    form = ElsewhereForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        form.instance.student = Student.objects.of(person(request))
        form.save()
        messages.success(request, _("Noted."))
        return _back()
    return render(request, "applications/elsewhere.html", {"form": form, "one": None, "list_url": _list()})


@private
@require_http_methods(["GET", "HEAD", "POST"])
def change_elsewhere(request: HttpRequest, elsewhere_id: int) -> HttpResponse:
    one = _mine(request, elsewhere_id)
    form = ElsewhereForm(request.POST or None, instance=one)
    if request.method == "POST" and form.is_valid():
        form.save()
        return _back()
    return render(request, "applications/elsewhere.html", {"form": form, "one": one, "list_url": _list()})


@private
@require_POST
def answer_elsewhere(request: HttpRequest, elsewhere_id: int) -> HttpResponse:
    elsewhere.answer(_mine(request, elsewhere_id), request.POST.get("said", ""))
    return _back()


@private
@require_POST
def remove_elsewhere(request: HttpRequest, elsewhere_id: int) -> HttpResponse:
    elsewhere.answer(_mine(request, elsewhere_id), elsewhere.NO)
    messages.success(request, _("Removed."))
    return _back()


def _mine(request: HttpRequest, elsewhere_id: int) -> Elsewhere:
    mine = Elsewhere.objects.select_related("posting").filter(student__user=person(request))
    return get_object_or_404(mine, pk=elsewhere_id)


def _list() -> str:
    return f"{reverse('me')}?show=elsewhere"


def _back() -> HttpResponse:
    return redirect(_list())
