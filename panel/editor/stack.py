"""The stack as it is typed: three columns, and groups of which any one is enough."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from listings.models.choices import Level
from listings.postings.content import Need
from listings.vocabulary import taxonomy
from panel.editor.typed import GROUP, LEVEL, NOTE, SKILLS, Typed

COLUMNS = (Level.NEEDED, Level.NICE, Level.LEARN)
MOST = 40
LONGEST_NOTE = 200


@dataclass(frozen=True)
class Row:
    """One line of the stack: a skill, or several of which any one is enough. `key` is the first one's slug."""

    key: str
    skills: tuple[taxonomy.Skill, ...]
    level: str
    note: str


def rows(typed: Typed) -> list[Row]:
    groups: dict[str, list[taxonomy.Skill]] = defaultdict(list)
    known = taxonomy.skills()
    for slug in dict.fromkeys(typed.all(SKILLS)):
        if slug in known:
            groups[typed.one(GROUP + slug) or slug].append(known[slug])
    return [_row(typed, skills) for skills in groups.values()][:MOST]


def _row(typed: Typed, skills: Sequence[taxonomy.Skill]) -> Row:
    key = skills[0].slug
    level = typed.one(LEVEL + key)
    return Row(key, tuple(skills), level if level in COLUMNS else Level.NEEDED, typed.one(NOTE + key)[:LONGEST_NOTE])


def needs(typed: Typed) -> tuple[Need, ...]:
    return tuple(
        Need(skill.slug, row.level, number, row.note if position == 0 else "")
        for number, row in enumerate(rows(typed), 1)
        for position, skill in enumerate(row.skills)
    )


def typed_of(needs: Sequence[Need]) -> dict[str, list[str]]:
    """What the editor shows of a posting that stands; a skill that was only mentioned is no statement."""
    said: dict[str, list[str]] = {SKILLS: []}
    firsts: dict[int, str] = {}
    for need in needs:
        if need.level in COLUMNS:
            first = firsts.setdefault(need.grp, need.skill)
            said[SKILLS].append(need.skill)
            said |= {GROUP + need.skill: [first], LEVEL + need.skill: [need.level], NOTE + need.skill: [need.note]}
    return said


def added(typed: Typed, words: str, *, any_of: bool = False, level: str = Level.NEEDED) -> tuple[Typed, list[str]]:
    """With the skills that WORDS name, and the words that name none. ANY_OF makes them one group."""
    slugs, unknown = taxonomy.from_words([word for word in words.replace(";", ",").split(",") if word.strip()])
    new = [slug for slug in slugs if slug not in typed.all(SKILLS) or any_of]
    if any_of:  # a skill stands once: in the group that was made last
        typed = typed.with_(**{SKILLS: [slug for slug in typed.all(SKILLS) if slug not in new]})
    changes = {SKILLS: [*typed.all(SKILLS), *new]}
    for slug in new:
        changes |= {LEVEL + slug: [level], GROUP + slug: [new[0] if any_of else slug]}
    return typed.with_(**changes), unknown


def dropped(typed: Typed, key: str) -> Typed:
    """Without the row of KEY, all of its skills."""
    gone = [skill.slug for row in rows(typed) if row.key == key for skill in row.skills]
    names = [part + slug for slug in gone for part in (LEVEL, GROUP, NOTE)]
    left = [slug for slug in typed.all(SKILLS) if slug not in gone]
    return typed.without(*names).with_(**{SKILLS: left})


def parted(typed: Typed, key: str) -> Typed:
    """The skills of a group as rows of their own."""
    changes: dict[str, list[str]] = {}
    for row in rows(typed):
        if row.key == key:
            for skill in row.skills:
                changes |= {GROUP + skill.slug: [skill.slug], LEVEL + skill.slug: [row.level]}
    return typed.with_(**changes)
