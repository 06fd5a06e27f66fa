"""What only the real server can show: the length of its request line, compression, caching, headers."""

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.board import make_board
from tests.served import ask, serve

LINE = 8190  # bytes; the contract's


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("served")


@pytest.fixture(scope="module")
def port(django_db_setup: None, folder: Path) -> Iterator[int]:
    with serve(folder) as number:
        yield number


def longest(address: str, method: str = "GET") -> str:
    return address + "?q=" + "x" * (LINE - len(f"{method} {address}?q= HTTP/1.1"))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("address", ["/internships/", "/internships.json", "/internships.atom"])
def test_a_request_line_of_the_contracts_length(port: int, address: str) -> None:
    make_board()
    assert ask(port, longest(address)).status == 200
    assert 400 <= ask(port, longest(address) + "xx").status < 500
    many = "&".join(f"a{number}=" for number in range(2000))
    assert ask(port, f"{address}?{many}"[: LINE - 13]).status == 200


@pytest.mark.django_db(transaction=True)
def test_raw_bytes_that_are_no_utf_8(port: int) -> None:
    for target in ("/internships/?q=%FF%00", "/internships/?%FF=%FF", "/%FF/", "/internships/%00/"):
        assert ask(port, target).status in (200, 404)


@pytest.mark.django_db(transaction=True)
def test_pages_come_compressed_with_their_headers(port: int) -> None:
    make_board()
    answer = ask(port, "/internships/", Accept_Encoding="gzip, br")
    assert answer.headers["content-encoding"] == "gzip"
    assert b"</html>" in gzip.decompress(answer.body)
    assert answer.headers["content-security-policy"].startswith(
        "default-src 'none'; script-src 'self'; style-src 'self';"
    )
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["x-frame-options"] == "DENY"
    assert answer.headers["referrer-policy"] == "strict-origin-when-cross-origin"
    assert answer.headers["cross-origin-opener-policy"] == "same-origin"
    assert "set-cookie" not in answer.headers
    assert "strict-transport-security" not in answer.headers  # SITE_URL is http here


@pytest.mark.django_db(transaction=True)
def test_static_files_are_brotli_and_kept_for_ever(port: int) -> None:
    page = ask(port, "/").body.decode()
    files = set(re.findall(r'(?:href|src)="(/static/[^"#]+)', page))
    assert len(files) > 5
    for file in files:
        assert re.search(r"\.[0-9a-f]{12}\.\w+$", file), "its name holds its digest"
        answer = ask(port, file, Accept_Encoding="gzip, br")
        assert answer.status == 200
        assert "immutable" in answer.headers["cache-control"]
        assert answer.headers.get("content-encoding") == (None if file.endswith(".woff2") else "br"), file


@pytest.mark.django_db(transaction=True)
def test_head_answers_like_get_without_a_body(port: int) -> None:
    make_board()
    for address in ("/", "/internships/", "/internships.json", "/employers/", "/sitemap.xml", "/nowhere/"):
        head, get = ask(port, address, method="HEAD"), ask(port, address)
        assert (head.status, head.body) == (get.status, b"")
