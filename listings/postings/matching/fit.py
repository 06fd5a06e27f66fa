"""All lines of one person and one posting, and the sentences that sum them up."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lib.phrases import all_of
from listings.postings.matching import rules, skills
from listings.postings.matching.facts import Facts
from listings.postings.matching.line import MET, NOT, RECRUITER, STUDENT, UNTOLD, Line
from listings.postings.matching.requirements import LEVELS, Requirements

NAMED = 2  # so many skills to learn are named in a list; of more the first and their number


@dataclass(frozen=True)
class Fit:
    """`lines` are needed skills, then rules; `nice` are skills that would be good to have. `learns` are names."""

    lines: tuple[Line, ...]
    nice: tuple[Line, ...]
    learns: tuple[str, ...]

    @property
    def needed(self) -> int:
        return sum(line.kind == "skill" for line in self.lines)

    @property
    def meets(self) -> int:
        return sum(line.kind == "skill" and line.state == MET for line in self.lines)

    @property
    def fails(self) -> tuple[str, ...]:
        """Kinds of the rules, other than skills, that are not met."""
        return tuple(line.kind for line in self.lines if line.kind != "skill" and line.state == NOT)

    @property
    def sign(self) -> str:
        """What stands before the summary: MET only where all that is needed is, NOT where a rule speaks against it or
        none of it is met; else UNTOLD, which says neither."""
        told = any(line.kind == "skill" and line.state != UNTOLD for line in self.lines)
        if self.fails or (told and not self.meets):
            return NOT
        return MET if told and self.meets == self.needed else UNTOLD

    @property
    def summary(self) -> str:
        return self.summary_for(STUDENT)

    def summary_for(self, reader: str, *, names_all: bool = False) -> str:
        """ "Meets 5 of 6 needed; you would learn Kafka"; empty where nothing is known."""
        clauses = [clause for clause in (self._meets(), self._learns(reader, names_all)) if clause]
        text = "; ".join([*clauses, *(self._misfit(kind) for kind in self.fails)])
        return text[:1].upper() + text[1:]

    @property
    def verdict(self) -> str:
        """To the student, above the lines. It never says no: what is not met is for the employer to weigh."""
        missed = sum(line.state == NOT for line in self.lines)
        unknown = sum(line.state == UNTOLD for line in self.lines)
        if missed:
            some = ngettext(
                "You may. One point is not met; the employer decides.",
                "You may. %(n)s points are not met; the employer decides.",
                missed,
            )
            return some % {"n": missed}
        if unknown:
            some = ngettext(
                "Nothing speaks against it. One point is not known.",
                "Nothing speaks against it. %(n)s points are not known.",
                unknown,
            )
            return some % {"n": unknown}
        return _("Yes. You meet everything that is asked for.") if self.lines else ""

    def _meets(self) -> str:
        told = [line for line in self.lines if line.kind == "skill" and line.state != UNTOLD]
        return _("meets %(meets)s of %(needed)s needed") % {"meets": self.meets, "needed": self.needed} if told else ""

    def _learns(self, reader: str, names_all: bool) -> str:
        if not self.learns:
            return ""
        named = list(self.learns)
        if len(named) > NAMED and not names_all:
            more = len(named) - 1
            named = [named[0], ngettext("%(n)s more", "%(n)s more", more) % {"n": more}]
        said = _("would learn %(skills)s") if reader == RECRUITER else _("you would learn %(skills)s")
        return said % {"skills": all_of(named)}

    @staticmethod
    def _misfit(kind: str) -> str:
        return {
            "enrolment": _("enrolment is required"),
            "degree": _("degree does not fit"),
            "field": _("field of study does not fit"),
            "graduation": _("graduation does not fit"),
            "visa": _("work permit does not fit"),
        }[kind]


def fit(facts: Facts, asked: Requirements) -> Fit:
    needed, nice, taught = ([g for g in asked.groups if g.level == level] for level in LEVELS)
    # Who told no skills may have them all: then nothing is said of what they would learn.
    learns = [name for group in taught for slug, name in group.skills if facts.skills and skills.lacks(slug, facts)]
    return Fit(
        lines=(*(skills.line(group, facts) for group in needed), *rules.lines(facts, asked)),
        nice=tuple(skills.line(group, facts) for group in nice),
        learns=tuple(learns),
    )
