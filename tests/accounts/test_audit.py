import pytest
from django.db import DatabaseError, connection, transaction

from accounts import audit
from accounts.models import AuditEvent
from tests.factories import make_posting, make_user

pytestmark = pytest.mark.django_db


def test_says_who_did_what_to_which() -> None:
    posting, by = make_posting(), make_user()
    audit.record("posting.correct", posting, by=by, fields=["role"])
    event = AuditEvent.objects.get()
    assert (event.code, event.actor_id, event.data) == ("posting.correct", by.pk, {"fields": ["role"]})
    assert (event.subject_kind, event.subject_id) == ("posting", posting.pk)


def test_the_machine_has_no_name() -> None:
    audit.record("posting.close", make_posting(), by=None)
    assert AuditEvent.objects.get().actor_id is None


def test_the_event_goes_with_its_transaction() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        audit.record("posting.close", make_posting(), by=None)
        raise RuntimeError
    assert not AuditEvent.objects.exists()


@pytest.mark.parametrize(
    "change",
    [
        lambda event: AuditEvent.objects.update(code="posting.praise"),
        lambda event: AuditEvent.objects.all().delete(),
        lambda event: event.delete(),
        lambda event: event.save(),
        lambda event: AuditEvent.objects.filter(pk=event.pk).update(data={}),
        lambda event: connection.cursor().execute("DELETE FROM accounts_auditevent"),
        lambda event: connection.cursor().execute("UPDATE accounts_auditevent SET actor_id = 1"),
    ],
    ids=["update", "delete", "delete-one", "save-again", "update-one", "raw-delete", "raw-update"],
)
def test_is_append_only(change) -> None:
    event = audit.record("posting.close", make_posting(), by=None)
    with pytest.raises(DatabaseError, match="never changed or deleted"), transaction.atomic():
        change(event)
    assert AuditEvent.objects.get().code == "posting.close"


def test_a_person_or_posting_can_go_without_the_trail() -> None:
    """No foreign keys: the log never blocks a deletion, and survives it."""
    posting, by = make_posting(), make_user()
    audit.record("posting.correct", posting, by=by)
    posting.delete()
    by.delete()
    assert AuditEvent.objects.count() == 1
