"""Corrections by a person: what imports must keep from then on."""

from collections.abc import Iterable

from django.db import transaction

from accounts import audit
from accounts.models import User
from listings.models import Posting
from listings.postings import search_row

# What a person may correct on a posting that a source wrote; the names stand in Posting.locked_fields.
CORRECTABLE = ("title", "role", "places", "skills", "workplace", "terms")


@transaction.atomic
def correct(posting: Posting, fields: Iterable[str], *, by: User) -> None:
    """Keep what a person has just written in FIELDS, over every later import, and show it in search.

    Raises ValueError for a field that no import writes.
    """
    fields = set(fields)
    if unknown := fields - set(CORRECTABLE):
        raise ValueError(f"Imports do not write {', '.join(sorted(unknown))}.")
    if not fields:
        return
    locked = Posting.objects.select_for_update().get(pk=posting.pk)
    posting.locked_fields = sorted({*locked.locked_fields, *fields})
    if "role" in fields:
        posting.role_set_by, posting.role_evidence = by, ""
    posting.save(update_fields=["locked_fields", "role_set_by", "role_evidence"])
    search_row.rebuild([posting.pk])
    audit.record("posting.correct", posting, by=by, fields=sorted(fields))
