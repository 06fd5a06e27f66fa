"""Whether a person has one of some skills."""

from collections.abc import Iterable
from functools import cache

from django.utils.translation import gettext as _

from lib.phrases import all_of
from listings.postings.matching.facts import Facts
from listings.postings.matching.line import MET, NOT, UNTOLD, Line
from listings.postings.matching.requirements import Group
from listings.vocabulary import taxonomy

# What knowing a database of this model counts as; the model stands in the vocabulary.
OF_MODEL = {"sql": ("sql", "relational-databases", "databases"), "nosql": ("nosql", "databases")}
WIDER = {
    "relational-databases": ("databases",),
    **dict.fromkeys(("t-sql", "pl-sql"), ("sql",)),
    "rest-apis": ("http", "apis"),  # an interface over HTTP; who knows HTTP alone may never have designed one
    **dict.fromkeys(("graphql", "grpc"), ("apis",)),
    **dict.fromkeys(("docker", "kubernetes"), ("containers",)),
}


@cache
def counts_as(slug: str) -> frozenset[str]:
    """PostgreSQL is SQL, a relational database, and a database."""
    skill = taxonomy.skills().get(slug)
    wider = OF_MODEL.get(skill.db_model, ()) if skill else ()
    return frozenset({*wider, *WIDER.get(slug, ())} - {slug})


def line(group: Group, facts: Facts) -> Line:
    names = [name for _slug, name in group.skills]
    text = names[0] if len(names) == 1 else _("One of %(skills)s") % {"skills": ", ".join(names)}
    key = "skill:" + "|".join(sorted(slug for slug, _name in group.skills))
    if not facts.skills:
        nothing = _("You have told us no skills."), _("Told no skills.")
        return Line("skill", key, UNTOLD, text, *nothing, is_told=False)
    if had := [name for slug, name in group.skills if slug in facts.skills]:
        said = {"skills": all_of(had)}
        return Line("skill", key, MET, text, _("You have %(skills)s.") % said, _("Has %(skills)s.") % said)
    for slug, name in group.skills:
        if held := _held_as(slug, facts.skills):
            said = {"skill": held, "asked": name}
            note = _("You have %(skill)s, which counts as %(asked)s.") % said
            return Line("skill", key, MET, text, note, _("Has %(skill)s, which counts as %(asked)s.") % said)
    return Line("skill", key, NOT, text, _("Not in what you told us."), _("Not among the skills told."))


def lacks(slug: str, facts: Facts) -> bool:
    return slug not in facts.skills and not _held_as(slug, facts.skills)


def _held_as(slug: str, held: Iterable[str]) -> str:
    """The name of a skill that counts as this one; of several always the same."""
    narrower = sorted(one for one in held if slug in counts_as(one))
    return taxonomy.skills()[narrower[0]].name if narrower else ""
