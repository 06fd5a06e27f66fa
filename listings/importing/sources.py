"""Where a source is read from, how often, and whether at all: set by the operator."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.models import User
from listings.models import Source


@dataclass(frozen=True)
class Setting:
    """`employer` is a slug, for formats whose answer names none."""

    title: str
    fetch_url: str
    fetch_every: int
    is_fetched: bool
    employer: str = ""


@transaction.atomic
def set_up(source: Source, said: Setting, *, by: User) -> Source:
    """An unsaved SOURCE is made. Another address is another answer: what was kept of the old one no longer counts."""
    if source.pk:
        source = Source.objects.select_for_update().get(pk=source.pk)
    is_new_place = source.fetch_url != said.fetch_url
    is_switched_on = said.is_fetched and not source.is_fetched
    source.title, source.fetch_url, source.fetch_every = said.title, said.fetch_url, said.fetch_every
    source.is_fetched = said.is_fetched
    source.settings = {name: value for name, value in source.settings.items() if name != "employer"}
    if said.employer:
        source.settings["employer"] = said.employer
    if is_new_place:
        source.etag = source.last_modified = source.last_error = ""
        source.failures = 0
    if is_new_place or is_switched_on:
        source.next_read_at = timezone.now()
    source.save()
    audit.record("source.set", source, by=by, is_fetched=said.is_fetched, every=said.fetch_every)
    return source
