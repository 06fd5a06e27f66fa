"""Where people land who sign in without having been on the way anywhere: staff, teams and students differ."""

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from accounts import adapter
from listings.models import Membership


class AccountAdapter(adapter.AccountAdapter):
    def get_login_redirect_url(self, request: HttpRequest) -> str:
        if request.user.is_staff:
            return reverse("admin:index")
        is_member = Membership.objects.filter(user_id=request.user.pk or 0).exists()
        return resolved("review" if is_member else "me")

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        return self.get_login_redirect_url(request)


def resolved(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return reverse("home")
