"""Small files, small functions. These are guards, not goals: never cut a thing that is one, list it here with why."""

import ast
import subprocess
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CODE_LINES = 300
FUNCTION_LINES = 40
TEMPLATE_LINES = 120
SCRIPT_LINES = 60
EXCEPTIONS: dict[str, str] = {
    # "path" or "path:function": "reason"
    "listings/public/gallery.py:posting": "one literal: a sample posting with every part of its page",
}


def tracked(*patterns: str) -> Iterator[Path]:
    """What git knows or would add; a folder without git is walked."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *patterns]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    names = listed.stdout.splitlines() if listed.returncode == 0 else []
    paths = [ROOT / name for name in names] or [path for pattern in patterns for path in ROOT.rglob(pattern)]
    skipped = {".venv", "var", "vendor", "migrations"}
    return (path for path in paths if path.is_file() and not skipped & set(path.relative_to(ROOT).parts))


def lines(path: Path) -> int:
    return len(path.read_text().splitlines())


def too_long(limit: int, *patterns: str) -> set[str]:
    return {f"{path.relative_to(ROOT)}" for path in tracked(*patterns) if lines(path) > limit}


def long_functions() -> set[str]:
    found = set()
    for path in tracked("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                assert node.end_lineno
                if node.end_lineno - node.lineno + 1 > FUNCTION_LINES:
                    found.add(f"{path.relative_to(ROOT)}:{node.name}")
    return found


def test_python_files() -> None:
    assert too_long(CODE_LINES, "*.py") - EXCEPTIONS.keys() == set()


def test_functions() -> None:
    assert long_functions() - EXCEPTIONS.keys() == set()


def test_templates() -> None:
    assert too_long(TEMPLATE_LINES, "templates/*.html", "templates/*.txt") - EXCEPTIONS.keys() == set()


def test_scripts() -> None:
    assert too_long(SCRIPT_LINES, "static/*.js") - EXCEPTIONS.keys() == set()


def test_every_exception_is_still_one() -> None:
    everything = too_long(CODE_LINES, "*.py") | long_functions() | too_long(TEMPLATE_LINES, "templates/*")
    assert EXCEPTIONS.keys() <= everything | too_long(SCRIPT_LINES, "static/*.js")
