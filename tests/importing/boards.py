"""Answers of job boards for tests: the small ones of this checkout, and the recorded ones beside it."""

from pathlib import Path
from typing import Any

import pytest

from listings.importing import base
from listings.importing.base import RawPosting
from listings.importing.registry import FORMATS

ANSWERS = Path(__file__).resolve().parents[1] / "data" / "ats"
RECORDED = Path(__file__).resolve().parents[3] / "shared" / "data" / "ats"
FILES = {
    "greenhouse": "greenhouse.json",
    "lever": "lever.json",
    "ashby": "ashby.json",
    "smartrecruiters": "smartrecruiters.json",
    "recruitee": "recruitee.json",
    "workable": "workable.json",
    "jsonld": "jsonld.html",
    "csv": "internships.csv",
}


def answer(kind: str) -> bytes:
    return (ANSWERS / FILES[kind]).read_bytes()


def recorded(name: str) -> bytes:
    if not RECORDED.is_dir():
        pytest.skip("the recorded answers are not beside this checkout")
    return (RECORDED / name).read_bytes()


def rows_in(kind: str, data: bytes | None = None) -> list[RawPosting]:
    rows = FORMATS[kind].read(base.decode(answer(kind) if data is None else data))
    return [row for row in rows if isinstance(row, RawPosting)]


def by_title(kind: str, data: bytes | None = None) -> dict[str, RawPosting]:
    return {row.title: row for row in rows_in(kind, data)}


def internships_in(kind: str, data: bytes | None = None) -> list[str]:
    return [row.title for row in rows_in(kind, data) if row.internship and row.visible]


def pay(row: RawPosting) -> Any:
    stated = row.stated_pay
    return stated and (
        str(stated.low) if stated.low else None,
        str(stated.high) if stated.high else None,
        stated.currency,
        stated.period,
    )
