from typing import Any

import pytest

from tests.applications.desk import Desk, make_desk


@pytest.fixture
def desk(db: None, settings: Any) -> Desk:
    """At the desk without a second factor; that one is asked for is tested by itself."""
    settings.REQUIRE_MFA = False
    return make_desk()
