"""The audit trail: every verb that changes the world records one event in its own transaction."""

from typing import Any

from django.db import models
from django.utils import timezone

from accounts.models import AuditEvent, User


def record(code: str, subject: models.Model, *, by: User | None, **data: Any) -> AuditEvent:
    """CODE is "noun.verb", such as posting.publish. DATA holds ids and codes, never names or words."""
    return AuditEvent.objects.create(
        at=timezone.now(),
        actor_id=by.pk if by else None,
        code=code,
        subject_kind=str(subject._meta.model_name),
        subject_id=subject.pk,
        data=data,
    )
