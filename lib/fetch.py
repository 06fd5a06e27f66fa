"""One GET of a public https address that somebody else wrote down, in bounded time and memory.

The address is checked where it counts: on the one that is connected to, of every redirect anew, so that neither a
redirect nor a name that answers differently the second time leads into our own network. See docs/importing.md.
"""

import contextlib
import http.client
import ipaddress
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import SplitResult, urljoin, urlsplit

HTTPS = 443
MOST_REDIRECTS = 3
SECONDS, SECONDS_A_STEP = 20.0, 8.0
MB = 1_000_000
MOST_SENT, MOST_UNPACKED = 10 * MB, 30 * MB
CHUNK = 1 << 16
TYPES = ("application/json", "text/json", "text/html", "application/xhtml+xml", "text/csv", "text/plain",
         "application/csv", "application/gzip", "application/octet-stream")  # fmt: skip
REDIRECTS = (301, 302, 303, 307, 308)
# IPv4 in the clothes of IPv6: who translates them decides where they lead.
DISGUISED = [ipaddress.ip_network(one) for one in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32")]


class Fault(Exception):
    """Nothing was read. CODE says why; WAIT is how many seconds the other side asks for."""

    def __init__(self, code: str, detail: object = "", *, wait: int = 0) -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code, self.detail, self.wait = code, str(detail), wait


@dataclass(frozen=True)
class Door:
    """Whom a fetch may visit. No setting makes another one: tests name here their own server on loopback."""

    loopback: frozenset[str] = frozenset()
    cafile: str | None = None
    seconds: float = SECONDS


OUTSIDE = Door()


@dataclass(frozen=True)
class Answer:
    """`data` is unpacked; nothing where the other side says that nothing has changed."""

    data: bytes | None
    etag: str
    last_modified: str
    url: str


def get(url: str, *, agent: str, etag: str = "", last_modified: str = "", door: Door = OUTSIDE) -> Answer:
    """Raises Fault."""
    deadline = time.monotonic() + door.seconds
    headers = {
        "User-Agent": agent,
        "Accept-Encoding": "gzip",
        "Accept": "application/json, text/html, text/csv, */*;q=0.5",
    }
    headers |= {"If-None-Match": etag} if etag else {}
    headers |= {"If-Modified-Since": last_modified} if last_modified else {}
    for _step in range(MOST_REDIRECTS + 1):
        with _asked(parts_of(url, door), headers, door, deadline) as response:
            if response.status not in REDIRECTS:
                answer = _answer(response, url)
                if time.monotonic() >= deadline:  # what was cut off looks like an end where nobody said how much comes
                    raise Fault("slow")
                return answer
            url = urljoin(url, response.headers.get("Location", ""))
    raise Fault("redirects", MOST_REDIRECTS)


def parts_of(url: str, door: Door = OUTSIDE) -> SplitResult:
    """Of an address that may be asked at all; whether its name leads outside is known once it is connected to."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise Fault("address", error) from error
    if parts.scheme != "https" or not parts.hostname or "@" in parts.netloc or not url.isascii():
        raise Fault("address", url[:200])
    if any(letter.isspace() or ord(letter) < 33 for letter in url):
        raise Fault("address", url[:200])
    if port not in (None, HTTPS) and parts.hostname not in door.loopback:
        raise Fault("address", url[:200])
    return parts


def is_public(address: str) -> bool:
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped or found.is_site_local or any(found in network for network in DISGUISED):
            return False
    return found.is_global and not (found.is_multicast or found.is_reserved or found.is_unspecified)


@contextlib.contextmanager
def _asked(
    parts: SplitResult, headers: dict[str, str], door: Door, deadline: float
) -> Iterator[http.client.HTTPResponse]:
    """Whoever sends a byte now and then is cut off too: at the deadline the connection ends, whatever waits on it."""
    host, port = parts.hostname or "", parts.port or HTTPS
    raw = _connected(host, port, door, deadline)
    ender = raw.dup()
    clock = threading.Timer(max(deadline - time.monotonic(), 0), _end, [ender])
    clock.daemon = True
    clock.start()
    connection = http.client.HTTPConnection(host, port)
    connection.default_port = HTTPS  # which the Host header leaves out, as browsers do
    try:
        connection.sock = ssl.create_default_context(cafile=door.cafile).wrap_socket(raw, server_hostname=host)
        path = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
        connection.request("GET", path, headers=headers)
        yield connection.getresponse()
    except Fault as fault:
        if fault.code == "cut" and time.monotonic() >= deadline:
            raise Fault("slow") from fault
        raise
    except ssl.SSLCertVerificationError as error:
        raise Fault("certificate", error.verify_message) from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise _fault(error, deadline) from error
    finally:
        clock.cancel()
        connection.close()
        raw.close()
        ender.close()


def _end(ender: socket.socket) -> None:
    with contextlib.suppress(OSError):
        ender.shutdown(socket.SHUT_RDWR)


def _fault(error: Exception, deadline: float) -> Fault:
    if time.monotonic() >= deadline or isinstance(error, TimeoutError):
        return Fault("slow")
    return Fault("connection", type(error).__name__)


def _connected(host: str, port: int, door: Door, deadline: float) -> socket.socket:
    """The name is looked up once, and all its addresses must be public: a mixed answer is somebody's trick."""
    addresses = _looked_up(host, port, deadline)
    if host not in door.loopback:
        for address in addresses:
            if not is_public(address):
                raise Fault("private", host)
    for address in addresses:
        left = min(deadline - time.monotonic(), SECONDS_A_STEP)
        if left <= 0:
            break
        with contextlib.suppress(OSError):
            found = socket.create_connection((address, port), timeout=left)
            if host in door.loopback or is_public(found.getpeername()[0]):
                return found
            found.close()
    raise Fault("slow" if time.monotonic() >= deadline else "connection", host)


def _looked_up(host: str, port: int, deadline: float) -> list[str]:
    """In a thread, for a name server may take longer than anybody wants to wait."""
    with contextlib.suppress(ValueError):
        return [str(ipaddress.ip_address(host))]
    found: list[str] = []

    def look() -> None:
        with contextlib.suppress(OSError, UnicodeError):
            rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            found.extend(dict.fromkeys(str(row[4][0]) for row in rows))

    thread = threading.Thread(target=look, daemon=True)
    thread.start()
    thread.join(max(min(deadline - time.monotonic(), SECONDS_A_STEP), 0))
    if not found:
        raise Fault("name", host)
    return list(found)


# --- what comes back -------------------------------------------------------------------------------------------


def _answer(response: http.client.HTTPResponse, url: str) -> Answer:
    said = response.headers
    etag, last_modified = said.get("ETag", "")[:300], said.get("Last-Modified", "")[:100]
    if response.status == 304:
        return Answer(None, etag, last_modified, url)
    if response.status != 200:
        raise Fault("status", response.status, wait=_wait(said.get("Retry-After", "")))
    type_ = said.get("Content-Type", "").partition(";")[0].strip().lower()
    if type_ and type_ not in TYPES and not type_.endswith("+json"):
        raise Fault("type", type_[:100])
    packing = said.get("Content-Encoding", "").strip().lower()
    if packing not in ("", "identity", "gzip", "x-gzip"):
        raise Fault("type", packing[:100])
    return Answer(_body(response, is_packed="gzip" in packing), etag, last_modified, url)


def _body(response: http.client.HTTPResponse, *, is_packed: bool) -> bytes:
    promised, sent, size = response.length, 0, 0
    unpacker = zlib.decompressobj(wbits=31) if is_packed else None
    parts: list[bytes] = []
    while chunk := response.read(CHUNK):
        sent += len(chunk)
        if sent > MOST_SENT:
            raise Fault("size", MOST_SENT)
        try:
            chunk = unpacker.decompress(chunk, MOST_UNPACKED - size + 1) if unpacker else chunk
        except zlib.error as error:
            raise Fault("packing", error) from error
        size += len(chunk)
        if size > MOST_UNPACKED:
            raise Fault("size", MOST_UNPACKED)
        parts.append(chunk)
    if (promised is not None and sent < promised) or (unpacker and not unpacker.eof):
        raise Fault("cut", sent)
    return b"".join(parts)


def _wait(said: str) -> int:
    """Seconds, or a date; what is neither asks for nothing."""
    if said.strip().isascii() and said.strip().isdigit():
        return int(said.strip()[:9])
    try:
        when = parsedate_to_datetime(said)
    except (ValueError, TypeError):
        return 0
    when = when if when.tzinfo else when.replace(tzinfo=UTC)
    return max(int((when - datetime.now(UTC)).total_seconds()), 0)
