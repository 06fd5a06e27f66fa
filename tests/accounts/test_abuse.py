"""What somebody did to the doors of the running site who meant no good; each was once answered otherwise."""

from pathlib import Path

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client, RequestFactory

from accounts import letters, limits
from accounts.carrier import Folder
from accounts.models import Limit, OutgoingMail
from jobboard import wsgi
from lib.http import is_path
from tests.cast import make_cast

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/", "/me/", "/internships/?q=go", "/static/no.css"])
@pytest.mark.parametrize("name", ["sessionid", "csrftoken", "any"])
def test_a_zero_byte_in_a_cookie(path: str, name: str) -> None:
    client = Client()
    client.cookies.load(f'{name}="\\000aaaaaaaaaaaa"')
    assert client.get(path).status_code in (400, 404)


@pytest.mark.parametrize("charset", ["hex", "idna", "undefined", "utf-16", '"rot13"', "no-such"])
@pytest.mark.parametrize("param", ["charset={}", "Charset = {}", "charset*=utf-8''{}"])
def test_our_words_are_in_our_encoding(charset: str, param: str) -> None:
    """Whatever a request calls it: Django reads its query so before any middleware could mind."""
    kind = f"multipart/form-data; boundary=x; {param.format(charset)}"
    environ = RequestFactory().get("/healthz?q=%FFa").environ | {"CONTENT_TYPE": kind}
    said: list[str] = []
    assert wsgi.application(environ, lambda status, headers: said.append(status))
    assert said == ["200 OK"]
    assert environ["CONTENT_TYPE"] == "multipart/form-data; boundary=x"


@pytest.mark.parametrize(
    "url", ["//evil.example", "/\\evil.example", "https://evil.example", "/\t/evil.example", "/a\r\nX: y", "", "a/b"]
)
def test_no_way_out(url: str) -> None:
    assert not is_path(url)
    saved = Client(headers={"Sec-Fetch-Site": "same-origin"}).post("/internships/1/save/", {"keep": "0", "next": url})
    assert (saved.status_code, saved["Location"]) == (303, "/internships/1/#p1")


def test_a_way_back_in_another_script_stays_one() -> None:
    saved = Client(headers={"Sec-Fetch-Site": "same-origin"}).post(
        "/internships/1/save/", {"keep": "0", "next": "/internships/?q=\u20ac"}
    )
    assert saved["Location"] == "/internships/?q=%E2%82%AC#p1"


@pytest.mark.parametrize("target", ["https://evil.example/x", "//evil.example", "javascript:alert(1)"])
def test_the_second_factor_leads_on_to_us_alone(settings, target: str) -> None:
    settings.REQUIRE_MFA = True
    cast = make_cast()
    person = cast.people["moderator"]
    person.authenticator_set.all().delete()
    client = cast.client("moderator")
    assert client.get("/admin/login/", {"next": target})["Location"] == "/accounts/2fa/"
    assert client.session["second_factor_for"] == ""


def test_a_public_page_that_knows_its_reader_is_the_readers_alone() -> None:
    client, visitor = make_cast().client("student"), Client()
    visitor.post("/me/profile/facts/", {"school": "Hartwell", "degree": "bachelor"})
    assert "sessionid" in visitor.cookies
    for path in ("/", "/internships/", "/employers/"):
        assert {"no-store", "private"} <= set(client.get(path)["Cache-Control"].split(", "))
        assert visitor.get(path)["Cache-Control"] == "private"
        assert "Cache-Control" not in Client().get(path)
    client.post("/accounts/logout/")
    assert "no-store" not in client.get("/").get("Cache-Control", "")


def test_every_counter_of_a_person_goes_with_them() -> None:
    limits.hit("mail again", limits.person("noor@x.example"), most=1, per=limits.HOUR)
    limits.forget("noor@x.example")
    assert not Limit.objects.exists()


def test_a_session_key_of_ones_own_choosing_is_not_taken() -> None:
    client = Client()
    client.cookies["sessionid"] = "chosenbysomebodyelse0123456789"
    client.post("/internships/1/save/", {"keep": "0"}, headers={"Sec-Fetch-Site": "same-origin"})
    client.post("/me/profile/", {"skill": "Go", "level": "comfortable"})
    assert client.cookies["sessionid"].value != "chosenbysomebodyelse0123456789"
    assert not SessionStore("chosenbysomebodyelse0123456789").exists("chosenbysomebodyelse0123456789")


def test_staff_read_no_code_of_anybody() -> None:
    """It stands in the subject, so that a phone shows it."""
    letters.send("account/email/code", "noor@x.example", {"code": "314159", "purpose": "apply", "link": ""})
    assert OutgoingMail.objects.get().subject.startswith("314159")
    client = make_cast().client("moderator")
    mails = "/admin/accounts/outgoingmail/"
    for path in (mails, f"{mails}{OutgoingMail.objects.get().pk}/change/"):
        page = client.get(path)
        assert page.status_code == 200
        assert "noor@x.example" in page.text
        assert "314159" not in page.text
    for field in ("subject", "body", "html", "headers"):
        assert client.get(mails, {f"{field}__contains": "314"}).status_code == 400
    assert client.get(mails, {"kind__exact": "account"}).status_code == 200


def test_mails_in_a_folder_are_the_servers_alone(tmp_path: Path) -> None:
    Folder(tmp_path / "mail").carry("noor@x.example", b"314159 is your code", "00000001")
    mail = tmp_path / "mail" / "00000001.eml"
    assert mail.read_bytes() == b"314159 is your code"
    assert [path.stat().st_mode & 0o077 for path in (mail, mail.parent)] == [0, 0]
