"""Mails as people get them: both forms of every kind, whatever words are in them, and who does not want them."""

import re
from datetime import timedelta
from html.parser import HTMLParser
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import resolve
from django.utils import timezone

from accounts import letters, mailing, outbox
from accounts.models import MutedMail, OutgoingMail, User
from accounts.templatetags.mail_words import WORD_JOINER, called, linked
from tests.factories import make_user
from tests.smtp import SmtpServer

pytestmark = pytest.mark.django_db
FOLDER = settings.BASE_DIR / "templates" / "emails"
OURS = settings.SITE_URL
URL = f"{OURS}/internships/1-a/"


def context(words: str = "Words") -> dict[str, dict[str, Any]]:
    """Everything that the kinds need, with WORDS wherever somebody else writes."""
    base: dict[str, Any] = dict.fromkeys(("name", "title", "employer", "subject", "body", "told"), words)
    base |= dict.fromkeys(("posting_url", "application_url", "withdraw_url", "apply_url", "saved_url", "desk_url"), URL)
    base |= {"submitted": "3 January 2027", "answer_by": "24 January 2027", "closes": "", "days": 21}
    resume = SimpleNamespace(is_pasted=False, pages=2, name=words)
    base["reply_to"] = words
    base["application"] = SimpleNamespace(email="ann@example.org", cover_letter=words, resume=resume)
    base["profile"] = [(words, words)]
    base["changes"] = [words, words]
    base["answers"] = [(words, words), (words, [words, words]), (words, True), (words, None)]
    base["postings"] = [{"count": 2, "title": words, "employer": words, "url": URL, "due": words, "closes": words}]
    base |= {"total": 2, "late": 1, "paragraphs": [words, f"Here: {URL}."], "code": ""}
    base |= {"outcome": "request_changes", "words": words, "granted": True, "upheld": True}
    base |= {"by": words, "role": "Reviewer", "join_url": URL}
    base |= {"who": words, "email": "ann@example.org", "team_url": URL}
    base |= {"pauses": "24 January 2027", "open_url": URL, "filled_url": URL, "close_url": URL}
    base |= {"receipt": "abcdefghjkmn", "receipt_url": URL}
    return {kind: {**base} for kind in mailing.KINDS if kind != "account"}


def send(kind: str, to: User | str, words: str = "Words") -> OutgoingMail:
    mail = mailing.send(kind, to, context(words)[kind])
    assert mail
    return mail


class Page(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.attributes: set[str] = set()
        self.words = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _value in attrs}
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]

    def handle_data(self, data: str) -> None:
        self.words += data


def test_every_kind_has_its_templates_and_none_is_left_over() -> None:
    needed = {f"{kind}{end}" for kind in mailing.KINDS for end in ("_subject.txt", ".txt", ".html")}
    there = {path.name for path in FOLDER.iterdir() if not path.name.startswith(("_", "base"))}
    assert there == needed - {"account_subject.txt"}  # its subjects stand with its words


@pytest.mark.parametrize("kind", context())
def test_both_forms_say_the_same(kind: str) -> None:
    mail = send(kind, make_user())
    assert mail.kind == kind
    assert mail.user
    assert mail.subject
    assert str(mailing.KINDS[kind].because) in mail.body
    page = Page(mail.html)
    assert set(page.links) - {OURS + "/"} == set(re.findall(r"https?://\S+", mail.body)) - {OURS + "/"}
    assert all(link.startswith(OURS + "/") for link in page.links), "absolute, and of this site"
    assert set(page.tags) & {"img", "script", "link", "iframe", "form", "table", "svg", "video"} == set()
    assert "color-scheme" in mail.html
    assert "prefers-color-scheme: dark" in mail.html
    assert page.tags.count("h1") == 1
    assert "\n\n\n" not in mail.body


HOSTILE = [
    '<script>alert(1)</script><img src=x onerror=y><a href="https://evil.example/">here</a>',
    "{{ settings.SECRET_KEY }}{% now 'Y' %}{title}",
    "Ann\r\nBcc: all@example.org\r\n\r\n<b>\"'&amp;",
    "http://evil.example/win www.evil.example ann@evil.example",
    "Ann\u202egnp.exe\x00\x07\u2066",
    "a" * 3000,
]


@pytest.mark.parametrize("kind", context())
@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_words_of_others_stay_words(server: SmtpServer, kind: str, words: str) -> None:
    plain = Page(send(kind, "bob@example.org").html)
    mail = send(kind, "ann@example.org", words)
    page = Page(mail.html)
    assert set(page.tags) - {"br"} <= set(plain.tags)
    assert page.links == plain.links
    assert page.attributes == plain.attributes
    assert settings.SECRET_KEY not in mail.html + mail.body + mail.subject
    assert not re.search(r"[\x00-\x08\x0b-\x1f\u202e\u2066]", mail.html + mail.body + mail.subject)
    assert "&lt;" not in mail.body
    assert "\n" not in mail.subject
    assert len(mail.subject) <= 300
    assert outbox.deliver_due() == 2
    (_, arrived) = server.received[1]
    assert arrived["Bcc"] is None
    assert set(arrived.keys()) <= {
        *("From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "MIME-Version", "Content-Type"),
    }


def test_a_name_is_never_an_address() -> None:
    for name in ("evil.example", "http://evil.example/a", "ann@evil.example", "www.evil.example:80"):
        assert WORD_JOINER in called(name)
        assert called(name).replace(WORD_JOINER, "") == name
        assert not re.search(r"\w\.\w|://|@\w", called(name))
    assert called("  J. R.\nHartley  ") == "J. R. Hartley"
    assert len(called("a" * 900)) == 120
    mail = send("application-received", make_user(), "evil.example")
    shown = mail.html.partition("<h2")[0] + mail.body.partition("What you wrote")[0]
    assert "evil.example" not in shown


def test_only_our_own_addresses_become_links() -> None:
    assert linked(f"Go to {URL}, or <b>.") == f'Go to <a href="{URL}">{URL}</a>, or &lt;b&gt;.'
    for foreign in ("https://evil.example/", f"{OURS}.evil.example/a", f"{OURS}@evil.example/"):
        assert "<a" not in linked(foreign)


def test_later_and_under_another_subject() -> None:
    later = timezone.now() + timedelta(minutes=10)
    values = context()["application-moved"]
    mail = mailing.send("application-moved", make_user(), values, subject="Ours", send_after=later)
    assert (mail.subject, mail.send_after) == ("Ours", later)


def test_letters_of_the_account_have_our_layout() -> None:
    mail = letters.send("account/email/login_code", "ann@example.org", {"code": "482913", "email": "ann@example.org"})
    assert mail.kind == "account"
    assert "482913" in mail.subject
    assert ">482913</p>" in mail.html
    assert "List-Unsubscribe" not in mail.headers


def test_only_what_can_be_stopped_offers_it(server: SmtpServer) -> None:
    for kind, known in mailing.KINDS.items():
        if kind == "account":
            continue
        mail = send(kind, make_user())
        assert known.is_stoppable == ("List-Unsubscribe" in mail.headers) == ("/mail/stop/" in mail.body), kind
    outbox.deliver_due()
    found = [one for _to, one in server.received if one["List-Unsubscribe"]]
    assert len(found) == 3
    for arrived in found:
        address = arrived["List-Unsubscribe"].strip()
        assert re.fullmatch(rf"<{re.escape(OURS)}/mail/stop/[\w:-]+/>", address)
        assert arrived["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_who_has_stopped_a_kind_gets_no_more_and_not_what_waits() -> None:
    ann, bob = make_user(), make_user()
    later = timezone.now() + timedelta(hours=1)
    waiting = mailing.send("desk-digest", ann, context()["desk-digest"], send_after=later)
    for _ in range(2):
        mailing.stop(ann, "desk-digest")
    waiting.refresh_from_db()
    assert waiting.cancelled_at
    assert mailing.send("desk-digest", ann, context()["desk-digest"]) is None
    assert send("saved-closing", ann)
    assert send("desk-digest", bob)
    mailing.resume(ann, "desk-digest")
    assert send("desk-digest", ann)


@pytest.mark.parametrize("kind", ["application-rejected", "account"])
def test_what_tells_of_an_application_or_account_cannot_be_stopped(kind: str) -> None:
    with pytest.raises(ValueError, match="cannot be stopped"):
        mailing.stop(make_user(), kind)
    assert not MutedMail.objects.exists()


def test_nothing_of_a_mail_comes_from_elsewhere() -> None:
    source = "".join(path.read_text() for path in FOLDER.glob("*.html"))
    assert not re.search(r"url\(|@import|@font-face|https?://", source)
    assert render_to_string("emails/_style.html").count("<style>") == 1


def test_the_frame_leads_to_pages_that_are_there() -> None:
    frame = mailing.frame("saved-closing")
    for address in (frame["site_url"], frame["choices_url"]):
        assert urlsplit(address).netloc == urlsplit(OURS).netloc
        assert resolve(urlsplit(address).path)


def test_the_last_mail_to_a_former_address_goes_with_the_account() -> None:
    ann = make_user("new@example.org")
    mail = letters.send("account/email/login_code", "former@example.org", {"code": "1", "email": "x", "user": ann})
    assert mail.user == ann
    ann.delete()
    assert not OutgoingMail.objects.exists()
