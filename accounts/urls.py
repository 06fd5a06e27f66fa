"""allauth's addresses; those of our own stand in front of what they take the place of."""

from allauth.account import views as allauth
from allauth.account.internal.decorators import login_stage_required
from allauth.account.stages import LoginByCodeStage
from allauth.mfa.totp.views import activate_totp
from allauth.mfa.webauthn.views import add_webauthn
from django.contrib.auth.decorators import login_required
from django.urls import include, path

from accounts.mfa import recently_authenticated
from accounts.views import codes, factors, proving

by_code = login_stage_required(stage=LoginByCodeStage.key, redirect_urlname="account_request_login_code")

urlpatterns = [
    path("signup/code/", proving.sign_up_code, name="sign_up_code"),
    path("reauthenticate/code/", proving.reauthenticate_by_code, name="reauthenticate_by_code"),
    path("login/code/confirm/", by_code(codes.LoginCodePage.as_view()), name="account_confirm_login_code"),
    path("confirm-email/", codes.AddressCodePage.as_view(), name="account_email_verification_sent"),
    path("password/reset/confirm/", codes.ResetCodePage.as_view(), name="account_confirm_password_reset_code"),
    path("email/", recently_authenticated(allauth.email), name="account_email"),
    path("password/set/", recently_authenticated(allauth.password_set), name="account_set_password"),
    path("2fa/", login_required(factors.FactorsPage.as_view()), name="mfa_index"),
    path("2fa/authenticate/", factors.AuthenticatePage.as_view(), name="mfa_authenticate"),
    path("2fa/totp/activate/", recently_authenticated(activate_totp), name="mfa_activate_totp"),
    path("2fa/webauthn/add/", recently_authenticated(add_webauthn), name="mfa_add_webauthn"),
    path("2fa/recovery-codes/", login_required(factors.RecoveryCodesPage.as_view()), name="mfa_view_recovery_codes"),
    path("sessions/<int:pk>/end/", factors.end_session, name="end_session"),
    path("", include("allauth.urls")),
    # The same pages by the names our templates use.
    path("login/", allauth.login, name="sign_in"),
    path("logout/", allauth.logout, name="sign_out"),
]
