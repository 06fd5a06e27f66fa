"""The staff's own pages: the same door as for everybody, and a second factor where it is required."""

from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts import mfa
from listings.models import Membership

THEIRS = {"account", "mfa", "usersessions"}


class StaffSite(AdminSite):
    site_header = site_title = _("Staff")

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """allauth shows its rows by itself, secrets of second factors among them: not for staff to read or write."""
        models: list[Any] = [model_or_iterable] if isinstance(model_or_iterable, type) else list(model_or_iterable)
        ours = [model for model in models if model._meta.app_label not in THEIRS]
        super().register(ours, admin_class, **options)

    def has_permission(self, request: HttpRequest) -> bool:
        return super().has_permission(request) and not mfa.second_factor_needed(request.user)

    def login(self, request: HttpRequest, extra_context: dict[str, object] | None = None) -> HttpResponse:
        """Django sends here whoever may not see a page."""
        target = request.GET.get("next", "") or request.path.removesuffix("login/")
        if not request.user.is_authenticated:
            return redirect_to_login(target)
        if super().has_permission(request):
            return mfa.set_up_first(request, target)
        if Membership.objects.filter(user_id=request.user.pk).exists():
            return HttpResponseRedirect(reverse("panel"))
        raise PermissionDenied
