"""Questions to begin with: a few good ones, and what this employer has asked in other postings."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from applications import asking
from applications.asking import QuestionSaid
from applications.models.choices import QuestionKind as Kind
from listings.models import Posting


class Offer(NamedTuple):
    """`key` comes back with the button: the name of a good one, or `asked-` and a question's id."""

    key: str
    said: QuestionSaid
    kind: str


# Words are of the reader's language until they are added; what they answer helps to read a first application.
GOOD: dict[str, tuple[str, Any, Any, tuple[Any, ...], bool]] = {
    "language": (
        Kind.LONG_TEXT, _("Which server-side language would you write your first endpoint in, and why?"),
        _("A few sentences. There is no wrong answer."), (), True,
    ),
    "proud": (
        Kind.LINK, _("Link to one piece of code you are proud of"),
        _("A repository, a pull request or a single file; university work counts."), (), False,
    ),
    "proud-why": (
        Kind.LONG_TEXT, _("What was hard about it, and what would you do differently today?"), "", (), False,
    ),
    "broke": (
        Kind.LONG_TEXT, _("Tell us of something of yours that broke, and how you found out why."), "", (), False,
    ),
    "starts": (Kind.DATE, _("From which day on could you start?"), "", (), True),
    "hours": (Kind.NUMBER, _("How many hours a week could you work?"), "", (), False),
    "enrolled": (
        Kind.YES_NO, _("Will you be enrolled at a university during the internship?"), "", (), True,
    ),
    "required": (
        Kind.YES_NO, _("Is this internship a required part of your degree?"), "", (), False,
    ),
    "permit": (
        Kind.ONE_OF, _("May you work in the country of this internship?"),
        _("We ask in order to plan, not to sort."),
        (_("Yes, without a permit"), _("Yes, I have a permit"), _("I would need a permit or a sponsor"),
         _("I do not know yet")), True,
    ),
    "areas": (
        Kind.SEVERAL_OF, _("What would you like to work on?"), "",
        (_("Endpoints and interfaces"), _("Databases"), _("Queues and background work"),
         _("Deployment and operation"), _("Tests and tools")), False,
    ),
    "heard": (Kind.TEXT, _("Where did you hear of us?"), "", (), False),
}  # fmt: skip
ASKED = "asked-"


def good() -> Iterator[Offer]:
    for key, (kind, text, help_, options, required) in GOOD.items():
        said = QuestionSaid(kind, str(text), str(help_), tuple(map(str, options)), required)
        yield Offer(key, said, str(Kind(kind).label))


def asked(posting: Posting) -> Iterator[Offer]:
    for question in asking.library(posting.employer, besides=posting):
        yield Offer(f"{ASKED}{question.pk}", QuestionSaid.of(question), str(Kind(question.kind).label))


def taken(key: str, posting: Posting) -> QuestionSaid | None:
    """What a button offered; nothing where it is another employer's, or no longer offered."""
    offers = asked(posting) if key.startswith(ASKED) else good()
    return next((offer.said for offer in offers if offer.key == key), None)
