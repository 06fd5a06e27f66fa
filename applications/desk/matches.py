"""Why a search found an application: where its words stand, with a few words around them. For the rows of one page,
in three queries however many they are."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models.functions import Left
from django.utils.translation import gettext as _

from applications.desk import spotting
from applications.desk.spotting import Hit, Spotter
from applications.models import Answer, Application
from applications.wording import said
from listings.search import words
from listings.vocabulary import taxonomy

LONGEST = 60_000  # letters of a résumé that are looked through
SHOWN = 2  # places a row names
WIDTH, BEFORE = 120, 40  # letters of a snippet, and before its first word
SPACE = re.compile(r"\s+")


@dataclass(frozen=True)
class Match:
    """`pieces` are (text, is_marked); none where the words stand deeper than is looked."""

    where: str
    pieces: tuple[tuple[str, bool], ...] = ()


def of(found: Sequence[Application], question: str) -> dict[int, list[Match]]:
    """By the application's id. Nothing where only words are shut out."""
    asked = words.parse(question) if question else None
    if not found or not asked or not asked.positive:
        return {}
    spotter = Spotter(asked.positive)
    sources = _sources(found)
    looked = {pk: [(where, text, spotter.candidates(text)) for where, text in texts] for pk, texts in sources.items()}
    spotter.learn(candidate for texts in looked.values() for _where, _text, seen in texts for candidate in seen)
    return {
        pk: _chosen((where, text, spotter.hits(text, seen)) for where, text, seen in texts)
        for pk, texts in looked.items()
    }


def _sources(found: Sequence[Application]) -> dict[int, list[tuple[str, str]]]:
    """What wording.write indexes, in the order a row would rather name it."""
    ids = [application.pk for application in found]
    long = Application.objects.filter(pk__in=ids).order_by()
    texts = {
        pk: (resume or "", letter)
        for pk, resume, letter in long.values_list("pk", Left("resume__text", LONGEST), "cover_letter")
    }
    answers: dict[int, list[tuple[str, str]]] = defaultdict(list)
    rows = Answer.objects.filter(application__in=ids).order_by("application", "position")
    for pk, asked, value in rows.values_list("application", "asked", "value"):
        answers[pk].append((_("answer to “%(question)s”") % {"question": asked.get("text", "")}, said(value)))
    sources = {}
    for application in found:
        resume, letter = texts.get(application.pk, ("", ""))
        every = [
            (_("name"), application.name),
            (_("résumé"), resume),
            *answers[application.pk],
            (_("cover letter"), letter),
            *_told(application),
        ]
        sources[application.pk] = [(where, spotting.plain(text)) for where, text in every if text]
    return sources


def _told(application: Application) -> Iterable[tuple[str, str]]:
    for slug, told in application.skills.items():
        skill = taxonomy.skills().get(slug)
        yield _("what is told of %(skill)s") % {"skill": skill.name if skill else slug}, told.get("evidence", "")
    yield _("school"), application.school


def _chosen(places: Iterable[tuple[str, str, list[Hit]]]) -> list[Match]:
    """The first place of each word, not more than a row can hold."""
    seen: set[int] = set()
    chosen: list[Match] = []
    for where, text, hits in places:
        fresh = [hit for hit in hits if hit.leaf not in seen]
        if fresh and len(chosen) < SHOWN:
            chosen.append(Match(where, snippet(text, hits, fresh)))
            seen |= {hit.leaf for hit in fresh}
    return chosen or [Match(_("somewhere in what was sent"))]


def snippet(text: str, hits: Sequence[Hit], fresh: Sequence[Hit]) -> tuple[tuple[str, bool], ...]:
    """Around the place where most of the FRESH ones stand together."""

    def together(hit: Hit) -> int:
        return len({other.leaf for other in fresh if hit.start <= other.start and other.end <= hit.start + WIDTH})

    first = max(fresh, key=together)
    start = _word_at(text, first.start - BEFORE, first.start)
    end = max(first.end, start + WIDTH)
    end = len(text) if end >= len(text) else max(first.end, text.rfind(" ", first.end, end))
    pieces, at = [("…", False)] if start else [], start
    for hit in hits:
        if at <= hit.start and hit.end <= end:
            pieces += [(text[at : hit.start], False), (text[hit.start : hit.end], True)]
            at = hit.end
    pieces += [(text[at:end], False), ("…" if end < len(text) else "", False)]
    return tuple((SPACE.sub(" ", piece), is_marked) for piece, is_marked in pieces if piece)


def _word_at(text: str, wanted: int, latest: int) -> int:
    """Where a word begins, from WANTED on."""
    if wanted <= 0:
        return 0
    gap = SPACE.search(text, wanted, latest)
    return gap.end() if gap else latest
