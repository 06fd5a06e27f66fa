"""What strangers upload: bounded in size and time, refused with one sentence, and a CSV with anybody's columns."""

import gzip
import io
import time
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from listings.importing import bringing, uploads
from listings.models import ImportUpload, Posting
from tests.cast import Cast, make_cast
from tests.importing.boards import answer

pytestmark = pytest.mark.django_db
MB = 1_000_000


@pytest.fixture
def cast(settings: object) -> Cast:
    settings.REQUIRE_MFA = False
    return make_cast()


def packed(piece: bytes, times: int, many: int = 1) -> bytes:
    """Written piece by piece, so that the test itself needs no memory for it."""
    out = io.BytesIO()
    with gzip.GzipFile(fileobj=out, mode="wb", compresslevel=9) as file:
        for _time in range(times):
            file.write(piece * many)
    return out.getvalue()


def at(cast: Cast, rest: str = "") -> str:
    return f"/employer/{cast.employer.slug}/import/{rest}"


def upload(cast: Cast, format: str, data: bytes) -> Any:
    return cast.client("recruiter").post(at(cast), {"format": format, "file": SimpleUploadedFile("b", data)})


HOSTILE: dict[str, tuple[str, bytes, str]] = {
    "empty": ("greenhouse", b"", "The file is empty."),
    "blank": ("greenhouse", b"  \n ", "The file is empty."),
    "a page": ("greenhouse", b"<!doctype html><title>Jobs</title>", "This is a web page"),
    "a page without postings": ("jsonld", b"<!doctype html><title>Jobs</title>", "holds no JobPosting"),
    "cut": ("lever", answer("lever")[:-40], "The file is not JSON"),
    "another board": ("lever", answer("greenhouse"), "not the list of postings that Lever gives"),
    "latin": ("csv", "title,url\nMünchen,https://a.example/\n".encode("latin-1"), "not UTF-8 at line 2"),
    "utf-16": ("csv", "title,url\n".encode("utf-16"), "not UTF-8"),
    "a picture": ("ashby", b"\x89PNG\r\n\x1a\n\0\0", "not UTF-8"),
    "half a gz": ("greenhouse", gzip.compress(answer("greenhouse"))[:-20], "breaks off"),
    "no gz at all": ("greenhouse", b"\x1f\x8b" + b"x" * 100, "breaks off"),
    "too large": ("greenhouse", b" " * (10 * MB) + b"[]", "larger than 10 MB"),
    "a bomb": ("greenhouse", packed(b" " * MB, 300), "larger than 30 MB"),
    "a bomb of nesting": ("greenhouse", packed(b"[" * MB, 300), "larger than 30 MB"),
    "nesting": ("greenhouse", b"[" * 9 * MB, "The file is not JSON"),
    "nesting of a page": ("jsonld", b"[" * 9 * MB, "The file is not JSON"),
    "unended tags": ("jsonld", b"<a " * (3 * MB), "holds no JobPosting"),
    "unended scripts": ("jsonld", b"<script " * MB, "breaks off inside a script"),
    "columns without end": ("csv", b"a," * MB, "names no columns"),
    "an endless quote": ("csv", b'title,"url\n' + b"x" * 9 * MB, "The file is not CSV"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_it_is_refused_in_a_sentence_and_soon(cast: Cast, name: str) -> None:
    format, data, words = HOSTILE[name]
    begun = time.process_time()
    got = upload(cast, format, data)
    assert time.process_time() - begun < 10
    assert got.status_code == 422 and words in got.content.decode()
    assert not ImportUpload.objects.exists()


def test_nothing_given_is_said_so(cast: Cast) -> None:
    got = cast.client("recruiter").post(at(cast), {"format": "greenhouse"})
    assert got.status_code == 422 and "Choose a file" in got.content.decode()
    got = cast.client("recruiter").post(at(cast), {"format": "simplify", "text": "[]"})
    assert got.status_code == 422


def test_six_megabytes_come_in_and_paste_works(cast: Cast) -> None:
    assert upload(cast, "greenhouse", b'{"jobs": []}' + b" " * (6 * MB)).status_code == 302
    pasted = cast.client("recruiter").post(at(cast), {"format": "greenhouse", "text": answer("greenhouse").decode()})
    assert pasted.status_code == 302


def test_too_many_internships_at_once(cast: Cast) -> None:
    lines = "".join(f"Intern {n},https://acme.example/{n}\n" for n in range(201))
    there = upload(cast, "csv", f"title,url\n{lines}".encode())["Location"]
    cast.client("recruiter").post(there, {"title": "0", "url": "1"})
    got = cast.client("recruiter").get(there.replace("columns/", ""))
    assert got.status_code == 422 and "at most 200" in got.content.decode()


GERMAN = (
    "Job Title;Link;City;Deadline\nBackend Intern;https://acme.example/1;Berlin;2027-01-31\n;https://acme.example/2;;\n"
)


def test_a_csv_says_which_column_is_which(cast: Cast) -> None:
    there, recruiter = upload(cast, "csv", GERMAN.encode())["Location"], cast.client("recruiter")
    page = recruiter.get(there).content.decode()
    assert page.count(" selected") >= 4
    wrong = recruiter.post(there, {"title": "", "url": "1"})
    assert wrong.status_code == 422 and "Every posting needs this." in wrong.content.decode()
    assert recruiter.post(there, {"title": "9", "url": "1"}).status_code == 422
    trial = recruiter.post(there, {"title": "0", "url": "1", "places": "2", "closes_on": "3"})["Location"]
    page = recruiter.get(trial).content.decode()
    assert "Backend Intern" in page and "Row 2: It has no title." in page
    assert recruiter.post(trial).status_code == 302
    posting = Posting.objects.get(entries__isnull=False)
    assert (posting.title, str(posting.closes_on)) == ("Backend Intern", "2027-01-31")
    assert [place.raw for place in posting.posting_places.all()] == ["Berlin"]


def test_what_waits_goes_after_a_day(cast: Cast) -> None:
    there = upload(cast, "greenhouse", answer("greenhouse"))["Location"]
    with time_machine.travel(timezone.now() + timedelta(hours=23), tick=False):
        assert uploads.tidy() == 0
    with time_machine.travel(timezone.now() + timedelta(hours=25), tick=False):
        assert uploads.tidy() == 1
    assert cast.client("recruiter").get(there).status_code == 404


def test_only_the_newest_few_of_an_employer_wait(cast: Cast) -> None:
    by, data = cast.people["recruiter"], answer("lever")
    theirs = uploads.keep(cast.other, "lever", data, by=by)
    done = uploads.keep(cast.employer, "lever", data, by=by)
    bringing.bring(done, by=by)
    kept = [uploads.keep(cast.employer, "lever", data, by=by).pk for _time in range(uploads.MOST_WAITING + 2)]
    left = ImportUpload.objects.order_by("pk").values_list("pk", flat=True)
    assert list(left) == [theirs.pk, done.pk, *kept[-uploads.MOST_WAITING :]]


def test_a_table_that_cannot_be_read_any_more_says_so(cast: Cast) -> None:
    """What is kept was read once; an earlier release may have taken what this one refuses."""
    kept = uploads.keep(cast.employer, "csv", b"title,url\na,https://a.example/\n", by=cast.people["recruiter"])
    ImportUpload.objects.filter(pk=kept.pk).update(data=b"title,url\n\xff,x\n")
    for answer_to in (cast.client("recruiter").get, cast.client("recruiter").post):
        page = answer_to(at(cast, f"{kept.pk}/columns/"))
        assert page.status_code == 422
        assert "not UTF-8 at line 2" in page.text
