"""Honest files with something changed are taken or refused, never a crash; in this process, where a crash would show."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from applications.inspection import Inspected, Refused, inspect, kinds, names, plain
from tests.applications.resume_files.honest import HONEST

FILES = st.sampled_from([(name, data) for name, data, *_rest in HONEST])
WORDS = st.sampled_from(
    [b"obj", b"endobj", b"stream", b"<<", b">>", b"[", b"/JS", b"%", b"(", b"PK\3\4", b"PK\5\6", b"<!", b"\0\0"]
)


def outcome(data: bytes, name: str) -> str:
    """What a library for PDFs raises counts as damaged, as in the child."""
    try:
        found = inspect(data, name)
    except Refused as refused:
        return refused.code
    except (MemoryError, SystemError):
        raise
    except Exception as error:
        if not in_pypdf(error):
            raise
        return "damaged"
    assert isinstance(found, Inspected)
    assert found.text == plain.clean(found.text)
    return "taken"


def in_pypdf(error: BaseException) -> bool:
    trace = error.__traceback__
    while trace and trace.tb_next:
        if "pypdf" in trace.tb_frame.f_code.co_filename:
            return True
        trace = trace.tb_next
    return bool(trace and "pypdf" in trace.tb_frame.f_code.co_filename)


@settings(max_examples=300, deadline=None)
@given(file=FILES, place=st.floats(0, 1), length=st.integers(0, 40), put=st.binary(max_size=20) | WORDS)
def test_something_replaced(file: tuple[str, bytes], place: float, length: int, put: bytes) -> None:
    name, data = file
    at = int(place * len(data))
    assert outcome(data[:at] + put + data[at + length :], name)


@settings(max_examples=100, deadline=None)
@given(file=FILES, end=st.floats(0, 0.99))
def test_something_cut_off(file: tuple[str, bytes], end: float) -> None:
    name, data = file
    said = outcome(data[: int(end * len(data))], name)
    assert said != "taken" or names.extension_of(name) in kinds.TAKEN["txt"].extensions


@settings(max_examples=200, deadline=None)
@given(
    data=st.binary(max_size=300) | st.text(max_size=300).map(str.encode), ending=st.sampled_from(["pdf", "docx", "txt"])
)
def test_anything(data: bytes, ending: str) -> None:
    assert outcome(data, f"a.{ending}")


@given(st.text(max_size=200))
def test_names_are_harmless(name: str) -> None:
    kept = names.clean(name)
    assert 0 < len(kept) <= 150
    assert names.clean(kept) == kept
    assert not set(kept) & set('/\\<>:"|?*\r\n\0')
    assert kept.isprintable()


def test_a_crash_of_our_own_would_show(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_data: bytes) -> str:
        raise KeyError("ours")

    monkeypatch.setattr(plain, "read", broken)
    with pytest.raises(KeyError):
        outcome(b"words", "a.txt")
