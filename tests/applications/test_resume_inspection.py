"""Every hostile file is refused for its reason, in time, leaving nothing; honest ones are taken with their words."""

import re
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pypdf._cmap
import pytest

from applications import inspection, refusals
from applications.inspection import Refused, confinement, kinds, limits, runner
from tests.applications.resume_files.honest import HONEST
from tests.applications.resume_files.honest_shapes import SHAPES
from tests.applications.resume_files.hostile import HOSTILE

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def slots(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("slots")


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize(("name", "build", "codes"), HOSTILE, ids=[name for name, *_rest in HOSTILE])
def test_a_hostile_file(name: str, build: Callable[[], bytes], codes: str, slots: Path, temporary: Path) -> None:
    refused = refusal(build(), name, slots)
    assert refused.code in codes.split()
    assert refusals.reason(refused.code, refused.found).endswith(".")
    assert list(temporary.iterdir()) == []


def refusal(data: bytes, name: str, slots: Path) -> Refused:
    """Where others had the processor the answer is "busy", which says nothing of the file: asked again then."""
    for _ in range(5):
        began = time.monotonic()
        with pytest.raises(Refused) as refused:
            runner.inspect(data, name, slots)
        assert time.monotonic() - began < 20
        if refused.value.code != "busy":
            break
    return refused.value


@pytest.mark.parametrize(
    ("name", "data", "words", "pages"), HONEST + SHAPES, ids=[name for name, *_rest in HONEST + SHAPES]
)
def test_an_honest_file(name: str, data: bytes, words: tuple[str, ...], pages: int | None, slots: Path) -> None:
    found = runner.inspect(data, name, slots)
    assert [word for word in words if word not in found.text] == []
    assert found.pages == pages
    assert found.media_type == kinds.TAKEN[found.extension].media_type
    assert "secret" not in found.text


def test_the_corpus_is_as_large_as_it_should_be() -> None:
    assert len({name for name, *_rest in HOSTILE}) == len(HOSTILE) >= 60
    assert len(HONEST) >= 10


def test_every_code_has_its_sentence_and_every_sentence_its_code() -> None:
    folder = Path(inspection.__file__).parent
    source = "\n".join(path.read_text() for path in folder.glob("*.py"))
    raised = set(re.findall(r'Refused\(\s*"([\w-]+)"', source)) - {"ending"}
    assert raised <= set(refusals.REASONS)
    assert [code for code in refusals.REASONS if f'"{code}"' not in source] == []
    assert {kind for _magic, kind in kinds.MAGIC} <= set(refusals.REASONS) | {"pdf", "zip", "ole"}
    assert set(refusals.ENDINGS) == set(kinds.TAKEN)


def test_every_reason_is_met_by_the_corpus() -> None:
    met = {code for _name, _build, codes in HOSTILE for code in codes.split()}
    assert set(refusals.REASONS) - met == {"busy"}


def test_reasons_say_what_to_do() -> None:
    assert refusals.reason("too-many-pages") == (
        "This document has more than 50 pages. Shorten it, or paste your résumé as text."
    )
    assert refusals.reason("ending", "pdf") == (
        "This is a PDF, but its name does not end in .pdf. Rename it and choose it again."
    )


def test_a_link_that_is_refused_is_named(slots: Path) -> None:
    for name, build, _codes in HOSTILE:
        if name in ("link to a file.pdf", "link to a file.docx"):
            with pytest.raises(Refused) as refused:
                runner.inspect(build(), name, slots)
            assert f"“{refused.value.found}”" in refusals.reason(refused.value.code, refused.value.found)
            assert refused.value.found.startswith("file:///")
    assert "“" not in refusals.reason("link")


def test_exactly_five_mebibytes_are_taken(slots: Path) -> None:
    data = b"a " * (limits.MAX_BYTES // 2)
    assert len(runner.inspect(data, "long.txt", slots).text) <= limits.MAX_TEXT
    with pytest.raises(Refused, match="too-large"):
        runner.inspect(data + b"a", "long.txt", slots)


def test_marks_that_deceive_are_taken_out_of_the_words(slots: Path) -> None:
    text = "Go\u202e evil\u200b\U000e0041 \u00a0x\r\n\r\n\r\n\r\n\r\nend\u0065\u0301"
    assert runner.inspect(text.encode(), "a.txt", slots).text == "Go evil  x\n\n\nendé"


def test_code_pages_of_fonts_are_there_before_the_doors_close() -> None:
    needed = {encoding.replace("-", "_") for encoding in pypdf._cmap._predefined_cmap.values()}
    assert needed <= {*confinement.CODECS, *confinement.PDF_CODECS}


def test_the_limits_people_are_told() -> None:
    words = (ROOT / "docs" / "resumes.md").read_text()
    for told in (
        f"{limits.MAX_PAGES} pages",
        f"{limits.PDF_UNPACKED // limits.MIB} MiB",
        f"{limits.PDF_CONTENT // limits.MIB} MiB",
        f"{limits.ZIP_UNPACKED // limits.MIB} MiB",
        f"{limits.ZIP_ENTRIES} entries",
        f"{limits.ZIP_XML // limits.MIB} MiB",
        f"{limits.CPU_SECONDS} seconds",
        f"{limits.WALL_SECONDS:g} seconds",
        f"{limits.MEMORY // limits.MIB} MiB",
        f"{limits.MAX_TEXT:,} characters",
    ):
        assert told in words, told
    assert [code for code in refusals.REASONS if f"`{code}`" not in words] == []
