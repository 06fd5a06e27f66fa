"""Each package may import what stands to its left in ARCHITECTURE, never to its right. See docs/architecture.md."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ORDER = [
    {"lib"},
    {"accounts"},
    {"listings.models"},
    {"listings.vocabulary"},
    {"listings.postings"},
    {"listings.importing", "listings.search"},  # may not see each other
    {"listings", "listings.public"},  # listings' own files: apps, admin
    {"listings.staff"},
    {"applications"},
    {"panel"},
    {"jobboard"},
    {"bench"},
]
RANK = {room: rank for rank, rooms in enumerate(ORDER) for room in rooms}
TOPS = {room.split(".")[0] for room in RANK}


def room_of(module: str) -> str:
    """The longest prefix that is a room."""
    parts = module.split(".")
    names = (".".join(parts[:length]) for length in range(len(parts), 0, -1))
    return next(name for name in names if name in RANK)


def imported(tree: ast.AST, package: str) -> Iterator[tuple[int, str]]:
    """Absolute names, inside functions too. `from a import b` may mean the module a.b: then that is meant."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            parents = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            base = ".".join([*parents, *([node.module] if node.module else [])])
            yield from ((node.lineno, f"{base}.{alias.name}") for alias in node.names)


def upward(module: str, is_package: bool, source: str) -> Iterator[str]:
    home = room_of(module)
    package = module if is_package else module.rpartition(".")[0]
    for line, name in imported(ast.parse(source), package):
        if name.split(".")[0] not in TOPS:
            continue
        room = room_of(name)
        if room != home and RANK[room] >= RANK[home]:
            yield f"{module}:{line} imports {name}: {room} does not stand below {home}"


def files() -> Iterator[Path]:
    for top in sorted(TOPS):
        yield from (path for path in sorted((ROOT / top).rglob("*.py")) if "migrations" not in path.parts)


def test_nothing_imports_upward() -> None:
    found: list[str] = []
    for path in files():
        parts = path.relative_to(ROOT).with_suffix("").parts
        is_package = parts[-1] == "__init__"
        found += upward(".".join(parts[:-1] if is_package else parts), is_package, path.read_text())
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("module", "source", "wrong"),
    [
        ("lib.text", "import listings.models", True),
        ("accounts.audit", "from lib import text", False),
        ("listings.models.posting", "from .. import public", True),
        ("listings.models.posting", "from .employer import Employer", False),
        ("listings.search.plan", "def f():\n    from listings.importing import sync", True),
        ("listings.importing.sync", "from listings.search import plan", True),
        ("listings.public.views", "from listings.search import PostingSearch", False),
        ("listings.vocabulary.roles", "from listings import models", False),
        ("listings.models.skill", "from listings import vocabulary", True),
        ("listings.postings.pay", "from listings.apps import ListingsConfig", True),
        ("panel.forms", "from jobboard import settings", True),
        ("applications.models", "from panel.views import board", True),
    ],
)
def test_the_guard_tells_right_from_wrong(module: str, source: str, wrong: bool) -> None:
    assert bool(list(upward(module, False, source))) is wrong
