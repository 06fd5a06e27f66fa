"""Middleware of the running site."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers, patch_cache_control

from jobboard import errors


class ContentSecurityPolicyMiddleware:
    """Same setting as Django 6's own middleware: on upgrade swap the dotted path and delete this class."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.value = "; ".join(f"{name} {' '.join(sources)}" for name, sources in settings.SECURE_CSP.items())

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", self.value)
        return response


class WellFormedMiddleware:
    """No browser sends a zero byte in a cookie, which an escape can hold, and the database breaks on it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if any("\0" in value for value in request.COOKIES.values()):
            request.COOKIES.clear()  # the page that says no looks at them too
            raise BadRequest("zero byte in a cookie")
        return self.get_response(request)


class PrivatePagesMiddleware:
    """What only its owner or a team may see is kept by no cache, the browser's own neither. So is a public page that
    names who is signed in: the next at a shared computer has a button that leads back. One that knows a visitor's
    session is the visitor's alone: not every cache heeds Vary."""

    PRIVATE = ("/accounts/", "/me/", "/review/", "/employer/", "/admin/")

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_private = request.path.startswith(self.PRIVATE) or self._knows_who(request)
        if is_private and "Cache-Control" not in response:
            add_never_cache_headers(response)
        if settings.SESSION_COOKIE_NAME in request.COOKIES and "Cache-Control" not in response:
            patch_cache_control(response, private=True)
        return response

    def _knows_who(self, request: HttpRequest) -> bool:
        """Asks the session only where the page did; a file has none."""
        session = getattr(request, "session", None)
        return session is not None and session.accessed and SESSION_KEY in session


class DatabaseGoneMiddleware:
    """Answers 503 where the database cannot be reached, instead of blaming the page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return errors.unavailable(exception) if isinstance(exception, errors.DATABASE_GONE) else None
