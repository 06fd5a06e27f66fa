"""Every address below /accounts/: what a visitor gets, and what who is signed in gets."""

# Route → address, of a visitor, of who is signed in (without a password, a second factor or a recent proof).
ACCOUNTS: dict[str, tuple[str, int, int]] = {
    "login/": ("login/", 200, 302),
    "login/code/": ("login/code/", 200, 302),
    "login/code/confirm/": ("login/code/confirm/", 302, 302),
    "logout/": ("logout/", 302, 200),
    "signup/": ("signup/", 200, 302),
    "signup/code/": ("signup/code/", 302, 302),
    "inactive/": ("inactive/", 200, 200),
    "reauthenticate/": ("reauthenticate/", 302, 302),
    "reauthenticate/code/": ("reauthenticate/code/", 302, 200),
    "confirm-email/": ("confirm-email/", 302, 302),
    "email/": ("email/", 302, 302),
    "password/change/": ("password/change/", 302, 302),
    "password/set/": ("password/set/", 302, 302),
    "password/reset/": ("password/reset/", 200, 200),
    "password/reset/confirm/": ("password/reset/confirm/", 302, 302),
    "password/reset/complete/": ("password/reset/complete/", 302, 302),
    "password/reset/done/": ("password/reset/done/", 200, 200),
    "2fa/": ("2fa/", 302, 200),
    "2fa/authenticate/": ("2fa/authenticate/", 302, 302),
    "2fa/reauthenticate/": ("2fa/reauthenticate/", 302, 302),
    "2fa/totp/activate/": ("2fa/totp/activate/", 302, 302),
    "2fa/totp/deactivate/": ("2fa/totp/deactivate/", 302, 404),
    "2fa/recovery-codes/": ("2fa/recovery-codes/", 302, 404),
    "2fa/recovery-codes/generate/": ("2fa/recovery-codes/generate/", 302, 200),
    "2fa/recovery-codes/download/": ("2fa/recovery-codes/download/", 302, 404),
    "2fa/webauthn/": ("2fa/webauthn/", 302, 200),
    "2fa/webauthn/add/": ("2fa/webauthn/add/", 302, 302),
    "2fa/webauthn/login/": ("2fa/webauthn/login/", 302, 302),
    "2fa/webauthn/reauthenticate/": ("2fa/webauthn/reauthenticate/", 302, 302),
    "2fa/webauthn/keys/<int:pk>/edit/": ("2fa/webauthn/keys/1/edit/", 302, 404),
    "2fa/webauthn/keys/<int:pk>/remove/": ("2fa/webauthn/keys/1/remove/", 302, 404),
    "sessions/": ("sessions/", 302, 200),
    "sessions/<int:pk>/end/": ("sessions/1/end/", 405, 405),
}
# Who has a second factor is asked for it first.
WITH_FACTOR = {
    "2fa/reauthenticate/": 200,
    "2fa/totp/deactivate/": 302,
    "2fa/recovery-codes/generate/": 302,
    "2fa/webauthn/keys/<int:pk>/edit/": 302,
    "2fa/webauthn/keys/<int:pk>/remove/": 302,
}


def expected(who: str) -> dict[str, int]:
    """Address → status."""
    statuses = {route: row[1] if who == "visitor" else row[2] for route, row in ACCOUNTS.items()}
    if who == "moderator":
        statuses |= WITH_FACTOR
    return {f"/accounts/{ACCOUNTS[route][0]}": status for route, status in statuses.items()}
