"""What every test stands on: a throw-away database, no network, strict templates. People and things: see the plugins.

Django is set up here and not by pytest-django's own option, so that the environment is clean before settings load.
"""

import pytest

from tests import environment

environment.prepare()

pytest_plugins = ["tests.strictness", "tests.emptying", "tests.chromium"]


def pytest_unconfigure(config: pytest.Config) -> None:
    environment.close()
