"""Pages for what went wrong."""

import logging
import sys
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from accounts import limits
from applications.views import applying

log = logging.getLogger(__name__)

TOO_LARGE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    status = 413 if isinstance(exception, TOO_LARGE) else 400
    return render(request, f"{status}.html", status=status)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", status=404)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    match = request.resolver_match
    if match and match.url_name in ("apply", "apply_draft"):
        try:
            return applying.unsure(request, **match.kwargs)  # nothing that was typed there may be lost
        except limits.TooMany as error:  # here no middleware answers it
            return limits.too_many(request, error.seconds)
    return render(request, "403.html", status=403)


def bare() -> dict[str, Any]:
    """What base.html needs when neither a request nor a database is there."""
    return {"site_name": settings.SITE_NAME, "user": None, "demo_line": "", "src": "", "messages": ()}


def server_error(request: HttpRequest) -> HttpResponse:
    """Rendered without a request, since what broke may be the reader's session; Django calls this while it handles
    the exception, and a database may be lost where no view runs: in a middleware, or under the page for 404."""
    if isinstance(cause := sys.exception(), DATABASE_GONE):
        return unavailable(cause)
    return HttpResponse(render_to_string("500.html", bare()), status=500)


def unavailable(cause: Exception) -> HttpResponse:
    """Works without a database; the reader is spared the cause, the operator is not."""
    log.error("The database cannot be used: %s", " ".join(str(cause).split()))
    response = HttpResponse(render_to_string("503.html", bare()), status=503)
    response["Retry-After"] = "30"
    return response


DATABASE_GONE = (OperationalError, InterfaceError)
