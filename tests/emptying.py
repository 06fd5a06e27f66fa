"""How a test that really commits leaves the database empty: by deleting what is there, which is next to nothing.

Django truncates every table, each with its indexes, and makes permissions and content types again; that took longer than
most of those tests.
"""

import pytest
from django.db import connection, transaction
from django.test import TransactionTestCase

MADE_BY_MIGRATE = {"auth_permission", "django_content_type"}
patch = pytest.MonkeyPatch()


def pytest_configure(config: pytest.Config) -> None:
    patch.setattr(TransactionTestCase, "_fixture_teardown", lambda case: empty())


def pytest_unconfigure(config: pytest.Config) -> None:
    patch.undo()


def empty() -> None:
    names = connection.introspection.django_table_names(only_existing=True, include_views=False)
    tables = [connection.ops.quote_name(name) for name in names if name not in MADE_BY_MIGRATE]
    with transaction.atomic(), connection.cursor() as cursor:
        # As TRUNCATE would, this waits for a request that is still writing.
        cursor.execute(f"LOCK TABLE {', '.join(tables)} IN EXCLUSIVE MODE")
        cursor.execute(" UNION ALL ".join(f"SELECT '{table}' WHERE EXISTS (SELECT FROM {table})" for table in tables))
        if filled := [row[0] for row in cursor.fetchall()]:
            # No foreign keys are checked in the middle of it, and no trigger keeps what is append-only.
            cursor.execute("SET LOCAL session_replication_role = replica")
            cursor.execute("; ".join(f"DELETE FROM {table}" for table in filled))
