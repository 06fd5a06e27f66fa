"""Who stands in the storm: signed-in students and one open posting."""

from importlib import import_module

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

from tests.factories import make_posting, make_user


def make(count: int) -> tuple[str, list[tuple[str, str]]]:
    """The address of the form, and (address, cookie) of each student."""
    posting = make_posting()
    engine = import_module(settings.SESSION_ENGINE)
    found = []
    for number in range(count):
        user = make_user(f"student{number}@example.org", name=f"Student {number}")
        session = engine.SessionStore()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.create()
        found.append((user.email, f"{settings.SESSION_COOKIE_NAME}={session.session_key}"))
    return f"/internships/{posting.pk}-{posting.slug}/apply/", found
