import itertools
import random
from typing import Any

import pytest

from listings.models import Posting
from tests.factories import make_employer, make_posting, make_source

SKILLS = ["go", "java", "python", "sql", "kafka"]
PLACES = ["berlin", "new-york", "san-francisco", "london"]


@pytest.fixture
def many(db: None) -> list[Posting]:
    """Sixty postings that differ in every facet, the same each time."""
    dice = random.Random(7)
    employers = [make_employer(name) for name in ("Acme", "Bolt", "Cask")]
    roles = itertools.cycle(["back-end", "full-stack", "data", "general-software", "mobile", "not-stated"])
    source = make_source("list-one")
    return [make_posting(**_differing(dice, next(roles), employers, source)) for _ in range(60)]


def _differing(dice: random.Random, role: str, employers: list[Any], source: Any) -> dict[str, Any]:
    pay = dice.choice([None, 1500, 2500, 4000, 5500])
    fields: dict[str, Any] = {
        "title": f"{dice.choice(['Software', 'Platform', 'Data'])} Intern {dice.choice(['', 'Kafka', 'API'])}".strip(),
        "employer": dice.choice(employers),
        "role": role,
        "places": tuple(dice.sample(PLACES, dice.randint(0, 2))),
        "terms": tuple(dice.sample(["summer-2027", "fall-2027", "summer"], dice.randint(0, 2))),
        "skills": {slug: dice.choice(["needed", "nice", "learn"]) for slug in dice.sample(SKILLS, dice.randint(0, 3))},
        "workplace": dice.choice(["on-site", "hybrid", "remote", "not-stated"]),
        "visa": dice.sample(["sponsors", "cpt", "opt"], dice.randint(0, 2)),
        "degrees": dice.sample(["bachelor", "master", "phd"], dice.randint(0, 2)),
    }
    if dice.random() < 0.3:
        fields["source"] = source
    if pay:
        currency = dice.choice(["USD", "USD", "EUR"])
        fields |= {
            "pay_kind": "paid",
            "pay_min": pay,
            "pay_currency": currency,
            "pay_period": "hour",
            "hourly_min": pay,
        }
    return fields
