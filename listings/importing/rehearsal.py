"""What a reading does to each posting: kept with its run, so that it can be undone, and told of a dry one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from typing import Any

from listings.importing import images
from listings.importing.base import BadRow, RawPosting
from listings.importing.reconcile import Group
from listings.importing.report import FieldChange, RowTold
from listings.models import ImportRun, Posting
from listings.models.source import ImportChange, Source
from listings.postings.content import Content

BATCH = 500
Action = ImportChange.Action


class Keeper:
    """Made before the writing, asked after it. STANDING: what becomes of each posting that is there already; of those
    in REWRITTEN it is told which facts changed."""

    def __init__(self, source: Source, standing: Mapping[int, str], rewritten: Iterable[int]) -> None:
        self.source, self.standing = source, standing
        self.before = images.take(source, standing)
        self.said = _contents(rewritten)
        self.changes: dict[int, list[FieldChange]] = {}

    def keep(self, run: ImportRun, made: Sequence[int]) -> None:
        after = images.take(self.source, [*self.standing, *made])
        now = _contents(self.said)
        self.changes = {pk: list(differences(said, now[pk])) for pk, said in self.said.items()}
        actions = {**self.standing, **dict.fromkeys(made, Action.CREATED.value)}
        kept = [
            ImportChange(
                run=run,
                posting_id=pk,
                action=action,
                before=self.before.get(pk),
                after=images.digest(after[pk]),
                told=self.changes.get(pk, []),
            )
            for pk, action in actions.items()
        ]
        ImportChange.objects.bulk_create(kept, batch_size=BATCH)

    def told(self, made: Mapping[int, Group]) -> list[RowTold]:
        """Of what there is now, before it is rolled back."""
        new = _contents(made)
        actions = {pk: action for pk, action in self.standing.items() if action != Action.NOTED}
        actions |= dict.fromkeys(made, Action.CREATED.value)
        postings = Posting.objects.filter(pk__in=actions).select_related("employer").in_bulk()
        return [
            RowTold(
                action=action,
                title=postings[pk].title,
                employer=postings[pk].employer.name,
                url=postings[pk].apply_url,
                row=made[pk].newest.row if pk in made else None,
                posting=None if pk in made else pk,
                changes=tuple(differences(None, new[pk]) if pk in made else self.changes.get(pk, ())),
                raw=made[pk].newest if pk in made else None,
            )
            for pk, action in sorted(actions.items())
        ]


def left_out(rows: Iterable[RawPosting | BadRow], groups: Iterable[Group]) -> list[RowTold]:
    """Rows that become no posting of their own: hidden by the source, no internship (skipped), one with another
    (merged). What was rejected is told elsewhere."""
    said = [row for row in rows if isinstance(row, RawPosting)]
    found = [("skipped" if row.visible else "hidden", row) for row in said if not (row.visible and row.internship)]
    found += [("merged", row) for group in groups for row in group.rows[:-1]]
    return [RowTold(why, row.title, row.employer, row.url, row=row.row) for why, row in found]


def _contents(ids: Iterable[int]) -> dict[int, Content]:
    postings = Posting.objects.filter(pk__in=list(ids)).prefetch_related(
        "posting_places__place", "posting_terms__term", "requirements__skill", "responsibilities"
    )
    return {posting.pk: Content.of(posting) for posting in postings}


def differences(before: Content | None, after: Content) -> Iterable[FieldChange]:
    """Against nothing, where the posting would be new: what it would say."""
    before = before or Content(apply_kind=after.apply_kind)
    for one in fields(Content):
        was, becomes = _plain(one.name, getattr(before, one.name)), _plain(one.name, getattr(after, one.name))
        if was != becomes:
            yield FieldChange(one.name, was, becomes)


def _plain(name: str, value: Any) -> Any:
    if name == "places":
        return [place.raw for place in value]
    if name == "needs":
        return [need.skill for need in value]
    return list(value) if isinstance(value, tuple) else value
