"""Many postings for measuring, combined from parts: the same for the same seed, whichever machine and Python."""

from dataclasses import replace
from datetime import date
from itertools import islice, product
from random import Random
from typing import Any

from jobboard.demo.plan import Planned, load, read
from lib.text import slugify
from listings.models.choices import CloseReason, CodeReview, Degree, Field, Portfolio, Status, Visa
from listings.vocabulary import gazetteer, taxonomy

# How many postings in all, and how many employers share those that were not written by hand.
SIZES = {"small": (0, 0), "medium": (200, 12), "large": (5000, 120)}
ROLES = {
    "back-end": 34, "full-stack": 18, "infrastructure": 14, "general-software": 18, "data": 5, "machine-learning": 3,
    "front-end": 3, "security": 2, "mobile": 2, "embedded": 1,
}  # fmt: skip
STATUSES = {status: 85 if status == Status.PUBLISHED else 2 if status == Status.CLOSED else 1 for status in Status}
REASONS = (CloseReason.FILLED, CloseReason.CANCELLED, CloseReason.EXPIRED)


def employers(size: str) -> list[tuple[str, str]]:
    """(slug, name); "(example)" keeps them apart from every real one."""
    parts = load("bulk.toml")
    names = (f"{adjective} {noun} (example)" for noun, adjective in product(parts["nouns"], parts["adjectives"]))
    return [(slugify(name), name) for name in islice(names, SIZES[size][1])]


def plans(size: str, seed: int, today: date, *, written: int) -> list[Planned]:
    """As many as are missing beside those WRITTEN by hand."""
    parts = load("bulk.toml")
    houses = [slug for slug, _name in employers(size)]
    wanted = max(0, SIZES[size][0] - written)
    return [_plan(parts, houses, Random(f"{seed}/{number}"), number, today) for number in range(wanted)]  # noqa: S311


def _plan(parts: dict[str, Any], houses: list[str], chance: Random, number: int, today: date) -> Planned:
    role = chance.choices(list(ROLES), list(ROLES.values()))[0]
    skills = chance.sample(parts["skills"][role], 6)
    team = chance.choice(parts["teams"])
    names = [taxonomy.skills()[slug].name for slug in skills[:2]]
    words = {"team": team, "skill": names[0], "other": names[1]}

    def say(sentences: list[str]) -> str:
        return chance.choice(sentences).format(**words)

    entry = {
        "key": str(number),
        "title": say(parts["titles"][role]),
        "role": role,
        "summary": say(parts["openers"]),
        "body": "\n\n".join(say(parts[kind]) for kind in ("middles", "closers")),
        "outcomes": say(parts["outcomes"]),
        "work": [[tag, say(parts["work"][tag])] for tag in chance.sample(sorted(parts["work"]), 3)],
        "mentor": {"name": chance.choice(parts["mentors"]), "one_to_ones": chance.randint(1, 2), "interns": 2},
        "code_review": chance.choice(CodeReview.values),
        "portfolio": chance.choice(Portfolio.values),
        "weeks": chance.randint(8, 26),
        "hours_a_week": chance.choice([40, 40, 40, 37.5, 20]),
        "openings": chance.randint(1, 6),
        "terms": chance.choices([["summer"], ["fall"], ["spring"], ["winter"], ["summer", "fall"], []],
                                [55, 15, 12, 6, 7, 5])[0],
        **_needs(skills, chance),
        **_eligibility(chance),
        **_status(chance),
    }  # fmt: skip
    entry |= _where(parts, chance)
    if entry["terms"] and chance.random() < 0.6:
        entry["graduates"] = ["Dec 0", chance.choice(["Jun 1", "Jun 2", "Dec 2"])]
    # The same few names lead every list in the world, and so here: the first employers have the most postings.
    employer = houses[int(len(houses) * chance.random() ** 2)]
    # Not by employer: another seed changes these postings and adds none.
    return replace(read(entry, employer, today), key=f"bulk/{number}")


def _needs(skills: list[str], chance: Random) -> dict[str, Any]:
    first: list[Any] = [skills[:2]] if chance.random() < 0.4 else skills[:2]
    return {"needed": [*first, skills[2]], "nice": skills[3:5], "learn": skills[5:]}


def _eligibility(chance: Random) -> dict[str, Any]:
    visas: list[list[str]] = [[], [Visa.SPONSORS], [Visa.NO_SPONSORSHIP], [Visa.CPT, Visa.OPT], [Visa.CITIZENSHIP]]
    degrees: list[list[str]] = [
        [], [Degree.BACHELOR], [Degree.BACHELOR, Degree.MASTER], [Degree.MASTER, Degree.PHD],
        [Degree.ASSOCIATE, Degree.BACHELOR], [Degree.NOT_REQUIRED],
    ]  # fmt: skip
    return {
        "visa": chance.choices(visas, [30, 12, 25, 25, 8])[0],
        "degrees": chance.choices(degrees, [15, 35, 25, 8, 9, 8])[0],
        "fields": sorted(chance.sample(Field.values, chance.randint(0, 3))),
        "related_fields": chance.random() < 0.5,
        "enrolment": chance.choice(["required", "required", "not-required", "not-stated"]),
    }


def _status(chance: Random) -> dict[str, Any]:
    status = chance.choices(list(STATUSES), list(STATUSES.values()))[0]
    days = chance.randint(1, 120)
    entry: dict[str, Any] = {"status": str(status), "created": days + 3}
    if status == Status.SCHEDULED:
        entry |= {"scheduled": chance.randint(1, 20), "created": 2}
    elif status in (Status.PUBLISHED, Status.PAUSED, Status.CLOSED, Status.ARCHIVED, Status.REMOVED):
        entry["published"] = days
    if status in (Status.CLOSED, Status.ARCHIVED):
        entry |= {"closed": chance.randint(0, days - 1), "closed_reason": str(chance.choice(REASONS))}
    if status == Status.REMOVED:
        entry["removed"] = chance.randint(0, days - 1)
    if chance.random() < 0.85:
        entry["closes"] = chance.randint(21, 70) if status == Status.SCHEDULED else chance.randint(1, 70)
    return entry


def _where(parts: dict[str, Any], chance: Random) -> dict[str, Any]:
    known = gazetteer.gazetteer().places
    if chance.random() < 0.2:
        countries = chance.choice(parts["remote"])
        first = known[countries[0]]
        where: dict[str, Any] = {"places": ["Remote"], "workplace": "remote", "remote_countries": countries}
        zone = first.tz or {"US": "America/New_York", "CA": "America/Toronto", "GB": "Europe/London"}[first.country]
    else:
        cities = chance.sample(parts["cities"], chance.choice([1, 1, 1, 2]))
        first = known[cities[0]]
        workplace = chance.choices(["on-site", "hybrid", "not-stated"], [35, 50, 15])[0]
        where = {"places": cities, "workplace": workplace}
        zone = first.tz or "UTC"
        if workplace == "hybrid":
            where["days_on_site"] = chance.randint(1, 4)
    if chance.random() < 0.85:
        currency, period, least, most, step = chance.choice(parts["pay"][first.country])
        low, high = sorted(chance.randrange(least, most + 1, step) for _end in range(2))
        where["pay"] = {"min": low, "max": high, "currency": currency, "period": period}
    return {**where, "time_zone": zone}
