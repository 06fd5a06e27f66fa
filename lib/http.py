"""What a request says of where it comes from."""

import functools
import ipaddress
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.encoding import iri_to_uri
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt

View = Callable[..., HttpResponse]
UNKNOWN = "0.0.0.0"  # noqa: S104 (an address for a socket that has none)


def client_address(remote: str, forwarded_for: str, trusted_proxies: int) -> str:
    """The client's address. Of X-Forwarded-For only what our own proxies wrote is believed: its last entries.

    Whoever writes further entries in front of them changes nothing.
    """
    entries = forwarded_for.split(",") if forwarded_for else []
    if trusted_proxies and len(entries) >= trusted_proxies:
        return _address(entries[-trusted_proxies]) or _address(remote) or UNKNOWN
    return _address(remote) or UNKNOWN


def network(address: str) -> str:
    """What one household has: an IPv4 address, the first half of an IPv6 one."""
    parsed = ipaddress.ip_address(address)
    if isinstance(parsed, ipaddress.IPv6Address):
        return str(ipaddress.ip_network(f"{address}/64", strict=False))
    return address


def _address(value: str) -> str | None:
    """Without port and brackets; an IPv4 address in IPv6's clothes is that address."""
    value = value.strip()
    if value.startswith("["):
        value = value[1:].partition("]")[0]
    elif value.count(":") == 1:
        value = value.partition(":")[0]
    try:
        parsed = ipaddress.ip_address(value)
    except ValueError:
        return None
    mapped = parsed.ipv4_mapped if isinstance(parsed, ipaddress.IPv6Address) else None
    return str(mapped or parsed).partition("%")[0]


def same_origin_only(view: View) -> View:
    """For a button on a page that sets no cookie, and so can hold no token against forgery.

    The browser says where a request comes from, and no page can make it lie: Sec-Fetch-Site in every browser of
    today, Origin with every POST, else Referer. What says nothing of the three is refused, and all it says must agree.
    """

    @functools.wraps(view)
    def checked(request: HttpRequest, *args: Any, **values: Any) -> HttpResponse:
        if not is_from_here(request):
            raise PermissionDenied("comes from another site")
        return view(request, *args, **values)

    return csrf_exempt(checked)


def is_from_here(request: HttpRequest) -> bool:
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    if site is None and origin is None:
        return _origin(request.headers.get("Referer", "")) in _ours(request)
    return site in (None, "same-origin") and (origin is None or origin in _ours(request))


def is_path(url: str) -> bool:
    """A path of ours, on one line: what a request names leads nowhere else."""
    return url.startswith("/") and url.isprintable() and url_has_allowed_host_and_scheme(url, allowed_hosts=None)


def came_from(request: HttpRequest) -> str:
    """The path of ours that the form names as `next`, or stood on; empty where it is neither."""
    named = request.POST.get("next", "")
    if is_path(named):
        return iri_to_uri(named.partition("#")[0])
    referer = request.headers.get("Referer", "")
    if _origin(referer) not in _ours(request):
        return ""
    parts = urlsplit(referer)
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    return path if is_path(path) else ""


def _ours(request: HttpRequest) -> set[str]:
    """As the browser sees us; behind a proxy that ends TLS that is what the settings say."""
    return {f"{request.scheme}://{request.get_host()}", *settings.CSRF_TRUSTED_ORIGINS}


def _origin(url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc}"
