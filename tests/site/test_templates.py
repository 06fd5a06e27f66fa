"""No inline script or style, in no template and in no rendered page: the CSP would stop them, and readers with it."""

import json
import re
from html.parser import HTMLParser

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.test import Client

from jobboard import errors
from tests.board import make_board
from tests.cast import WHO, make_cast
from tests.factories import make_employer, make_posting, make_source

TEMPLATES = sorted((settings.BASE_DIR / "templates").rglob("*.html"))
# What a browser runs or applies although it stands in an attribute.
ATTRIBUTE = re.compile(r"""<[a-z][^>]*?\s(on[a-z]+|style|hx-on[a-z:.-]*|hx-vals|hx-vars)\s*=""", re.IGNORECASE)
TAG = re.compile(r"<style\b|<script\b(?![^>]*\bsrc=)", re.IGNORECASE)
# Mails are no pages: they have no style sheet, no policy, and no script at all.
MAILS = ("emails/", "account/email/", "mfa/email/")
IN_MAIL = re.compile(r"<(script|link|img|object|iframe|form|base)\b|\son[a-z]+\s*=|url\(|@import", re.IGNORECASE)
SCHEME = re.compile(r"\b(javascript|vbscript|data):", re.IGNORECASE)


class Page(HTMLParser):
    """What is wrong with a page, and the words of its heading and title."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.wrong: list[str] = []
        self.ids: list[str] = []
        self.headings: list[int] = []
        self.has_title = self.has_language = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        # A data block is no script: browsers neither run it nor ask the policy (tests/public/test_structured_data.py).
        is_data = tag == "script" and given.get("type") == "application/ld+json"
        if tag == "style" or (tag == "script" and not given.get("src") and not is_data):
            self.wrong.append(f"<{tag}>")
        for name, value in attrs:
            if name.startswith(("on", "hx-on")) or name in ("style", "hx-vars"):
                self.wrong.append(f"{name} of <{tag}>")
            if name in ("href", "src", "action", "formaction", "hx-get") and SCHEME.match((value or "").strip()):
                self.wrong.append(f"{name}={value}")
            if (
                name in ("src", "href")
                and tag in ("script", "link", "img")
                and given.get("rel") != "canonical"  # nothing is fetched from there; crawlers ask for it whole
                and (value or "").startswith(("http", "//"))
            ):
                self.wrong.append(f"foreign {name}={value}")
        if given.get("target") == "_blank":
            self.wrong.append("opens a window of its own")
        self.ids += [given["id"]] if given.get("id") else []
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        self.has_title |= tag == "title"
        self.has_language |= tag == "html" and bool(given.get("lang"))


def assert_clean(html: str) -> None:
    page = Page(html)
    assert not page.wrong
    assert page.has_title
    assert page.has_language
    assert len(page.ids) == len(set(page.ids)), "an id stands there twice"
    assert page.headings.count(1) == 1
    steps = zip(page.headings, page.headings[1:], strict=False)
    assert all(after <= before + 1 for before, after in steps), f"a level of heading is left out: {page.headings}"


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(settings.BASE_DIR / "templates")))
def test_no_template_holds_script_or_style(path) -> None:
    source = re.sub(r"\{#.*?#\}", "", path.read_text())
    is_mail = str(path.relative_to(settings.BASE_DIR / "templates")).startswith(MAILS)
    for pattern in (IN_MAIL,) if is_mail else (ATTRIBUTE, TAG):
        assert not pattern.search(source), pattern.search(source)[0]  # type: ignore[index]
    assert not re.search(r"\bjavascript:", source)
    assert "|safe" not in source
    assert "autoescape off" not in source


@pytest.mark.django_db
@pytest.mark.parametrize("who", WHO)
def test_no_page_holds_script_or_style(who: str) -> None:
    board, client = make_board(), make_cast().client(who)
    for address in board.pages().values():
        response = client.get(address)
        assert response.status_code == 200, address
        assert_clean(response.text)
    for address, status in board.failures().values():
        response = client.get(address)
        assert response.status_code == status, address
        assert_clean(response.text)


@pytest.mark.parametrize("name", ["400", "403", "404", "410", "413", "429", "500", "503"])
def test_no_error_page_holds_script_or_style(name: str) -> None:
    assert_clean(render_to_string(f"{name}.html", errors.bare()))


NASTY = '"><script>alert(1)</script><b style="x" onclick="y">&amp;{{ 7|add:7 }}</b>'


@pytest.mark.django_db
def test_what_a_reader_types_stays_words(client: Client) -> None:
    make_board()
    for name in ("q", "skill", "place", "employer", "sort", "graduates", "pay_min", NASTY):
        response = client.get("/internships/", {name: NASTY})
        assert_clean(response.text)
        assert "<script>alert" not in response.text
        assert "14</b>" not in response.text


@pytest.mark.django_db
def test_what_a_source_writes_stays_words(client: Client) -> None:
    """Titles, places and texts are written by strangers."""
    nasty = NASTY + "<img src=https://evil.example/x.png onerror=alert(1)>"
    employer = make_employer("X", name_key="x", about=nasty, website="https://example.com/?a=<script>")
    employer.name = nasty
    employer.save()
    posting = make_posting(
        nasty, employer=employer, slug="x", source=make_source(title=nasty), raw_places=(nasty,), summary=nasty,
        body=nasty + "\n\n[link](javascript:alert(1)) <a href='data:text/html,x'>x</a>", skills={"go": "needed"},
        mentor_name=nasty, outcomes=nasty, pay_note=nasty, apply_url='https://jobs.example.com/"><script>',
    )  # fmt: skip
    for address in ("/", "/internships/?q=script", posting.get_absolute_url(), employer.get_absolute_url(),
                    "/employers/", "/skills/go/"):  # fmt: skip
        response = client.get(address)
        assert_clean(response.text)
        assert "<script>alert" not in response.text, address
        assert "<img src=https" not in response.text, address
    json.loads(client.get("/internships.json?role=all").content)
    assert "<script>" not in client.get("/internships.atom").text
