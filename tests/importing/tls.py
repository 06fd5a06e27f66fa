"""A real https server on loopback, with a certificate of its own authority, that answers as each test says."""

import contextlib
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from lib.fetch import Door

Answering = Callable[[BaseHTTPRequestHandler], None]


class Server(ThreadingHTTPServer):
    daemon_threads = True
    answering: Answering
    door: Door

    @property
    def url(self) -> str:
        return f"https://localhost:{self.server_address[1]}/board"

    def handle_error(self, request: object, client_address: object) -> None:
        """Whoever hangs up on it is the point of many tests."""


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Server

    def do_GET(self) -> None:
        self.server.asked.append({name.lower(): value for name, value in self.headers.items()})  # type: ignore[attr-defined]
        self.close_connection = True
        self.server.answering(self)

    def log_message(self, *words: object) -> None:
        pass


def said(
    body: bytes = b"[]",
    *,
    status: int = 200,
    length: int | None = None,
    type_: str = "application/json",
    **headers: str,
) -> Answering:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        handler.send_header("Content-Type", type_)
        handler.send_header("Content-Length", str(len(body) if length is None else length))
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def certificate(folder: Path, name: str) -> tuple[Path, Path]:
    """Signed by itself, good for NAME alone."""
    key, made = folder / f"{name}.key", folder / f"{name}.pem"
    words = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
        "-days",
        "2",
    ]
    words += ["-keyout", str(key), "-out", str(made), "-subj", f"/CN={name}", "-addext", f"subjectAltName=DNS:{name}"]
    subprocess.run(words, check=True, capture_output=True)
    return key, made


@contextlib.contextmanager
def serving(folder: Path, name: str = "localhost", seconds: float = 3.0) -> Iterator[Server]:
    key, made = certificate(folder, name)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(made, key)
    server = Server(("127.0.0.1", 0), Handler)
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    server.asked = []  # type: ignore[attr-defined]
    server.answering = said()
    server.door = Door(loopback=frozenset({"localhost"}), cafile=str(made), seconds=seconds)
    thread = threading.Thread(target=server.serve_forever, args=[0.02], daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
