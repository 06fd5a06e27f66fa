"""How postings and their entries stand, as data: kept by each run of what it changes, so that it can be undone."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from listings.models import Posting, PostingPlace, PostingTerm, Requirement, SourceEntry
from listings.models.source import Source
from listings.postings import pay

# Whatever a reading may write; who corrected what is kept to see whether somebody did since.
COLUMNS = (
    *("employer_id", "title", "slug", "body", "role", "role_evidence", "workplace", "remote_countries", "visa"),
    *("degrees", "apply_url", "closes_on", "closes_at", "time_zone", *pay.FIELDS),
    *("status", "closed_at", "closed_by_id", "closed_reason", "paused_at", "paused_by_id", "paused_reason"),
)
WATCHED = ("locked_fields", "role_set_by_id", "merged_into_id", "removed_at", "source_id")
PARTS: dict[str, tuple[Any, tuple[str, ...]]] = {
    "places": (PostingPlace, ("position", "raw", "place_id", "is_remote")),
    "terms": (PostingTerm, ("term_id",)),
    "needs": (Requirement, ("skill_id", "level", "grp", "position", "note", "evidence")),
}
POINTERS = {"places": "place_id", "terms": "term_id", "needs": "skill_id"}
ENTRY = ("key", "title_key", "raw", "digest", "gone_at")
Image = dict[str, Any]


def take(source: Source, ids: Iterable[int]) -> dict[int, Image]:
    """By posting; {"posting": columns, "watched": …, "places": rows…, "entry": columns or None}."""
    ids = list(ids)
    if not ids:
        return {}
    images: dict[int, Image] = {}
    for row in Posting.objects.filter(pk__in=ids).values("pk", *COLUMNS, *WATCHED):
        said = {name: row[name] for name in COLUMNS}
        images[row["pk"]] = {"posting": said, "watched": {name: row[name] for name in WATCHED}, "entry": None}
    for name, (model, columns) in PARTS.items():
        rows: dict[int, list[dict[str, Any]]] = defaultdict(list)
        for row in model.objects.filter(posting_id__in=ids).order_by("pk").values("posting_id", *columns):
            rows[row.pop("posting_id")].append(row)
        for pk, image in images.items():
            image[name] = sorted(rows[pk], key=lambda row: json.dumps(row, default=str))
    for row in SourceEntry.objects.filter(source=source, posting_id__in=ids).values("posting_id", *ENTRY):
        images[row.pop("posting_id")]["entry"] = row
    return images


def digest(image: Mapping[str, Any]) -> str:
    """Of all but the rows of the entry, which follow each reading without news."""
    entry = image["entry"] and {name: value for name, value in image["entry"].items() if name != "raw"}
    written = json.dumps({**image, "entry": entry}, sort_keys=True, cls=DjangoJSONEncoder)
    return hashlib.sha256(written.encode()).hexdigest()


def restore(source: Source, images: Mapping[int, Mapping[str, Any]]) -> None:
    """Postings, parts and entries as the images have them; unsaid is who locked what, which no reading writes."""
    postings = list(Posting.objects.filter(pk__in=images))
    for posting in postings:
        for name, value in images[posting.pk]["posting"].items():
            setattr(posting, name, _value(Posting, name, value))
    Posting.objects.bulk_update(postings, [name.removesuffix("_id") for name in COLUMNS], batch_size=100)
    for name, (model, _columns) in PARTS.items():
        model.objects.filter(posting_id__in=images).delete()
        rows = [(pk, row) for pk, image in images.items() for row in image[name]]
        there = _still_there(name, [row for _pk, row in rows])
        model.objects.bulk_create([model(posting_id=pk, **row) for pk, row in rows if there(row)], batch_size=1000)
    entries = list(SourceEntry.objects.filter(source=source, posting_id__in=images))
    for entry in entries:
        for name, value in (images[entry.posting_id]["entry"] or {}).items():
            setattr(entry, name, _value(SourceEntry, name, value))
    SourceEntry.objects.bulk_update(entries, ENTRY, batch_size=100)


def _still_there(name: str, rows: Iterable[Mapping[str, Any]]) -> Callable[[Mapping[str, Any]], bool]:
    """Skills and terms may have been merged since: a part that points at one that went has nothing left to say."""
    column = POINTERS[name]
    model = PARTS[name][0]._meta.get_field(column.removesuffix("_id")).related_model
    known = set(model.objects.filter(pk__in={row[column] for row in rows}).values_list("pk", flat=True))
    return lambda row: row[column] is None or row[column] in known


def _value(model: Any, name: str, value: Any) -> Any:
    """Dates and times come back from JSON as words."""
    return model._meta.get_field(name.removesuffix("_id")).to_python(value) if isinstance(value, str) else value
