"""Skills that somebody may mean who has typed a few letters. Pure: of the vocabulary alone."""

from listings.vocabulary import taxonomy
from listings.vocabulary.words import fold

MOST, LONGEST = 10, 60
# How well the letters fit: the whole of a spelling, the beginning of the name, of another spelling, of a word in it.
WHOLE, NAME, ALIAS, WORD = range(4)


def suggest(typed: str, most: int = MOST) -> list[taxonomy.Skill]:
    """The best first; nothing for nothing. What is written as a skill has its skill at the head ("golang": Go)."""
    letters = " ".join(fold(word) for word in typed[:LONGEST].split())
    if not letters:
        return []
    meant = taxonomy.from_word(typed[:LONGEST])
    ranked = [
        (WHOLE if skill.slug == meant else rank, skill)
        for skill in taxonomy.skills().values()
        if (rank := _rank(skill, letters)) is not None or skill.slug == meant
    ]
    return [skill for _, skill in sorted(ranked, key=lambda one: (one[0], len(one[1].name), one[1].name))][:most]


def _rank(skill: taxonomy.Skill, letters: str) -> int | None:
    name = fold(skill.name)
    if name.startswith(letters):
        return NAME
    others = [fold(alias) for alias in skill.aliases]
    if any(other.startswith(letters) for other in others):
        return ALIAS
    return WORD if any(f" {letters}" in spelling for spelling in (name, *others)) else None
