"""A small SMTP server on loopback, for tests of outgoing mail: it speaks enough of the protocol, and misbehaves on demand."""

import socketserver
import threading
from collections.abc import Callable
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import cast

# What to answer to RCPT of an address: 250 takes it.
Judge = Callable[[str], str]


class Conversation(socketserver.StreamRequestHandler):
    def say(self, line: str) -> None:
        self.wfile.write(line.encode() + b"\r\n")

    def handle(self) -> None:
        server = cast(SmtpServer, self.server)
        self.say("220 ready")
        taken: list[str] = []
        for line in iter(self.rfile.readline, b""):
            verb = line[:4].upper().strip().decode()
            if verb in ("EHLO", "HELO"):
                self.say("250 loopback")
            elif verb == "RCPT":
                address = line.decode().partition("<")[2].partition(">")[0]
                answer = server.judge(address)
                if answer.startswith("250"):
                    taken.append(address)
                self.say(answer)
            elif verb == "DATA":
                self.say("354 go on")
                data = b"".join(iter(self.rfile.readline, b".\r\n"))
                with server.lock:
                    server.received += [(address, parsed(data)) for address in taken]
                taken = []
                self.say("250 taken")
            elif verb == "QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 fine")


def parsed(data: bytes) -> EmailMessage:
    return message_from_bytes(data, policy=policy.default)


class SmtpServer(socketserver.ThreadingTCPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.received: list[tuple[str, EmailMessage]] = []
        self.judge: Judge = lambda address: "250 fine"
        self.lock = threading.Lock()
        self.thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05})

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.server_address[1]}"

    def __enter__(self) -> "SmtpServer":
        self.thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.shutdown()
        self.thread.join()
        self.server_close()
