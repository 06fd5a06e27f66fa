"""The code of a channel (`?src=club`): carried in links from the first page somebody comes to, up to the application.

It lies in addresses and forms alone, never in a cookie, and asks for nothing: no search heeds it. While a view that
carries it answers, `link` adds it to our own addresses; everywhere else it adds nothing.
"""

import functools
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.http import HttpRequest, HttpResponse

NAME = "src"
CODE = re.compile(r"[a-z0-9_-]{1,40}")
carried: ContextVar[str] = ContextVar("src", default="")


def clean(said: str) -> str:
    """What is no code is none."""
    return said if CODE.fullmatch(said) else ""


def code(request: HttpRequest) -> str:
    """Of the address, else of the form that was sent."""
    found = clean(request.GET.get(NAME, ""))
    return found or (clean(request.POST.get(NAME, "")) if request.method == "POST" else "")


@contextmanager
def carrying(found: str) -> Iterator[None]:
    token = carried.set(found)
    try:
        yield
    finally:
        carried.reset(token)


def carries(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @functools.wraps(view)
    def carried_by(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with carrying(code(request)):
            return view(request, *args, **kwargs)

    return carried_by


def link(path: str) -> str:
    """PATH is one of ours, without a fragment."""
    found = carried.get()
    return f"{path}{'&' if '?' in path else '?'}{NAME}={found}" if found else path
