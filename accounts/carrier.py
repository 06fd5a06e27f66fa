"""Who takes mails away: an SMTP server over one connection a batch, or a folder of .eml files.

    with carrier.opened() as line:
        line.carry(to, data, name)

Raises Unreachable where no conversation came about: the mail is not to blame, and the next would fare no better.
Raises Refused where the server said no to this mail, Broken where the line was cut or silent in the middle of it.
"""

import contextlib
import random
import smtplib
import ssl
import time
from collections.abc import Iterator
from dataclasses import dataclass
from email.utils import parseaddr
from pathlib import Path
from typing import Protocol
from urllib.parse import parse_qsl, unquote, urlsplit

from django.conf import settings

TIMEOUT = 20  # seconds that a server may be silent
LONGEST_PAUSE = 60


class Unreachable(Exception):
    pass


class Broken(Exception):
    pass


class Refused(Exception):
    """`is_final`: a 5xx about this recipient or these words is the server's last word."""

    def __init__(self, code: int, words: bytes | str) -> None:
        said = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
        super().__init__(f"{code} {said}")
        self.is_final = 500 <= code < 600


class Line(Protocol):
    def carry(self, to: str, data: bytes, name: str) -> None: ...


@dataclass
class Trouble:
    """How often in a row this process found the server out of order, and until when it leaves it alone."""

    url: str = ""
    count: int = 0
    until: float = 0.0

    def note(self, url: str) -> None:
        self.count = self.count + 1 if url == self.url else 1
        self.url = url
        # Not all runners come back in the same second.
        self.until = time.monotonic() + min(2**self.count, LONGEST_PAUSE) * random.uniform(0.5, 1)  # noqa: S311

    def pauses(self, url: str) -> bool:
        return url == self.url and time.monotonic() < self.until

    def clear(self) -> None:
        self.url, self.count, self.until = "", 0, 0.0


trouble = Trouble()


@contextlib.contextmanager
def opened() -> Iterator[Line]:
    """Connects when the first mail is carried."""
    if not settings.EMAIL_URL:
        yield Folder(settings.MAIL_DIR)
        return
    line = SmtpLine(settings.EMAIL_URL)
    try:
        yield line
    finally:
        line.close()


def is_resting() -> bool:
    return trouble.pauses(settings.EMAIL_URL)


class Folder:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def carry(self, to: str, data: bytes, name: str) -> None:
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            half = self.folder / f"{name}.part"
            half.touch(mode=0o600)  # a code that signs in is in it: for the server's own user only
            half.write_bytes(data)
            half.rename(half.with_suffix(".eml"))  # whoever watches the folder never sees half a mail
        except OSError as error:
            raise Unreachable(str(error)) from error


class SmtpLine:
    def __init__(self, url: str) -> None:
        self.url = url
        self.smtp: smtplib.SMTP | None = None

    def carry(self, to: str, data: bytes, name: str) -> None:
        smtp = self._begun()
        words: bytes | str
        try:
            code, words = smtp.rcpt(to)
            if code in (250, 251):
                code, words = smtp.data(data)
        except smtplib.SMTPDataError as error:
            code, words = error.smtp_code, error.smtp_error
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            trouble.note(self.url)
            raise Broken(f"{type(error).__name__}: {error}") from error
        trouble.clear()
        if code != 250:
            self._forget(code)
            raise Refused(code, words)

    def _begun(self) -> smtplib.SMTP:
        """A connection that has accepted our sender: a new one where the old was closed, or has had enough of us.

        Whatever is said before a recipient is named is about us: setting that right shall save every mail.
        """
        sender = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
        if self.smtp is not None:
            with contextlib.suppress(OSError, smtplib.SMTPException):
                if self.smtp.mail(sender)[0] == 250:
                    return self.smtp
            self.close()
        try:
            self.smtp = self._connected()
            code, words = self.smtp.mail(sender)
            if code != 250:
                raise smtplib.SMTPSenderRefused(code, words, sender)
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            trouble.note(self.url)
            raise Unreachable(f"{type(error).__name__}: {error}") from error
        return self.smtp

    def _connected(self) -> smtplib.SMTP:
        url = urlsplit(self.url)
        host, query = url.hostname or "", dict(parse_qsl(url.query))
        ours = urlsplit(settings.SITE_URL).hostname
        smtp: smtplib.SMTP
        if url.scheme == "smtps":
            context = ssl.create_default_context()
            smtp = smtplib.SMTP_SSL(host, url.port or 465, ours, timeout=TIMEOUT, context=context)
        else:
            smtp = smtplib.SMTP(host, url.port or 25, ours, timeout=TIMEOUT)
        try:
            if query.get("tls") == "1":
                smtp.starttls(context=ssl.create_default_context())
            if url.username:
                smtp.login(unquote(url.username), unquote(url.password or ""))
            smtp.ehlo_or_helo_if_needed()
        except BaseException:
            smtp.close()
            raise
        return smtp

    def _forget(self, code: int) -> None:
        """Make ready for the next mail after one was refused; 421 announces that the server hangs up."""
        with contextlib.suppress(OSError, smtplib.SMTPException):
            if code != 421 and self.smtp and self.smtp.rset()[0] == 250:
                return
        self.close()

    def close(self) -> None:
        """Without waiting for a farewell that may never come."""
        smtp, self.smtp = self.smtp, None
        if smtp is not None:
            with contextlib.suppress(OSError, smtplib.SMTPException):
                if smtp.sock is not None:
                    smtp.sock.settimeout(1)
                smtp.quit()
            smtp.close()
