"""The closed lists of the domain. Their values are the ones of the search parameters; unknown is a value."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Status(models.TextChoices):
    DRAFT = "draft", _("draft")
    IN_MODERATION = "in_moderation", _("in moderation")
    CHANGES_REQUESTED = "changes_requested", _("changes requested")
    SCHEDULED = "scheduled", _("scheduled")
    PUBLISHED = "published", _("published")
    PAUSED = "paused", _("paused")
    CLOSED = "closed", _("closed")
    ARCHIVED = "archived", _("archived")
    REJECTED = "rejected", _("rejected")
    REMOVED = "removed", _("removed")


class PauseReason(models.TextChoices):
    EMPLOYER = "employer", _("the employer paused it")
    UNCONFIRMED = "unconfirmed", _("nobody confirmed that it is still open")


class CloseReason(models.TextChoices):
    FILLED = "filled", _("filled")
    DEADLINE = "deadline", _("its deadline passed")
    CANCELLED = "cancelled", _("cancelled")
    EXPIRED = "expired", _("expired")
    MERGED = "merged", _("merged into another posting")
    SOURCE = "source", _("its source says so")
    VANISHED = "vanished", _("it is no longer at its source")


class Role(models.TextChoices):
    BACK_END = "back-end", _("Back-end")
    FULL_STACK = "full-stack", _("Full-stack")
    DATA = "data", _("Data")
    INFRASTRUCTURE = "infrastructure", _("Infrastructure")
    MACHINE_LEARNING = "machine-learning", _("Machine learning")
    MOBILE = "mobile", _("Mobile")
    FRONT_END = "front-end", _("Front-end")
    SECURITY = "security", _("Security")
    EMBEDDED = "embedded", _("Embedded")
    GENERAL_SOFTWARE = "general-software", _("General software")
    OTHER = "other", _("Other")
    NOT_STATED = "not-stated", _("not stated")


# "Back-end and kin": what the board shows to who asks for no role.
DEFAULT_ROLES = (Role.BACK_END, Role.FULL_STACK, Role.INFRASTRUCTURE, Role.GENERAL_SOFTWARE)


class Workplace(models.TextChoices):
    ON_SITE = "on-site", _("On site")
    HYBRID = "hybrid", _("Hybrid")
    REMOTE = "remote", _("Remote")
    NOT_STATED = "not-stated", _("not stated")


class Visa(models.TextChoices):
    SPONSORS = "sponsors", _("Sponsors")
    NO_SPONSORSHIP = "no-sponsorship", _("Does not sponsor")
    CITIZENSHIP = "citizenship", _("Citizens only")
    CPT = "cpt", _("Accepts CPT")
    OPT = "opt", _("Accepts OPT")


class Degree(models.TextChoices):
    ASSOCIATE = "associate", _("Associate")
    BACHELOR = "bachelor", _("Bachelor")
    MASTER = "master", _("Master")
    PHD = "phd", _("PhD")
    NOT_REQUIRED = "not-required", _("No degree needed")


class Enrolment(models.TextChoices):
    REQUIRED = "required", _("required")
    NOT_REQUIRED = "not-required", _("not required")
    NOT_STATED = "not-stated", _("not stated")


class Field(models.TextChoices):
    """Fields of study."""

    COMPUTER_SCIENCE = "computer-science", _("computer science")
    SOFTWARE_ENGINEERING = "software-engineering", _("software engineering")
    COMPUTER_ENGINEERING = "computer-engineering", _("computer engineering")
    INFORMATION_SYSTEMS = "information-systems", _("information systems")
    DATA_SCIENCE = "data-science", _("data science")
    ELECTRICAL_ENGINEERING = "electrical-engineering", _("electrical engineering")
    MATHEMATICS = "mathematics", _("mathematics")
    PHYSICS = "physics", _("physics")


class ApplyKind(models.TextChoices):
    HERE = "here", _("Here")
    OUTSIDE = "outside", _("At the employer")


class PayKind(models.TextChoices):
    PAID = "paid", _("paid")
    UNPAID = "unpaid", _("unpaid")
    NOT_STATED = "not-stated", _("not stated")


class PayPeriod(models.TextChoices):
    HOUR = "hour", _("hour")
    DAY = "day", _("day")
    WEEK = "week", _("week")
    MONTH = "month", _("month")
    YEAR = "year", _("year")


class CodeReview(models.TextChoices):
    EVERY_CHANGE = "every-change", _("every change is reviewed")
    SOME_CHANGES = "some-changes", _("some changes are reviewed")
    NONE = "none", _("changes are not reviewed")
    NOT_STATED = "not-stated", _("not stated")


class Portfolio(models.TextChoices):
    """What an intern may show to others afterwards."""

    CODE = "code", _("the code")
    DESCRIPTION = "description", _("a description, not the code")
    NOTHING = "nothing", _("nothing")
    NOT_STATED = "not-stated", _("not stated")


class Level(models.TextChoices):
    NEEDED = "needed", _("needed on day one")
    NICE = "nice", _("nice to have")
    LEARN = "learn", _("will learn here")
    MENTIONED = "mentioned", _("mentioned")


class SkillKind(models.TextChoices):
    LANGUAGE = "language", _("Languages")
    FRAMEWORK = "framework", _("Frameworks")
    DATABASE = "database", _("Databases")
    INFRASTRUCTURE = "infrastructure", pgettext_lazy("kind of skill", "Infrastructure")
    TOOL = "tool", _("Tools")
    PRACTICE = "practice", _("Practices")
    TOPIC = "topic", _("Computer science")
    COMMUNICATION = "communication", _("Communication")


class DatabaseModel(models.TextChoices):
    SQL = "sql", _("SQL")
    NOSQL = "nosql", _("NoSQL")


class ResponsibilityTag(models.TextChoices):
    API_ENDPOINTS = "api-endpoints", _("API endpoints")
    SERVER_LOGIC = "server-logic", _("server-side logic")
    DATA_MODELLING = "data-modelling", _("data modelling")
    MIGRATIONS = "migrations", _("migrations")
    QUERY_OPTIMISATION = "query-optimisation", _("query optimisation")
    MICROSERVICES = "microservices", _("microservices")
    INTEGRATION = "integration", _("integration")
    TESTING = "testing", _("testing")
    CODE_REVIEW = "code-review", _("code review")
    DOCUMENTATION = "documentation", _("documentation")
    DEPLOYMENT = "deployment", _("deployment")
    DEPENDENCY_MANAGEMENT = "dependency-management", _("dependency management")


class Season(models.TextChoices):
    WINTER = "winter", _("Winter")
    SPRING = "spring", _("Spring")
    SUMMER = "summer", _("Summer")
    FALL = "fall", _("Fall")


class PlaceKind(models.TextChoices):
    CITY = "city", _("city")
    REGION = "region", _("region")
    COUNTRY = "country", _("country")


class MembershipRole(models.TextChoices):
    OWNER = "owner", _("owner")
    RECRUITER = "recruiter", _("recruiter")
    REVIEWER = "reviewer", _("reviewer")


class CoverLetter(models.TextChoices):
    """Whether the form of a posting that takes applications here asks for one."""

    NOT_ASKED = "not-asked", _("not asked for")
    OPTIONAL = "optional", _("optional")
    REQUIRED = "required", _("required")


class Enrolled(models.TextChoices):
    """Whether a student is enrolled, as they tell it."""

    YES = "yes", _("yes")
    NO = "no", _("no")
    NOT_STATED = "not-stated", _("not stated")


class WorkPermit(models.TextChoices):
    """Whether a student may work in the country of the posting, as they tell it."""

    CITIZEN = "citizen", _("a citizen or permanent resident")
    PERMIT = "permit", _("may work without conditions")
    CPT = "cpt", _("may work by CPT")
    OPT = "opt", _("may work by OPT")
    NEEDS_SPONSORSHIP = "needs-sponsorship", _("needs sponsorship")
    NOT_STATED = "not-stated", _("not stated")


class ProficiencyLevel(models.TextChoices):
    """How well a student knows a skill, as they tell it."""

    BASICS = "basics", _("the basics")
    COMFORTABLE = "comfortable", _("comfortable")
    STRONG = "strong", _("strong")


class Turn(models.TextChoices):
    """Which way a change went, where the words before and after do not say it."""

    RAISED = "raised", _("raised")
    LOWERED = "lowered", _("lowered")
    EARLIER = "earlier", _("earlier")
    LATER = "later", _("later")
    ADDED = "added", _("added")
    REMOVED = "removed", _("removed")


class EmployerKind(models.TextChoices):
    FOR_PROFIT = "for-profit", _("a business")
    NON_PROFIT = "non-profit", _("a non-profit")
    PUBLIC = "public", _("a public body or university")
    NOT_STATED = "not-stated", _("not stated")


class EmployerSize(models.TextChoices):
    """People who work there."""

    UP_TO_10 = "1-10", _("up to 10 people")
    UP_TO_50 = "11-50", _("11 to 50 people")
    UP_TO_200 = "51-200", _("51 to 200 people")
    UP_TO_1000 = "201-1000", _("201 to 1,000 people")
    UP_TO_5000 = "1001-5000", _("1,001 to 5,000 people")
    OVER_5000 = "5001+", _("more than 5,000 people")
    NOT_STATED = "not-stated", _("not stated")


class Decision(models.TextChoices):
    """What moderation decided of a posting, or of a change to one."""

    APPROVE = "approve", _("approved")
    REQUEST_CHANGES = "request_changes", _("sent back")
    REJECT = "reject", _("rejected")
    REMOVE = "remove", _("removed")
    RECALL = "recall", _("called back to be looked at")


class ReportReason(models.TextChoices):
    SCAM = "scam", _("It looks like a scam")
    MONEY = "money", _("It asks for money or for bank details")
    NOT_INTERNSHIP = "not-internship", _("It is no internship")
    GONE = "gone", _("It is filled or no longer there")
    WRONG = "wrong", _("Something in it is not true")
    UNFAIR = "unfair", _("It shuts people out unfairly")
    OTHER = "other", _("Something else")
