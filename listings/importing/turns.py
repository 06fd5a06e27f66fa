"""Two imports of one source follow each other; the second waits, and then says so."""

from django.db import OperationalError, connection, transaction
from django.utils.translation import gettext as _

from listings.importing.base import Refused

WAIT_SECONDS = 30
LOCK_CLASS = 0x1397
LOCK_NOT_AVAILABLE = "55P03"


class Busy(Refused):
    pass


def take(slug: str) -> None:
    """Until the end of the transaction in which it is called."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = 0")
            cursor.execute("SELECT set_config('lock_timeout', %s, true)", [f"{WAIT_SECONDS}s"])
            cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [LOCK_CLASS, slug])
            cursor.execute("SET LOCAL lock_timeout = 0")
    except OperationalError as error:
        if getattr(error.__cause__, "pgcode", None) != LOCK_NOT_AVAILABLE:
            raise
        raise Busy(_("Another import of %(source)s is running.") % {"source": slug}) from error
