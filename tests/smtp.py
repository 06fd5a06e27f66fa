"""A small SMTP server on loopback, for tests of outgoing mail: it speaks enough of the protocol, and misbehaves on demand.

server.judge = lambda address: "550 no such person"     what to answer to RCPT
server.answers["END"] = lambda: CUT                      the same for CONNECT, EHLO, MAIL, DATA, END of data, RSET
server.delay = 0.04                                      seconds before every reply
"""

import contextlib
import socketserver
import threading
import time
from collections.abc import Callable
from email import message_from_bytes, policy
from email.message import EmailMessage

# What to answer to RCPT of an address: 250 takes it.
Judge = Callable[[str], str]
CUT, HANG = "cut", "hang"
USUAL = {
    "CONNECT": "220 ready",
    "EHLO": "250 loopback",
    "HELO": "250 loopback",
    "DATA": "354 go on",
    "END": "250 taken",
    "QUIT": "221 bye",
}


class Cut(Exception):
    pass


class Conversation(socketserver.StreamRequestHandler):
    server: "SmtpServer"
    disable_nagle_algorithm = True

    def say(self, verb: str, line: str = "") -> str:
        """Returns what was said: ours to think over, or as the test would have it."""
        if not line:
            own = self.server.answers.get(verb)
            line = own() if own else USUAL.get(verb, "250 fine")
        if line == HANG:
            self.server.stopping.wait()
        if line in (CUT, HANG):
            raise Cut
        time.sleep(self.server.delay)
        self.wfile.write(line.encode() + b"\r\n")
        return line

    def handle(self) -> None:
        with self.server.lock:
            self.server.connections += 1
        with contextlib.suppress(Cut, ConnectionError):
            self.converse()

    def converse(self) -> None:
        self.say("CONNECT")
        taken: list[str] = []
        for line in iter(self.rfile.readline, b""):
            verb = line[:4].upper().strip().decode()
            if verb == "RCPT":
                address = line.decode().partition("<")[2].partition(">")[0]
                if self.say("RCPT", self.server.judge(address)).startswith("250"):
                    taken.append(address)
            elif verb == "DATA":
                if self.say("DATA").startswith("354"):
                    self.take(taken)
                taken = []
            else:
                self.say(verb)
                if verb == "QUIT":
                    return

    def take(self, taken: list[str]) -> None:
        lines = iter(self.rfile.readline, b".\r\n")
        data = b"".join(line.removeprefix(b".") if line.startswith(b"..") else line for line in lines)
        # Kept before it answers: who is cut off here cannot know whether it was taken.
        answer = self.server.answers.get("END", lambda: USUAL["END"])()
        if not answer.startswith(("4", "5")):
            with self.server.lock:
                self.server.received += [(address, parsed(data)) for address in taken]
                self.server.raw.append(data)
        self.say("END", answer)


def parsed(data: bytes) -> EmailMessage:
    return message_from_bytes(data, policy=policy.default)


class SmtpServer(socketserver.ThreadingTCPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.received: list[tuple[str, EmailMessage]] = []
        self.raw: list[bytes] = []
        self.judge: Judge = lambda address: "250 fine"
        self.answers: dict[str, Callable[[], str]] = {}
        self.delay = 0.0
        self.connections = 0
        self.lock = threading.Lock()
        self.stopping = threading.Event()
        self.thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05})

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.server_address[1]}"

    def __enter__(self) -> "SmtpServer":
        self.thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.stopping.set()
        self.shutdown()
        self.thread.join()
        self.server_close()
