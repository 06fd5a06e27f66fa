"""A fetch of an address that somebody else wrote down, against a real server: where it leads, how long, how much."""

import gzip
import socket
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest

from lib import fetch
from lib.fetch import Door, Fault
from tests.importing.tls import Server, said, serving

MB = 1_000_000


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with serving(tmp_path) as found:
        yield found


def got(server: Server, **named: Any) -> fetch.Answer:
    return fetch.get(named.pop("url", server.url), agent="Test/1.0", door=named.pop("door", server.door), **named)


def code(server: Server, **named: Any) -> str:
    with pytest.raises(Fault) as caught:
        got(server, **named)
    return caught.value.code


def test_an_answer(server: Server) -> None:
    server.answering = said(b'{"jobs": []}', ETag='"a"', Last_Modified="Tue, 24 Nov 2026 10:00:00 GMT")
    answer = got(server)
    assert (answer.data, answer.etag) == (b'{"jobs": []}', '"a"')
    assert answer.last_modified == "Tue, 24 Nov 2026 10:00:00 GMT"
    asked = server.asked[0]  # type: ignore[attr-defined]
    assert asked["user-agent"] == "Test/1.0" and asked["host"].startswith("localhost:") and "cookie" not in asked


def test_the_usual_port_goes_unsaid(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "HTTPS", server.server_address[1])
    got(server)
    assert server.asked[0]["host"] == "localhost"  # type: ignore[attr-defined]


def test_nothing_has_changed(server: Server) -> None:
    server.answering = said(b"", status=304)
    assert got(server, etag='"a"', last_modified="yesterday").data is None
    asked = server.asked[0]  # type: ignore[attr-defined]
    assert (asked["if-none-match"], asked["if-modified-since"]) == ('"a"', "yesterday")


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.0.0.1", "172.16.5.5", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
     "240.0.0.1", "255.255.255.255", "192.0.0.1", "198.18.0.1", "::1", "::", "fe80::1", "fc00::1", "fec0::1", "ff02::1",
     "::ffff:10.0.0.1", "::ffff:8.8.8.8", "64:ff9b::a00:1", "2002:a00:1::", "2001:db8::1", "fe80::1%eth0", "no address"],
)  # fmt: skip
def test_what_is_not_public(address: str) -> None:
    assert not fetch.is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "93.184.216.34", "2606:4700:4700::1111"])
def test_what_is_public(address: str) -> None:
    assert fetch.is_public(address)


@pytest.mark.parametrize(
    "url",
    ["http://example.com/", "ftp://example.com/", "file:///etc/passwd", "https://", "https://a@example.com/",
     "https://a:b@example.com/", "https://example.com:8443/", "https://example.com:x/", "https://exämple.com/",
     "https://example.com/a b", "https://example.com/\r\nHost: a", "//example.com/", "https://[::1/", ""],
)  # fmt: skip
def test_addresses_that_are_never_asked(url: str, server: Server) -> None:
    assert code(server, url=url) == "address"


@pytest.mark.parametrize(
    "host", ["localhost", "127.0.0.1", "[::1]", "127.1", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]"]
)
def test_a_name_that_leads_inside(host: str, server: Server) -> None:
    assert code(server, url=f"https://{host}/", door=fetch.OUTSIDE) in ("private", "name")
    assert server.asked == []  # type: ignore[attr-defined]


def test_a_name_with_one_private_address_among_public_ones(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, 443)) for ip in ("93.184.216.34", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_words, **_named: rows)
    assert code(server, url="https://example.com/") == "private"


def test_a_name_is_looked_up_once_and_that_address_is_asked(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    looked, real = [], socket.getaddrinfo

    def counting(host: Any, *words: Any, **named: Any) -> Any:
        looked.append(host)
        return real(host, *words, **named)

    monkeypatch.setattr(socket, "getaddrinfo", counting)
    got(server)
    assert looked.count("localhost") == 1


@pytest.mark.parametrize(
    ("to", "words"),
    [("https://127.0.0.1/", "private"), ("https://169.254.169.254/latest/meta-data/", "private"),
     ("http://localhost/", "address"), ("https://10.0.0.1:22/", "address"), ("file:///etc/passwd", "address"),
     ("/again", "redirects"), ("", "redirects")],
)  # fmt: skip
def test_a_redirect_is_checked_like_the_first_address(server: Server, to: str, words: str) -> None:
    server.answering = said(b"", status=302, Location=to)
    assert code(server) == words


def test_a_redirect_is_followed(server: Server) -> None:
    def answering(handler: BaseHTTPRequestHandler) -> None:
        at_end = handler.path == "/there"
        (said(b"[1]") if at_end else said(b"", status=301, Location="/there"))(handler)

    server.answering = answering
    assert got(server).data == b"[1]"


def test_a_certificate_of_another_name_or_nobodys(server: Server, tmp_path: Path) -> None:
    assert code(server, door=Door(loopback=frozenset({"localhost"}))) == "certificate"
    (tmp_path / "other").mkdir()
    with serving(tmp_path / "other", "elsewhere.example") as other:
        assert code(other) == "certificate"
        assert other.asked == []  # type: ignore[attr-defined]


def dripping(head: bytes, drop: bytes) -> Any:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(head)
        for _time in range(300):
            handler.wfile.write(drop)
            handler.wfile.flush()
            time.sleep(0.05)

    return answer


@pytest.mark.parametrize(
    "answering",
    [dripping(b"HTTP/1.1 200 OK\r\nX-Long: ", b"x"),
     dripping(b"HTTP/1.1 200 OK\r\n\r\n", b" "),
     dripping(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n", b" "),
     dripping(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\n \r\n")],
    ids=["headers", "body without an end", "body", "chunks"],
)  # fmt: skip
def test_who_sends_a_byte_now_and_then_is_cut_off(tmp_path: Path, answering: Any) -> None:
    with serving(tmp_path, seconds=1) as server:
        server.answering = answering
        begun = time.monotonic()
        assert code(server) == "slow"
        assert time.monotonic() - begun < 5


def test_a_server_that_never_shakes_hands(tmp_path: Path) -> None:
    with serving(tmp_path, seconds=1) as server, socket.socket() as mute:
        mute.bind(("127.0.0.1", 0))
        mute.listen()
        assert code(server, url=f"https://localhost:{mute.getsockname()[1]}/") == "slow"


def test_too_much(server: Server) -> None:
    server.answering = said(b" " * (11 * MB))
    assert code(server) == "size"
    server.answering = said(gzip.compress(b" " * (31 * MB)), Content_Encoding="gzip")
    assert code(server) == "size"


def test_packed_and_cut(server: Server) -> None:
    server.answering = said(gzip.compress(b"[2]"), Content_Encoding="gzip")
    assert got(server).data == b"[2]"
    for body, named, words in (
        (gzip.compress(b"[2]" * 100)[:-9], {"Content_Encoding": "gzip"}, "cut"),
        (b"no gzip", {"Content_Encoding": "gzip"}, "packing"),
        (b"[]", {"Content_Encoding": "br"}, "type"),
    ):
        server.answering = said(body, **named)
        assert code(server) == words
    server.answering = said(b"[]", length=500)
    assert code(server) in ("cut", "connection")
    server.answering = said(b"x", type_="image/png")
    assert code(server) == "type"


@pytest.mark.parametrize(
    ("header", "least", "most"),
    [("120", 120, 120), ("Fri, 01 Jan 2100 00:00:00 GMT", 10**8, 10**10), ("soon", 0, 0), ("", 0, 0)],
)
def test_how_long_to_wait(server: Server, header: str, least: int, most: int) -> None:
    server.answering = said(b"", status=429, Retry_After=header)
    with pytest.raises(Fault) as caught:
        got(server)
    assert caught.value.code == "status" and least <= caught.value.wait <= most


def test_no_setting_opens_a_door() -> None:
    assert Door() == fetch.OUTSIDE and not Door().loopback and Door().cafile is None
    read = Path(fetch.__file__).read_text()
    assert "environ" not in read and "settings" not in read
