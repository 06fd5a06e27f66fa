"""The closed lists of applying and deciding. Unknown is a value."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from listings.models.choices import Degree, Field

NOT_STATED = ("not-stated", _("not stated"))
DEGREES = [*((value, label) for value, label in Degree.choices if value != Degree.NOT_REQUIRED), NOT_STATED]
FIELDS = [*Field.choices, ("other", _("another field")), NOT_STATED]


class StageType(models.TextChoices):
    """What a stage is, whatever its name; the student's words go by it."""

    NEW = "new", _("New")
    REVIEW = "review", _("In review")
    ASSESSMENT = "assessment", _("Assessment")
    INTERVIEW = "interview", _("Interview")
    OFFER = "offer", _("Offer")
    HIRED = "hired", _("Hired")
    REJECTED = "rejected", _("Not this time")


FINAL = (StageType.HIRED, StageType.REJECTED)
# Coming here is told to the student, and so answers the application.
TOLD = (StageType.ASSESSMENT, StageType.INTERVIEW, StageType.OFFER, *FINAL)


class QuestionKind(models.TextChoices):
    TEXT = "text", _("a line of text")
    LONG_TEXT = "long-text", _("a longer text")
    NUMBER = "number", _("a number")
    DATE = "date", _("a date")
    YES_NO = "yes-no", _("yes or no")
    ONE_OF = "one-of", _("one of several")
    SEVERAL_OF = "several-of", _("some of several")
    LINK = "link", _("a link")


WITH_OPTIONS = (QuestionKind.ONE_OF, QuestionKind.SEVERAL_OF)


class RejectionReason(models.TextChoices):
    """Why, for colleagues and statistics; the student never sees the code."""

    SKILL_MISSING = "skill-missing", _("a needed skill is missing")
    NOT_ELIGIBLE = "not-eligible", _("not eligible: enrolment, graduation, permit or place")
    OTHER_PREFERRED = "other-preferred", _("another candidate was preferred")
    FILLED = "filled", _("the position is filled")
    CANCELLED = "cancelled", _("the position is cancelled")
    INCOMPLETE = "incomplete", _("the application is incomplete")
    NO_SHOW = "no-show", _("did not come or answer")
    DUPLICATE = "duplicate", _("the same person applied twice")
    SPAM = "spam", _("not meant seriously")
    ACCEPTED_ELSEWHERE = "accepted-elsewhere", _("the candidate accepted elsewhere")
    DECLINED = "declined", _("the candidate declined")


class ElsewhereStatus(models.TextChoices):
    """An application made at an employer's own site, as the student tells it."""

    LEFT = "left", _("left for the employer’s site")
    APPLIED = "applied", _("applied")
    INTERVIEW = "interview", _("invited to a conversation")
    OFFER = "offer", _("offer")
    REJECTED = "rejected", _("not this time")
    NO_ANSWER = "no-answer", _("no answer")
