"""Applications in one instant, over real HTTP, while the web server and the runner of jobs are killed with -9.

    python -m bench.storm [STUDENTS] [DOUBLE CLICKS] [KILLS]

Students sign in, open the form and press Send together, some of them twice. Whoever gets no answer tries again, as a
person would. At the end: each acknowledged application is there once with its file, and its confirmation reached a real
SMTP server on loopback; none lost, none twice, except a mail in flight at a kill, which keeps its Message-ID.
"""

import contextlib
import http.client
import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
GIVE_UP_AFTER = 300
ERROR = re.compile(r'<p class="error"[^>]*>(?:<svg.*?</svg>)?\s*(.*?)</p>', re.DOTALL)
HIDDEN = re.compile(r'<input[^>]+name="(csrfmiddlewaretoken|opened)"[^>]+value="([^"]+)"')


@dataclass
class Student:
    email: str
    cookie: str
    clicks: int
    pdf: bytes
    acknowledged: list[str] = field(default_factory=list)
    tries: int = 0
    refused: list[str] = field(default_factory=list)
    seconds: float = 0.0


def pdf(words: str) -> bytes:
    """A small honest document, different for everybody."""
    stream = f"BT /F1 12 Tf 72 720 Td ({words}) Tj ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return out + b"trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % start


class Site:
    """Web server and runner, killed and started again by us."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.processes: dict[str, subprocess.Popen[bytes]] = {}

    def start(self, name: str) -> None:
        command = {
            "web": [sys.executable, "-m", "gunicorn", "--config", "python:jobboard.gunicorn_conf"],
            "jobs": [sys.executable, "manage.py", "run_jobs"],
        }[name]
        self.processes[name] = subprocess.Popen(command, cwd=ROOT, env=dict(os.environ), start_new_session=True)

    def kill(self, name: str) -> None:
        os.killpg(self.processes[name].pid, signal.SIGKILL)
        self.processes[name].wait()

    def wait(self) -> None:
        for _ in range(600):
            with contextlib.suppress(OSError, http.client.HTTPException):
                if ask(self.port, "GET", "/healthz").status == 200:
                    return
            time.sleep(0.05)
        raise SystemExit("the web server does not answer")


@dataclass(frozen=True)
class Got:
    status: int
    location: str
    body: str
    cookies: str


def ask(port: int, method: str, path: str, headers: dict[str, str] | None = None, body: bytes | None = None) -> Got:
    client = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    try:
        client.request(method, path, body, headers or {})
        answer = client.getresponse()
        cookies = "; ".join(c.partition(";")[0] for c in answer.headers.get_all("Set-Cookie", []))
        return Got(answer.status, answer.headers.get("Location", ""), answer.read().decode(errors="replace"), cookies)
    finally:
        client.close()


def form(fields: dict[str, str], file: bytes) -> tuple[bytes, str]:
    edge = "----storm"
    parts = [
        f'--{edge}\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n{v}\r\n'.encode() for n, v in fields.items()
    ]
    head = f'--{edge}\r\nContent-Disposition: form-data; name="resume"; filename="resume.pdf"\r\n'
    parts.append(f"{head}Content-Type: application/pdf\r\n\r\n".encode() + file + b"\r\n")
    return b"".join(parts) + f"--{edge}--\r\n".encode(), f"multipart/form-data; boundary={edge}"


def apply(student: Student, path: str, port: int, start: threading.Barrier) -> None:
    opened = ask(port, "GET", path, {"Cookie": student.cookie})
    assert opened.status == 200, (opened.status, opened.location)
    cookie = f"{student.cookie}; {opened.cookies}"
    fields = {"name": student.email.partition("@")[0], **dict(HIDDEN.findall(opened.body))}
    body, kind = form(fields, student.pdf)
    headers = {"Cookie": cookie, "Content-Type": kind, "Origin": os.environ["SITE_URL"]}
    start.wait()
    since = time.monotonic()
    clicks = [threading.Thread(target=click, args=(student, port, path, headers, body)) for _ in range(student.clicks)]
    for thread in clicks:
        thread.start()
    for thread in clicks:
        thread.join()
    student.seconds = time.monotonic() - since


def click(student: Student, port: int, path: str, headers: dict[str, str], body: bytes) -> None:
    """Until there is an answer: a cut line or a 5xx is none."""
    deadline = time.monotonic() + GIVE_UP_AFTER
    while time.monotonic() < deadline:
        student.tries += 1
        with contextlib.suppress(OSError, http.client.HTTPException):
            got = ask(port, "POST", path, headers, body)
            if got.status in (302, 303):
                student.acknowledged.append(got.location)
                return
            student.refused += [error for error in ERROR.findall(got.body) if got.status < 500]
        time.sleep(0.2)


def storm(site: Site, students: list[Student], path: str, kills: int, done: Any) -> int:
    """Everybody at once; a kill each time another share of the applications is there. Returns the kills made."""
    start = threading.Barrier(len(students) + 1)
    threads = [threading.Thread(target=apply, args=(s, path, site.port, start)) for s in students]
    for thread in threads:
        thread.start()
    start.wait()
    made = 0
    while any(thread.is_alive() for thread in threads):
        time.sleep(0.05)
        if made < kills and done() >= len(students) * (made + 1) / (kills + 2):
            for name in ("web", "jobs"):
                site.kill(name)
            made += 1
            for name in ("web", "jobs"):
                site.start(name)
            site.wait()
    for thread in threads:
        thread.join()
    return made


@contextlib.contextmanager
def surroundings() -> Iterator[Any]:
    """A database, a mail server and a folder of our own; then Django."""
    from jobboard import devdb  # noqa: PLC0415
    from tests.served import free_port  # noqa: PLC0415
    from tests.smtp import SmtpServer  # noqa: PLC0415

    with (
        tempfile.TemporaryDirectory(prefix="firstcommit-storm-") as folder,
        devdb.temporary() as url,
        SmtpServer() as mail,
    ):
        port = free_port()
        os.environ |= {
            "DATA_DIR": folder,
            "DATABASE_URL": url,
            "EMBEDDED_DATABASE": "1",
            "EMAIL_URL": mail.url,
            "PORT": str(port),
            "SITE_URL": f"http://localhost:{port}",
            "LOG_LEVEL": "ERROR",
            "DJANGO_SETTINGS_MODULE": "jobboard.settings",
        }
        import django  # noqa: PLC0415
        from django.core.management import call_command  # noqa: PLC0415

        django.setup()
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        yield Site(port), mail


def cast(count: int, doubles: int) -> tuple[str, list[Student]]:
    """One posting, and students who are signed in."""
    from bench import storm_cast  # noqa: PLC0415

    path, cookies = storm_cast.make(count)
    return path, [
        Student(email, cookie, clicks=2 if number < doubles else 1, pdf=pdf(f"Résumé of {email}".replace("é", "e")))
        for number, (email, cookie) in enumerate(cookies)
    ]


def judge(students: list[Student], mail: Any, kills: int) -> None:
    from applications import resumes  # noqa: PLC0415
    from applications.models import Application  # noqa: PLC0415
    from listings.models import Posting  # noqa: PLC0415

    rows = {a.email: a for a in Application.objects.select_related("resume")}
    assert Application.objects.count() == len(rows) == len(students), "an application is lost, or there twice"
    for student in students:
        assert len(student.acknowledged) == student.clicks, student
        assert {f"/me/applications/{rows[student.email].pk}/"} == {
            re.sub(r"sent/.*$", "", location) for location in student.acknowledged
        }, student.acknowledged
        resume = rows[student.email].resume
        assert resume and resumes.read(resume) == student.pdf, student.email
    assert Posting.objects.get().unanswered == len(students)
    ids: dict[str, Counter[str]] = {}
    for to, message in mail.received:
        ids.setdefault(to, Counter())[str(message["Message-ID"])] += 1
    assert set(ids) == {student.email for student in students}, "a confirmation is lost"
    assert all(len(of) == 1 for of in ids.values()), "a second mail, not the same again"
    again = sum(sum(of.values()) - 1 for of in ids.values())
    assert again <= kills, f"{again} mails came again after {kills} kills"
    left = resumes.orphans(timedelta(0))
    assert not left.rows_without_file, left
    for words, count in Counter(words for s in students for words in s.refused).items():
        print(f"{count} times, and tried again: {words}")
    times = sorted(student.seconds for student in students)
    clicks, requests = sum(s.clicks for s in students), sum(s.tries for s in students)
    print(f"{len(students)} applications, {clicks} clicks, {requests} requests")
    print(f"{kills} kills of web server and runner; {again} mails came again under their Message-ID")
    print(f"{len(left.files_without_row)} files of unfinished tries, for check_files to take away")
    print(f"until acknowledged: median {times[len(times) // 2]:.1f} s, last {times[-1]:.1f} s")


def main() -> None:
    count, doubles, kills = [int(given) for given in sys.argv[1:4]] + [200, 20, 3][len(sys.argv) - 1 :]
    with surroundings() as (site, mail):
        path, students = cast(count, doubles)
        from accounts.models import OutgoingMail  # noqa: PLC0415
        from applications.models import Application  # noqa: PLC0415

        for name in ("web", "jobs"):
            site.start(name)
        site.wait()
        try:
            made = storm(site, students, path, kills, Application.objects.count)
            for _ in range(1200):
                if not OutgoingMail.objects.filter(sent_at=None).exists():
                    break
                time.sleep(0.1)
        finally:
            for name in ("web", "jobs"):
                site.kill(name)
        judge(students, mail, made)


if __name__ == "__main__":
    main()
