"""A posting's stages as columns, in a constant number of queries."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, Window
from django.db.models.functions import RowNumber
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from applications import pipeline, stages
from applications.desk import inbox, rows
from applications.desk.asked import Asked
from applications.desk.rows import Row
from applications.models import Application, Stage
from applications.models.choices import FINAL, TOLD, StageType
from listings.models import Membership

CARDS = 25


@dataclass(frozen=True)
class Way:
    """A stage to move to: by a button, or by the page (`asks`: move or reject) that asks first."""

    id: int
    name: str
    asks: str


def way(stage: Stage) -> Way:
    asks = "reject" if stage.type == StageType.REJECTED else "move" if stage.type in TOLD else ""
    return Way(stage.pk, stage.name, asks)


@dataclass(frozen=True)
class Column:
    """`more` leads to those without a card; `ways` are the other stages. `node_words` say what its node means."""

    id: int
    name: str
    node: str
    node_words: str
    count: str
    cards: list[Row]
    more: str
    url: str
    ways: list[Way]


def context(seat: Membership, asked: Asked, at: datetime) -> dict[str, Any]:
    """ASKED names the posting, and may narrow it to mine, or to what is late."""
    assert asked.posting
    columns = stages.of(asked.posting)
    counts = inbox.count(seat, asked, at)
    found = _cards(seat, asked, at)
    cards: dict[int, list[Row]] = defaultdict(list)
    for application, row in zip(found, rows.build(found, seat.employer.slug, asked.query(), at), strict=True):
        cards[application.stage_id].append(row)
    path = reverse("review_inbox", args=[seat.employer.slug])
    farthest = next((stage.pk for stage in reversed(columns) if cards[stage.pk] and stage.type not in FINAL), 0)
    shown = []
    for stage in columns:
        node = "now" if stage.pk == farthest else "done" if cards[stage.pk] else ""
        url = f"{path}?{asked.query(stage=str(stage.pk))}"
        ways = [way(other) for other in columns if other.pk != stage.pk]
        shown.append(_column(stage, ways, node, counts.by_stage.get(stage.pk, 0), cards[stage.pk], url))
    decided = sum(counts.by_type.get(type_, 0) for type_ in FINAL)
    return {
        "posting": asked.posting,
        "columns": shown,
        "legend": [*_nodes().items()],
        "is_empty": not found,
        "is_narrowed": bool({"assigned", "due"} & set(asked.params)),
        "whole_url": reverse("review_board", args=[seat.employer.slug, asked.posting.pk]),
        "pills": _pills(seat, asked),
        "query": asked.query(),
        "list_url": f"{path}?{asked.query()}",
        "may_decide": pipeline.may_decide(seat),
        "summary": _("%(open)s open, %(closed)s decided.")
        % {"open": f"{counts.everywhere - decided:,}", "closed": f"{decided:,}"},
    }


def _cards(seat: Membership, asked: Asked, at: datetime) -> list[Application]:
    """The first of each stage, as the inbox orders them."""
    number = Window(RowNumber(), partition_by=[F("stage_id")], order_by=inbox.order("due", at))
    chosen = inbox.in_any_stage(seat, asked, at).order_by().annotate(in_stage=number).filter(in_stage__lte=CARDS)
    return inbox.whole(pk for pk, _number in sorted(chosen.values_list("pk", "in_stage"), key=lambda row: row[1]))


def _column(stage: Stage, ways: list[Way], node: str, count: int, cards: list[Row], url: str) -> Column:
    more = count - len(cards)
    return Column(
        id=stage.pk,
        name=stage.name,
        node=node,
        node_words=_nodes()[node],
        count=f"{count:,}",
        cards=cards,
        more=ngettext("%(n)s more", "%(n)s more", more) % {"n": f"{more:,}"} if more > 0 else "",
        url=url,
        ways=ways,
    )


def _nodes() -> dict[str, str]:
    """A node of the line, and what it says. The amber one is the farthest where nothing is decided yet."""
    return {
        "now": _("as far as anybody open has come"),
        "done": _("somebody is here"),
        "": _("nobody is here"),
    }


def _pills(seat: Membership, asked: Asked) -> list[tuple[str, str, bool]]:
    """Label, address and whether it is on; pressed again it goes off."""
    assert asked.posting
    path = reverse("review_board", args=[seat.employer.slug, asked.posting.pk])
    pills = []
    for name, value, label in (("assigned", "me", _("Mine")), ("due", "week", _("Late or due this week"))):
        is_on = asked.params.get(name) == (value,)
        query = asked.query(**{name: None if is_on else value})
        pills.append((label, f"{path}?{query}", is_on))
    return pills
