"""allauth's hooks: whom it lets in, how often it lets them try, what it records and where it leads them."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import record_authentication
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts import audit, letters, limits
from accounts.models import User
from lib.http import is_path

WRONG_PER_PERSON, WRONG_PER_NETWORK = 10, 100
# Notices that allauth sends, and the event each of them tells of.
EVENTS = {
    "account/email/password_changed": "user.change_password",
    "account/email/password_set": "user.set_password",
    "account/email/password_reset": "user.reset_password",
    "account/email/email_changed": "user.change_address",
    "mfa/email/totp_activated": "user.add_authenticator_app",
    "mfa/email/totp_deactivated": "user.remove_authenticator_app",
    "mfa/email/webauthn_added": "user.add_passkey",
    "mfa/email/webauthn_removed": "user.remove_passkey",
    "mfa/email/recovery_codes_generated": "user.renew_recovery_codes",
}


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("The address and the password do not belong together."),
        "incorrect_code": _("That is not the code."),
        "incorrect_password": _("That is not your password."),
        "enter_current_password": _("That is not your password of today."),
        "duplicate_email": _("That is your address already."),
        "same_as_current": _("That is your address already."),
        "email_taken": _("This address cannot be used. Take another one."),
        "too_many_login_attempts": _("That was one try too many. Ask for a new code."),
        "rate_limited": _("That was one try too many. Wait a few minutes."),
    }

    # Signing in

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        """Counts before it looks and takes the count back when the password was right: a hundred tries at one instant
        are a hundred tries, and right ones never use up what a campus has in common."""
        person, network = limits.person(credentials.get("email", "")), limits.network(request)
        try:
            limits.require("password", person, most=WRONG_PER_PERSON, per=limits.FIVE_MINUTES)
            try:
                limits.require("password from", network, most=WRONG_PER_NETWORK, per=limits.HOUR)
            except limits.TooMany:
                limits.forgive("password", person)
                raise
        except limits.TooMany as error:
            raise too_many_passwords(error.minutes) from error
        user = super().authenticate(request, **credentials)
        if user:
            limits.forgive("password", person)
            limits.forgive("password from", network)
        return user

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Counted above."""

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        # Asked for unknown addresses too: a write more would tell them apart by the time.
        known = User.objects.filter(email=credentials.get("email", "").lower()).first()
        audit.record("user.fail_to_sign_in", known or User(pk=0), by=None)

    def login(self, request: HttpRequest, user: User) -> None:
        super().login(request, user)
        # Whoever has just signed in is not asked again at once.
        record_authentication(request, user, method="sign-in", reauthenticated=True)
        audit.record("user.sign_in", user, by=user)

    def get_reauthentication_methods(self, user: User) -> list[dict[str, Any]]:
        by_code = {
            "id": "code",
            "description": _("Send me a code by mail"),
            "url": reverse("reauthenticate_by_code"),
        }
        return [*super().get_reauthentication_methods(user), by_code] if user.is_authenticated else []

    def logout(self, request: HttpRequest) -> None:
        if isinstance(request.user, User):
            audit.record("user.sign_out", request.user, by=request.user)
        super().logout(request)

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        audit.record("user.fail_to_sign_in", user, by=None, why="inactive")
        return super().respond_user_inactive(request, user)

    # Where from, where to

    def get_client_ip(self, request: HttpRequest) -> str:
        return limits.client(request)

    def is_safe_url(self, url: str) -> bool:
        """A path of ours: a sign-in never sends a reader elsewhere."""
        return is_path(url or "")

    # Mail: the outbox is the backend

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        letters.send(template_prefix, email, context)

    def send_notification_mail(
        self, template_prefix: str, user: User, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        if code := EVENTS.get(template_prefix):
            audit.record(code, user, by=user)
        words = {"when": timezone.now(), "user": user, **(context or {})}
        super().send_notification_mail(template_prefix, user, words, email)


def too_many_passwords(minutes: int) -> ValidationError:
    words = ngettext(
        "Too many wrong passwords. Wait %(minutes)d minute, or let us send you a code instead.",
        "Too many wrong passwords. Wait %(minutes)d minutes, or let us send you a code instead.",
        minutes,
    )
    return ValidationError(words % {"minutes": minutes}, code="too_many")
