"""Who may apply, as far as feeds and titles say it."""

import re
from collections.abc import Iterable

DEGREES = ("associate", "bachelor", "master", "phd")

_VISA = {
    "offers sponsorship": ("sponsors",),
    "offers": ("sponsors",),
    "sponsors": ("sponsors",),
    "does not offer sponsorship": ("no-sponsorship",),
    "no-sponsorship": ("no-sponsorship",),
    "u.s. citizenship is required": ("citizenship",),
    "citizens-only": ("citizenship",),
    "citizenship": ("citizenship",),
    "cpt": ("cpt",),
    "opt": ("opt",),
}

_DEGREE = {
    "associate": re.compile(r"\b(?:associate'?s degrees?|associate degrees?)\b"),
    "bachelor": re.compile(r"\bbachelor(?:'?s)?\b|\bundergrad(?:uate)?s?\b|\bug/ms\b|\bbs/ms\b|\bbsc?/msc?\b"),
    "master": re.compile(
        r"\bmasters\b|\bmaster's\b|\bmaster (?:degree|students?|thesis)\b|\bmba\b"
        r"|\bms/phd\b|\b(?:ug|bs)/ms\b|\bbsc?/msc?\b"
    ),
    "phd": re.compile(r"\bphds?\b|\bph\.\s?d\b|\bdoctoral\b|\bdoctorate\b"),
}
# "Jackson, MS" is a place: the bare letters count only right after the internship word.
_LETTERS = re.compile(
    r"(?:\bintern|\binternship|\bco-?op|\(intern\))\s*[,–-]\s*(?P<letters>BS|MS)(?:\s*\(|\s*[-–,]\s|\s*$)"
)

_NOT_AN_INTERNSHIP = re.compile(
    r"\b(?:intern|internship|co-?op) (?:recruit|coordinator)|\binternship program(?:me)? (?:manager|lead|coordinator)"
)
_INTERNSHIP = re.compile(
    r"""(?<![a-z])(?:
        interns? | inttern | internships? | inter$ | externships?
      | co-?\ ?ops? | cooperative\ education
      | summer\ (?:\w+\ )?(?:analysts?|associates?)
      | apprentices? | apprenticeships? | trainees? | traineeships?
      | (?:industrial|year|summer|student|undergraduate)\ placements? | placement\ (?:students?|year)
      | working\ students? | student\ (?:researcher|worker|assistant|developer|engineer)
      | werkstudent(?:in|en)? | (?:pflicht)?praktik(?:um|ant|antin|anten)
      | (?:dualer?|duales)\ student | duales\ studium
      | stagiaires? | stage(?=\ (?:de|en|d')\b) | alternance | alternante?
      | tirocinio | tirocinante | becari[oa] | practicas | practicante | estagio | estagiari[oa]
    )(?![a-z])
    | インターン | 实习 | 實習 | 인턴""",
    re.VERBOSE,
)
_ACCENTS = str.maketrans("áàâãäéèêëíìîïóòôõöúùûüç’", "aaaaaeeeeiiiiooooouuuuc'")


def visa_from_feed(sponsorship: str) -> tuple[str, ...]:
    """Values of the search parameter `visa`; empty where the feed says nothing ("Other", "unknown")."""
    return _VISA.get(" ".join(sponsorship.casefold().split()), ())


def degrees_from_feed(values: Iterable[str]) -> tuple[str, ...]:
    """The feeds' "Bachelor's" and the like, in the order of the degrees; an MBA is a master's degree."""
    found = set()
    for value in values:
        name = _fold(str(value)).strip().removesuffix("degree").strip().removesuffix("'s").removesuffix("s")
        found.add({"mba": "master", "ph.d.": "phd", "ph.d": "phd"}.get(name, name))
    return tuple(degree for degree in DEGREES if degree in found)


def degrees_from_title(title: str) -> tuple[str, ...]:
    """Only the evident: "graduate", "associate" and "master data" are no degree."""
    folded = _fold(title)
    letters = _LETTERS.search(re.sub(r"(?i)intern|internship|co-?op", lambda word: word[0].lower(), title))
    found = {degree for degree, pattern in _DEGREE.items() if pattern.search(folded)}
    if letters:
        found.add({"BS": "bachelor", "MS": "master"}[letters["letters"]])
    return tuple(degree for degree in DEGREES if degree in found)


def is_internship_title(title: str) -> bool:
    """Whether whole words of the title say so: "Internal Audit" and "International" do not.

    "Inter" at the very end counts: a feed cuts "Intern" off there.
    """
    folded = " ".join(_fold(title).split())
    return bool(_INTERNSHIP.search(folded)) and not _NOT_AN_INTERNSHIP.search(folded)


def _fold(text: str) -> str:
    return text.casefold().translate(_ACCENTS)
