"""Middleware of the running site."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers

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


class PrivatePagesMiddleware:
    """What only its owner or a team may see is kept by no cache, the browser's own neither."""

    PRIVATE = ("/accounts/", "/me/", "/review/", "/employer/", "/admin/")

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path.startswith(self.PRIVATE) and "Cache-Control" not in response:
            add_never_cache_headers(response)
        return response


class DatabaseGoneMiddleware:
    """Answers 503 where the database cannot be reached, instead of blaming the page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return errors.unavailable() if isinstance(exception, errors.DATABASE_GONE) else None
