"""How files come in: into memory, counted, and what is far too much is not read at all."""

import socket
import tempfile
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import InMemoryUploadedFile, SimpleUploadedFile
from django.test import RequestFactory

from applications import resumes
from applications.inspection.limits import MAX_BYTES, MIB
from applications.uploading import MAX_REQUEST
from tests.served import serve


@pytest.fixture(autouse=True)
def no_temporary_files(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    if "port" not in request.fixturenames:
        monkeypatch.setattr(tempfile, "NamedTemporaryFile", lambda *_a, **_n: pytest.fail("a file on the disk"))


def sent(size: int, **more: Any) -> Any:
    data = {"words": "kept", "resume": SimpleUploadedFile("a.pdf", b"x" * size), **more}
    return RequestFactory().post("/", data)


@pytest.mark.parametrize("size", [0, 1, 3 * MIB, MAX_BYTES])
def test_a_file_comes_whole_into_memory(size: int) -> None:
    file = sent(size).FILES["resume"]
    assert isinstance(file, InMemoryUploadedFile)
    assert (file.size, len(file.read())) == (size, size)


def test_of_a_file_too_large_only_its_size_is_kept() -> None:
    request = sent(MAX_BYTES + 1)
    file = request.FILES["resume"]
    assert (file.size, file.read(), request.POST["words"]) == (MAX_BYTES + 1, b"", "kept")
    with pytest.raises(resumes.Refused, match="larger than 5 MB"):
        resumes.check(file)


def test_two_files_do_not_mix() -> None:
    request = sent(MAX_BYTES + 1, other=SimpleUploadedFile("b.txt", b"Go"))
    assert request.FILES["other"].read() == b"Go"


def test_a_request_far_too_large_is_not_read() -> None:
    request = sent(10)
    request.META["CONTENT_LENGTH"] = str(MAX_REQUEST + 1)
    with pytest.raises(RequestDataTooBig):
        _ = request.FILES
    assert settings.FILE_UPLOAD_HANDLERS == ["applications.uploading.MemoryUpload"]


@pytest.fixture(scope="module")
def port(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Any:
    with serve(tmp_path_factory.mktemp("served")) as number:
        yield number


@pytest.mark.django_db(transaction=True)
def test_two_gigabytes_are_answered_before_they_are_sent(port: int) -> None:
    head = (
        f"POST /accounts/login/ HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\nCookie: csrftoken={'a' * 32}\r\n"
        f"Content-Type: multipart/form-data; boundary=x\r\nContent-Length: {2 * 1024 * MIB}\r\n\r\n--x\r\n"
    )
    with socket.create_connection(("127.0.0.1", port), timeout=10) as client:
        client.sendall(head.encode() + b"x" * 100_000)
        answer = client.recv(100_000).decode()
    assert answer.split()[1] == "413"


def test_nothing_of_an_upload_lies_on_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert sent(MAX_BYTES + 1).FILES["resume"].size > MAX_BYTES
    assert list(tmp_path.iterdir()) == []
