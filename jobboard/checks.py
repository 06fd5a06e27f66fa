"""What must hold before anything runs."""

import importlib.util
from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, register


@register()
def psycopg2_is_the_driver(app_configs: Sequence[AppConfig] | None = None, **options: Any) -> list[CheckMessage]:
    """Django prefers psycopg 3 without a word as soon as any package has brought it in."""
    if importlib.util.find_spec("psycopg") is None:
        return []
    return [
        Error(
            "psycopg 3 is installed, and Django would use it in place of psycopg2.",
            hint="Find who brought it in with `pip show psycopg`, and `pip uninstall psycopg`.",
            id="jobboard.E001",
        )
    ]
