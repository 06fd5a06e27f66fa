"""The employer a source names: found by what two spellings of one name share, else made, unclaimed."""

import re
from collections.abc import Iterable
from datetime import datetime

from lib.text import fold, slugify
from listings.models import Employer
from listings.postings import team

# Only forms of company that tell nobody apart: "Co", "Group" or "SA" are often part of the name.
_LEGAL_FORM = re.compile(r"(?<=[\s,])(?:inc|incorporated|llc|ltd|limited|corp|corporation)\.?$")
LONGEST = 200


def name_key(name: str) -> str:
    """TikTok is Tiktok and D. E. Shaw is D.E Shaw: case, accents, spaces, marks and the legal form do not count."""
    folded = fold(name)
    bare = _LEGAL_FORM.sub("", folded)
    key = re.sub(r"[^\w+#]|_", "", bare.replace("&", "and")) or re.sub(r"\s", "", folded)
    return key[:LONGEST]


def found_or_made(names: Iterable[str], at: datetime) -> dict[str, Employer]:
    """Employers by name key."""
    spelled: dict[str, str] = {}
    for name in names:
        spelled.setdefault(name_key(name), name)
    known = _known(spelled)
    while new := {key: name for key, name in sorted(spelled.items()) if key not in known}:
        taken, made = set(Employer.objects.values_list("slug", flat=True)), []
        for key, name in new.items():
            made.append(Employer(name=name, name_key=key, slug=team.free_slug(name, taken), created_at=at))
            taken.add(made[-1].slug)
        # Another import may make the same name or slug at this moment: ours stands back and looks again.
        Employer.objects.bulk_create(made, ignore_conflicts=True)
        known |= _known(new)
    return known


def words_of(slug: str) -> str:
    """A name for who is known by a slug alone; one that somebody wrote as a name stays."""
    return slug if slug != slug.lower() or " " in slug else " ".join(re.split(r"[-_.]+", slug)).strip().title() or slug


def given(slug: str, name: str, at: datetime) -> Employer:
    """The employer of this slug, else the one of this name, found or made."""
    found = Employer.objects.filter(slug=slugify(slug)).first()
    return found or found_or_made([name], at)[name_key(name)]


def _known(keys: Iterable[str]) -> dict[str, Employer]:
    return {employer.name_key: employer for employer in Employer.objects.filter(name_key__in=list(keys))}
