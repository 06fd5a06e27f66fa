"""The whole path in a real browser, with a script and without: from a search to an answer, and nothing told too early.

Every step is taken by what a person reads on the page, and every mail is read where a person reads it: after a real
SMTP server took it from the runner. No clock is turned: where ten minutes must pass, they are two seconds long.
"""

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

from accounts import carrier
from accounts.templatetags.mail_words import WORD_JOINER
from listings.models import Posting
from tests.accounts.people import PASSWORD
from tests.browser.conftest import Watched
from tests.chromium import new_page
from tests.factories import make_complete_posting, make_employer, make_member, make_posting
from tests.smtp import SmtpServer

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
STUDENT, RECRUITER = "noor@campus.example", "rosa@tidewater.example"
BUILT = "Built an event store in Go, 2,100 lines, with a test that kills it at random."
LETTER = "Ledgers are the oldest databases there are."
INTERNAL, WHY = "weak-on-transactions-said-rosa", "another candidate was preferred"
MOMENT = timedelta(seconds=2)
NOT_THIS_TIME = re.compile("not this time", re.IGNORECASE)


@dataclass
class Post:
    """The runner, and what a real server took from it."""

    server: SmtpServer

    def letters(self, to: str) -> list[EmailMessage]:
        call_command("run_jobs", once=True, only="mail")
        return [message for address, message in self.server.received if address == to]

    def wait_for(self, to: str, count: int) -> list[EmailMessage]:
        deadline = time.monotonic() + 60
        while len(found := self.letters(to)) < count:
            assert time.monotonic() < deadline, f"{len(found)} of {count}"
            time.sleep(0.1)
        assert len(found) == count
        return found


def words(message: EmailMessage) -> str:
    """Every part, however its lines are broken."""
    parts = [part.get_content() for part in message.walk() if not part.is_multipart()]
    return " ".join(f"{message['Subject']} {' '.join(parts)}".replace(WORD_JOINER, "").split())


@pytest.fixture
def post(settings: Any, live_server: Any) -> Iterator[Post]:
    with SmtpServer() as server:
        settings.EMAIL_URL, settings.SITE_URL = server.url, live_server.url
        yield Post(server)
    carrier.trouble.clear()


@pytest.fixture
def posting(live_server: Any, settings: Any, tmp_path: Path) -> Posting:
    """One of several that "backend" finds; Rosa reads its applications."""
    settings.REQUIRE_MFA, settings.MEDIA_ROOT = False, tmp_path / "media"
    tidewater = make_employer("Tidewater Ledger")
    make_member(tidewater, "recruiter", email=RECRUITER, name="Rosa Lind", password=PASSWORD)
    make_posting("Backend Intern, Search", employer=make_employer("Kestrel Freight"))
    return make_complete_posting(title="Backend Intern, Ledger Services", employer=tidewater, cover_letter="optional")


@pytest.fixture
def printed(browser: Any, tmp_path: Path) -> Path:
    """A file as people have them: printed by a browser."""
    page = new_page(browser.new_context())
    page.set_content(f"<h1>Noor Haddad</h1><p>{BUILT}</p><p>Go, SQL, Git</p>")
    page.pdf(path=tmp_path / "noor-backend.pdf")
    page.context.close()
    return tmp_path / "noor-backend.pdf"


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_from_a_search_to_an_answer(
    posting: Posting, printed: Path, post: Post, watched: Any, settings: Any, script: bool
) -> None:
    with watched(script=script) as noor, watched(script=script) as rosa:
        send(noor.page, printed)
        page = rosa.page
        prove(noor.page, post)
        standing = where_it_stands(noor)
        sign_in(page)
        read(page, printed)
        settings.UNDO_WINDOW = MOMENT
        page.get_by_role("button", name="In review").click()
        expect(page.get_by_text("Noor Haddad moved from New to In review.")).to_be_visible()
        until_it_says(noor, standing, "In review")
        settings.UNDO_WINDOW = timedelta(minutes=10)
        reject(page)
        nothing_is_told(noor, standing, post)
        page.locator(".toast").get_by_role("button", name="Undo").click()
        expect(page.get_by_text("Undone. No mail was sent.")).to_be_visible()
        nothing_is_told(noor, standing, post)
        settings.UNDO_WINDOW = MOMENT
        told = reject(page, reason=True)
        letter = words(post.wait_for(STUDENT, 3)[-1])
        assert_told(noor, standing, told, letter)
        if script:
            assert [*noor.found(), *rosa.found()] == []


def send(page: "Page", resume: Path) -> None:
    page.goto("/")
    page.get_by_role("searchbox").first.fill("backend")
    page.get_by_role("searchbox").first.press("Enter")
    page.get_by_role("link", name="Backend Intern, Ledger Services").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Backend Intern, Ledger Services")
    page.get_by_role("link", name="Apply", exact=False).first.click()
    page.get_by_label("Name", exact=True).fill("Noor Haddad")
    page.get_by_label("E-mail address").fill(STUDENT)
    page.get_by_label("A file").set_input_files(resume)
    page.get_by_label("Cover letter").fill(LETTER)
    page.get_by_role("button", name="Send application").click()
    expect(page.get_by_role("heading", name="Six digits are on their way")).to_be_visible()


def prove(page: "Page", post: Post) -> None:
    """The code is read where a student reads it: in the mail that arrived."""
    code = re.search(r"\b\d{6}\b", words(post.wait_for(STUDENT, 1)[0]))
    assert code
    page.get_by_role("textbox", name="The code").fill(code[0])
    page.get_by_role("button", name="Send application").click()
    expect(page.get_by_role("heading", name="Your application is with Tidewater Ledger")).to_be_visible()
    expect(page.get_by_text("You have an account now.")).to_be_visible()
    receipt = words(post.wait_for(STUDENT, 2)[1])
    for copied in ("noor-backend.pdf, 1 page", LETTER, "/withdraw/"):
        assert copied in receipt


def where_it_stands(noor: Watched) -> str:
    noor.page.get_by_role("link", name="Where it stands").click()
    expect(noor.page.get_by_role("heading", level=1)).to_have_text("Backend Intern, Ledger Services")
    return noor.page.url


def sign_in(page: "Page") -> None:
    """Through the front door, as anybody; it leads to the desk."""
    page.goto("/")
    page.get_by_role("link", name="Sign in").click()
    page.get_by_label("E-mail").fill(RECRUITER)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def read(page: "Page", resume: Path) -> None:
    """Found in the inbox by words of the résumé, read as text, and the file as it was sent."""
    page.get_by_label("Search résumés and answers").fill("event store")
    page.get_by_label("Search résumés and answers").press("Enter")
    page.get_by_role("link", name="Noor Haddad").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Noor Haddad")
    expect(page.get_by_text(BUILT)).to_be_visible()
    with page.expect_download() as caught:
        page.get_by_role("link", name="The file").click()
    assert caught.value.suggested_filename.endswith(".pdf")
    assert Path(caught.value.path()).read_bytes() == resume.read_bytes()


def reject(page: "Page", *, reason: bool = False) -> str:
    """Returns what the student is told, out of the posting's own requirements."""
    page.get_by_role("link", name="Not this time…").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Reject Noor Haddad")
    page.get_by_label("Reason, for colleagues and statistics").select_option(label=WHY)
    page.get_by_label("Note for colleagues").fill(INTERNAL)
    choice = page.get_by_label("Reason, for the student")
    told = choice.locator("option").nth(1).inner_text() if reason else ""
    if reason:
        choice.select_option(label=told)
    else:
        letter = page.get_by_label("Letter", exact=True)
        letter.fill(letter.input_value().replace("{reason}", ""))
    page.get_by_role("button", name="Reject", exact=True).click()
    expect(page.get_by_text("Noor Haddad is rejected.")).to_be_visible()
    return told


def until_it_says(noor: Watched, address: str, said: str) -> None:
    deadline = time.monotonic() + 60
    while True:
        noor.visit(address)
        if said in noor.page.get_by_role("main").inner_text():
            return
        assert time.monotonic() < deadline, said
        time.sleep(0.2)


def nothing_is_told(noor: Watched, standing: str, post: Post) -> None:
    for address in (standing, "/me/"):
        noor.visit(address)
        expect(noor.page.get_by_role("main")).to_contain_text("In review")
        expect(noor.page.get_by_role("main")).not_to_contain_text(NOT_THIS_TIME)
        expect(noor.page.get_by_role("main")).not_to_contain_text(INTERNAL)
    assert len(post.letters(STUDENT)) == 2


def assert_told(noor: Watched, standing: str, told: str, letter: str) -> None:
    main: Callable[[], Any] = lambda: noor.page.get_by_role("main")  # noqa: E731
    noor.visit(standing)
    expect(main()).to_contain_text(NOT_THIS_TIME)
    expect(main()).to_contain_text(told)
    pages = main().inner_text()
    noor.page.get_by_role("link", name="My applications").last.click()
    expect(main()).to_contain_text("Nothing open.")
    expect(main()).to_contain_text(told)
    pages += main().inner_text()
    assert told in letter
    for text in (pages, letter):
        for secret in (INTERNAL, WHY, "Rosa Lind"):
            assert secret not in text
