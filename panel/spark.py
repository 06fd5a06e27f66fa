"""Applications a day over two weeks, as a line of 104 by 24."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

DAYS = 14
WIDTH, TOP, BOTTOM = 104, 2, 22


@dataclass(frozen=True)
class Spark:
    """`points` as SVG takes them; the last one has a dot. `label` says every number."""

    points: str
    x: int
    y: int
    label: str


def of(numbers: Sequence[int]) -> Spark | None:
    """None where there was none: a flat line would say no more than an empty cell."""
    most = max(numbers, default=0)
    if not most:
        return None
    step = WIDTH / (len(numbers) - 1)
    points = [(round(n * step), round(BOTTOM - (BOTTOM - TOP) * number / most)) for n, number in enumerate(numbers)]
    said = _("Applications a day, last two weeks: %(numbers)s") % {"numbers": ", ".join(map(str, numbers))}
    return Spark(" ".join(f"{x},{y}" for x, y in points), *points[-1], said)
