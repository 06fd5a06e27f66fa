from pathlib import Path

import pytest
from django.core import checks
from django.db import connections

from jobboard.checks import psycopg2_is_the_driver


def test_the_driver_is_psycopg2() -> None:
    assert psycopg2_is_the_driver() == []
    assert connections["default"].Database.__name__ == "psycopg2"  # type: ignore[attr-defined]


def test_psycopg_3_is_noticed_once_it_has_crept_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "psycopg").mkdir()
    (tmp_path / "psycopg/__init__.py").touch()
    monkeypatch.syspath_prepend(tmp_path)
    (error,) = psycopg2_is_the_driver()
    assert error.is_serious()
    assert "psycopg 3" in error.msg


def test_the_check_is_run_by_every_command() -> None:
    assert psycopg2_is_the_driver in checks.registry.registry.get_checks()
