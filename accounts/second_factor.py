"""The second factor: how its secrets are kept, and the name this site has in an app or on a key."""

import base64
from typing import Any
from urllib.parse import urlsplit

from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext, gettext_lazy

from accounts.models import User


class Adapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": gettext_lazy("That is not the code. It changes every half minute; type the newest."),
        "cannot_delete_authenticator": gettext_lazy("Your second factor cannot be removed."),
        "cannot_generate_recovery_codes": gettext_lazy("Set up a second factor first; recovery codes stand in for it."),
        "unverified_email": gettext_lazy("Verify your address first."),
    }

    def encrypt(self, text: str) -> str:
        """A copy of the database alone does not give away the secrets; SECRET_KEY is the other half."""
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _box().decrypt(encrypted_text.encode()).decode()

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {"id": urlsplit(settings.SITE_URL).hostname or "localhost", "name": settings.SITE_NAME}

    def get_public_key_credential_user_entity(self, user: User) -> dict[str, Any]:
        return super().get_public_key_credential_user_entity(user) | {"display_name": user.get_full_name()}

    def generate_authenticator_name(self, user: User, type: Any) -> str:
        return gettext("My passkey")


def _box() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = [salted_hmac("accounts.second_factor", "", secret=key, algorithm="sha256").digest() for key in keys]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
