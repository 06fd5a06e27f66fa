"""The prose of a posting's page: work, skills, mentor, outcomes, and where all of it comes from."""

import re
from collections import defaultdict
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from listings.models.choices import CodeReview, Level, Portfolio
from listings.public import phrasing, posting_facts
from listings.public.posting_read import Need, Reading
from listings.vocabulary import taxonomy


def work(reading: Reading) -> list[str]:
    return [item.text for item in reading.work if item.text]


def work_kinds(reading: Reading) -> str:
    tags = dict.fromkeys(str(item.get_tag_display()) for item in reading.work if item.tag)
    return ", ".join(tags)


def needs(reading: Reading, level: Level) -> list[dict[str, Any]]:
    """One entry a group: skills with one number are "any one of these"."""
    groups: dict[int, list[Need]] = defaultdict(list)
    for need in reading.needs:
        if need.level == level:
            groups[need.grp].append(need)
    return [
        {
            "skills": [_skill(need) for need in group],
            "any_of": len(group) > 1,
            "note": "; ".join(dict.fromkeys(need.note for need in group if need.note)),
        }
        for group in groups.values()
    ]


def mentioned(reading: Reading) -> list[dict[str, str]]:
    return [_skill(need) for need in reading.needs if need.level == Level.MENTIONED]


def _skill(need: Need) -> dict[str, str]:
    return {"name": need.name, "url": reverse("skill", args=[need.slug])}


def mentor(reading: Reading) -> dict[str, Any] | None:
    posting = reading.posting
    sentences = []
    if posting.mentor_title and not posting.mentor_name:
        sentences.append(_("Mentor: %(title)s.") % {"title": posting.mentor_title})
    if posting.one_to_ones is not None:
        n = posting.one_to_ones
        said = ngettext("One one-to-one a week.", "%(n)s one-to-ones a week.", n) if n else _("No one-to-ones.")
        sentences.append(said % {"n": n})
    if posting.interns_per_mentor:
        n = posting.interns_per_mentor
        said = ngettext("A mentor has one intern.", "A mentor has at most %(n)s interns.", n)
        sentences.append(said % {"n": n})
    if posting.code_review != CodeReview.NOT_STATED:
        reviewed = phrasing.capital(str(posting.get_code_review_display()))
        sentences.append(_("%(sentence)s.") % {"sentence": reviewed})
    if not posting.mentor_name and not sentences:
        return None
    return {
        "name": posting.mentor_name,
        "role": posting.mentor_title if posting.mentor_name else "",
        "sentences": sentences,
    }


def outcomes(reading: Reading) -> list[str]:
    posting = reading.posting
    paragraphs = [line.strip() for line in posting.outcomes.split("\n") if line.strip()]
    shown = {
        Portfolio.CODE: _("You may show the code in your portfolio."),
        Portfolio.DESCRIPTION: _("You may describe the work in your portfolio; the code stays private."),
        Portfolio.NOTHING: _("Nothing of the work may be shown in a portfolio."),
    }
    if sentence := shown.get(Portfolio(posting.portfolio)):
        paragraphs.append(sentence)
    return paragraphs


def source(reading: Reading) -> dict[str, str] | None:
    origin = reading.posting.source
    if origin is None:
        return None
    read = phrasing.minute(origin.read_at) if origin.read_at else _("no day yet")
    note = _("It is open here while that list says so.") if reading.is_open else ""
    if as_of := phrasing.as_of(origin):
        note = _("What was read is that list as it was on %(day)s.") % {"day": as_of}
    return {"name": str(origin), "url": origin.homepage, "read": read, "note": note}


def inferred(reading: Reading) -> list[str]:
    """What nobody stated and we read out of the words, each with the words it rests on."""
    posting = reading.posting
    lines = []
    if posting_facts.is_role_inferred(posting):
        role = str(posting.get_role_display())
        lines.append(_role_line(role, posting.role_evidence))
    found: dict[str, list[str]] = defaultdict(list)
    for need in reading.needs:
        if _is_inferred(need):
            found[need.evidence].append(need.name)
    return lines + [_skills_line(phrasing.all_of(names), evidence) for evidence, names in found.items()]


# Evidence is written as "where: words"; a skill that its source names is stated, not inferred.
IN_TITLE, BY_SOURCE = "title: ", "source: "


def _is_inferred(need: Need) -> bool:
    return bool(need.evidence) and not need.evidence.startswith(BY_SOURCE)


def _role_line(role: str, evidence: str) -> str:
    if evidence.startswith(IN_TITLE):
        said = {"role": role, "words": evidence.removeprefix(IN_TITLE)}
        return _("Role: %(role)s, as we read the title (“%(words)s”).") % said
    return _("Role: %(role)s, as we read it (%(evidence)s).") % {"role": role, "evidence": _spelled(evidence)}


def _spelled(evidence: str) -> str:
    """Evidence holds slugs, "skills: django, postgresql"; readers know the names."""
    known = taxonomy.skills()
    return re.sub(r"[a-z0-9-]+", lambda word: known[word[0]].name if word[0] in known else word[0], evidence)


def _skills_line(skills: str, evidence: str) -> str:
    if evidence.startswith(IN_TITLE):
        said = {"skills": skills, "words": evidence.removeprefix(IN_TITLE)}
        return _("Skill: %(skills)s, as we read the title (“%(words)s”).") % said
    return _("Skill: %(skills)s, as we read the text (“%(words)s”).") % {"skills": skills, "words": evidence}


def says_nearly_nothing(reading: Reading) -> bool:
    """A listed posting that tells title and place, perhaps the term, and nothing of the work or its terms."""
    posting = reading.posting
    told: list[object] = [posting.summary, posting.body, posting.outcomes, posting.mentor_name, posting.pay_currency]
    told += [posting.closes_on, posting.weeks, posting.starts_on, posting.degrees, posting.fields]
    stated_skills = [need for need in reading.needs if not _is_inferred(need)]
    return posting.source is not None and not any(told) and not reading.work and not stated_skills
