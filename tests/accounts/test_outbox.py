"""Outgoing mail against a real SMTP server on loopback, and as files."""

from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from django.core.mail import EmailMessage, EmailMultiAlternatives, send_mail
from django.db import transaction
from django.utils import timezone
from time_machine import travel

from accounts import outbox
from accounts.models import OutgoingMail
from tests.factories import make_user
from tests.smtp import SmtpServer


@pytest.mark.django_db
def test_arrives_as_written(server: SmtpServer) -> None:
    row = outbox.queue("ann@example.org", "Grüße, Ann", "Häuser\n.\nEnd", html="<p>Häuser</p>", headers={"X-Kind": "a"})
    assert outbox.deliver_due() == 1
    [(to, mail)] = server.received
    assert (to, mail["To"], mail["Subject"], mail["X-Kind"]) == ("ann@example.org", to, "Grüße, Ann", "a")
    assert mail["Message-ID"] == row.message_id
    assert [part.get_content_type() for part in mail.walk()][1:] == ["text/plain", "text/html"]
    row.refresh_from_db()
    assert row.sent_at
    assert (row.attempts, row.last_error, row.failed_at) == (1, "", None)


@pytest.mark.django_db
def test_is_sent_once_and_not_before_its_time(server: SmtpServer) -> None:
    outbox.queue("ann@example.org", "Now", "…")
    outbox.queue("ann@example.org", "Later", "…", send_after=timezone.now() + timedelta(hours=1))
    assert [outbox.deliver_due(), outbox.deliver_due()] == [1, 0]
    with travel(timezone.now() + timedelta(hours=2)):
        assert outbox.deliver_due() == 1
    assert [mail["Subject"] for _to, mail in server.received] == ["Now", "Later"]


@pytest.mark.django_db
def test_goes_with_its_transaction() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        outbox.queue("ann@example.org", "Never", "…")
        raise RuntimeError
    assert not OutgoingMail.objects.exists()


@pytest.mark.django_db
def test_poison_does_not_stop_the_rest(server: SmtpServer) -> None:
    poison = [outbox.queue("ann@example.org", "One", "…"), outbox.queue("ann@example.org", "Two", "…")]
    OutgoingMail.objects.filter(pk=poison[0].pk).update(headers={"X-Bad": "a\nBcc: all@example.org"})
    OutgoingMail.objects.filter(pk=poison[1].pk).update(to="no address\nat all")
    outbox.queue("bob@example.org", "Sound", "…")
    assert outbox.deliver_due() == 1
    assert [to for to, _mail in server.received] == ["bob@example.org"]
    assert all(OutgoingMail.objects.exclude(pk__in=[p.pk for p in poison]).values_list("sent_at", flat=True))
    for mail, error in zip(poison, ("BadHeaderError", "ValueError"), strict=True):
        mail.refresh_from_db()
        assert mail.attempts == 1
        assert mail.sent_at is None
        assert mail.last_error.startswith(error)


BAD = [
    "Hi\nBcc: all@example.org",
    "Hi\r\nBcc: all@example.org",
    "Hi\r\n\r\nBody",
    "Hi\x0bBcc: a\x85Cc: b\u2028To: c\x00",
]


@pytest.mark.django_db
@pytest.mark.parametrize("bad", BAD)
def test_a_newline_never_reaches_a_header(server: SmtpServer, bad: str) -> None:
    outbox.queue("ann@example.org", bad, bad, html=bad, kind=bad, headers={"X-Kind": bad, "bcc": "all@example.org"})
    assert outbox.deliver_due() == 1
    [(to, mail)] = server.received
    assert to == mail["To"] == "ann@example.org"
    assert {"Bcc", "Cc"} & set(mail.keys()) == set()
    assert mail["Subject"] == mail["X-Kind"] == outbox.one_line(bad)
    names = server.raw[0].partition(b"\r\n\r\n")[0]
    assert names.count(b"Subject:") == names.count(b"\r\nTo:") == names.count(b"Message-ID:") == 1


@pytest.mark.django_db
@pytest.mark.parametrize("bad", ["ann@example.org\nBcc: all@example.org", "ann@example.org, all@example.org", "", "@"])
def test_no_address_is_nobody(server: SmtpServer, bad: str) -> None:
    outbox.queue(bad, "Hello", "…")
    outbox.queue("bob@example.org", "Hello", "…")
    assert outbox.deliver_due() == 1
    assert [to for to, _mail in server.received] == ["bob@example.org"]


@pytest.mark.django_db
@pytest.mark.parametrize("subject", ["Grüße aus Łódź", "面接のご案内", "مرحبا", "🦊 " * 100, "a" * 300])
def test_subjects_of_all_scripts(server: SmtpServer, subject: str) -> None:
    outbox.queue("ann@example.org", subject, "…")
    assert outbox.deliver_due() == 1
    [(_to, mail)] = server.received
    assert mail["Subject"].strip() == outbox.one_line(subject)[:300].rstrip()
    names = server.raw[0].partition(b"\r\n\r\n")[0]
    assert names.isascii()
    assert max(map(len, names.split(b"\r\n"))) <= 998


@pytest.mark.django_db
@pytest.mark.parametrize(
    "body", [".\n..\n.", "x" * 5000, "\n" * 50, "From me\nFrom you", "日本語" * 400, "\ud800 half"]
)
def test_bodies_arrive_whole(server: SmtpServer, body: str) -> None:
    outbox.queue("ann@example.org", "Hello", body)
    assert outbox.deliver_due() == 1
    got = server.received[0][1].get_content().replace("\r\n", "\n")
    assert got.rstrip("\n") == outbox.plain(body).rstrip("\n")


@pytest.mark.django_db
def test_a_long_subject_is_cut() -> None:
    assert len(outbox.queue("ann@example.org", "ä" * 900, "…").subject) == 300


@pytest.mark.django_db
def test_djangos_own_mail_goes_by_the_outbox(settings) -> None:
    settings.EMAIL_BACKEND = "accounts.outbox.OutboxBackend"  # the test runner puts its own in place
    send_mail("Plain", "…", None, ["ann@example.org", "bob@example.org"])
    rich = EmailMultiAlternatives("Rich", "…", None, ["ann@example.org"], cc=["cy@example.org"])
    rich.attach_alternative("<p>…</p>", "text/html")
    rich.send()
    EmailMessage("Hidden", "…", None, [], bcc=["di@example.org"], headers={"X-Kind": "b"}).send()
    rows = OutgoingMail.objects.order_by("pk").values_list("to", "subject", "html")
    assert list(rows) == [
        ("ann@example.org", "Plain", ""),
        ("bob@example.org", "Plain", ""),
        ("ann@example.org", "Rich", "<p>…</p>"),
        ("cy@example.org", "Rich", "<p>…</p>"),
        ("di@example.org", "Hidden", ""),
    ]
    assert OutgoingMail.objects.last().headers == {"X-Kind": "b"}
    assert set(OutgoingMail.objects.values_list("kind", flat=True)) == {"account"}


@pytest.mark.django_db
def test_a_librarys_mail_belongs_to_who_has_the_address(settings) -> None:
    settings.EMAIL_BACKEND = "accounts.outbox.OutboxBackend"
    ann = make_user("ann@example.org")
    send_mail("Yours", "…", None, ["Ann@Example.org", "nobody@example.org"])
    assert list(OutgoingMail.objects.order_by("pk").values_list("user", flat=True)) == [ann.pk, None]
    ann.delete()
    assert OutgoingMail.objects.get().to == "nobody@example.org"


@pytest.mark.django_db
def test_who_waits_before_a_page_comes_first(server: SmtpServer) -> None:
    for number in range(3):
        outbox.queue(f"recruiter{number}@example.org", "Digest", "…", kind="desk-digest")
    outbox.queue("ann@example.org", "123456", "…", kind="account")
    outbox.deliver_due(limit=2)
    assert [mail["Subject"] for _to, mail in server.received] == ["123456", "Digest"]


@pytest.mark.django_db
def test_tidying_forgets_what_is_over() -> None:
    now = timezone.now()
    with travel(now - timedelta(days=120)):
        rows = [outbox.queue("ann@example.org", "Hello", "…") for _ in range(7)]
    days = [("sent_at", 29), ("sent_at", 31), ("failed_at", 89), ("failed_at", 91), ("cancelled_at", 89)]
    for row, (name, ago) in zip(rows, [*days, ("cancelled_at", 91)], strict=False):
        OutgoingMail.objects.filter(pk=row.pk).update(**{name: now - timedelta(days=ago)})
    assert [outbox.tidy(), outbox.tidy()] == [3, 0]
    left = set(OutgoingMail.objects.values_list("pk", flat=True))
    assert left == {rows[0].pk, rows[2].pk, rows[4].pk, rows[6].pk}  # the last waits, however old


@pytest.mark.django_db
def test_without_a_server_each_mail_is_a_file(folder: Path) -> None:
    row = outbox.queue("ann@example.org", "Grüße", "Guten Tag", html="<p>Guten Tag</p>")
    outbox.queue("bob@example.org", "Two", "…")
    assert outbox.deliver_due() == 2
    files = sorted(folder.iterdir())
    assert [file.suffix for file in files] == [".eml", ".eml"]
    mail = message_from_bytes(files[0].read_bytes(), policy=policy.default)
    assert (mail["To"], mail["Subject"], mail["Message-ID"]) == ("ann@example.org", "Grüße", row.message_id)
    assert "Guten Tag" in mail.get_body(("plain",)).get_content()  # type: ignore[attr-defined]
    assert outbox.deliver_due() == 0
