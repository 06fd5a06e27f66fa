"""Why a moderator should look twice: nine rules, each of them visible. They sort the queue and decide nothing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import User
from listings.models import Membership, Posting, PostingDraft, PostingReport
from listings.models.choices import MembershipRole
from listings.postings import domains, money, pay, twins
from listings.postings.content import Content
from listings.postings.linting import prose, said_contact

NEW = timedelta(days=30)
TIMES_THE_USUAL = 2
FEWEST = 5  # open postings of a role and currency before there is a usual pay
NEARLY_EQUAL = 0.6
RULES = {
    "webmail": gettext_lazy("Free mail address"),
    "new-employer": gettext_lazy("Employer known for less than 30 days"),
    "contact": gettext_lazy("Contact outside the board"),
    "pay": gettext_lazy("Pay above twice the usual"),
    "money": gettext_lazy("Talk of fees, cheques, gift cards or crypto"),
    "twin": gettext_lazy("Text nearly equal to another employer’s"),
    "short-link": gettext_lazy("Shortened links"),
    "site": gettext_lazy("The employer’s site is missing or unlike the address"),
    "reported": gettext_lazy("Reported before"),
}
MEDIANS = """
SELECT role, pay_currency, percentile_cont(0.5) WITHIN GROUP (ORDER BY COALESCE(hourly_max, hourly_min)), count(*)
FROM ({open}) AS open GROUP BY role, pay_currency
"""


@dataclass(frozen=True)
class Reason:
    """`evidence` says what was found, or how it was found not to be so; `link` is the posting it resembles."""

    code: str
    applies: bool
    evidence: str
    posting: int | None = None

    @property
    def label(self) -> str:
        return str(RULES[self.code])


@dataclass(frozen=True)
class Case:
    """What is weighed: a posting, what it says now or would say, and who sent it."""

    posting: Posting
    content: Content
    sender: User | None = None


@dataclass(frozen=True)
class Known:
    """What the rules are held against, for all cases at once."""

    at: datetime
    addresses: Mapping[int, str] = field(default_factory=dict)  # by employer: of its first owner
    usual: Mapping[tuple[str, str], float] = field(default_factory=dict)  # by role and currency: minor units an hour
    alike: Mapping[int, twins.Twin] = field(default_factory=dict)
    reports: Mapping[int, tuple[int, int]] = field(default_factory=dict)  # by employer: that wait, that were upheld


def of(posting: Posting, *, content: Content | None = None, sender: User | None = None) -> list[Reason]:
    """All nine, of what the posting says or of CONTENT."""
    case = Case(posting, content or Content.of(posting), sender or posting.submitted_by)
    return of_all([case])[0]


def of_all(cases: Sequence[Case]) -> list[list[Reason]]:
    """Four statements, however many there are."""
    known = _known(cases)
    return [weigh(case, known) for case in cases]


def count(reasons: Iterable[Reason]) -> int:
    return sum(reason.applies for reason in reasons)


def weigh(case: Case, known: Known) -> list[Reason]:
    """Pure."""
    address = case.sender.email if case.sender else known.addresses.get(case.posting.employer_id, "")
    text = text_of(case.content)
    return [
        _webmail(case, address),
        _new_employer(case, known.at),
        _contact(text),
        _pay(case, known.usual),
        _money(text),
        _twin(case, known.alike),
        _short_link(case, text),
        _site(case, address),
        _reported(case, known.reports),
    ]


def text_of(content: Content) -> str:
    """Everything that an employer writes freely, as plain words."""
    return "\n".join((*prose.readings(content).values(), *(need.note for need in content.needs if need.note)))


# --- the rules ---------------------------------------------------------------------------------------------------


def _webmail(case: Case, address: str) -> Reason:
    said = {"domain": domains.domain_of(address), "host": domains.host_of(case.posting.employer.website)}
    if not address:
        return Reason("webmail", False, _("nobody of theirs has an account"))
    if not domains.is_webmail(address):
        return Reason("webmail", False, said["domain"])
    named = _("%(domain)s; the site named is %(host)s") if said["host"] else _("%(domain)s, and no site is named")
    return Reason("webmail", True, named % said)


def _new_employer(case: Case, at: datetime) -> Reason:
    since = case.posting.employer.created_at
    said = _("first seen on %(day)s") % {"day": date_format(since, "j F Y")}
    return Reason("new-employer", at - since < NEW, said)


def _contact(text: str) -> Reason:
    for sentence in prose.sentences(text):
        if not said_contact.warns(sentence.words) and (found := said_contact.contact(sentence.words)):
            return Reason("contact", True, _quoted(text, sentence, *found[1].span()))
    return Reason("contact", False, _("nothing found"))


def _money(text: str) -> Reason:
    for sentence in prose.sentences(text):
        if said_contact.warns(sentence.words):
            continue
        for kind, start, end in said_contact.read(sentence.words):
            if kind in ("payment", "crypto"):
                return Reason("money", True, _quoted(text, sentence, start, end))
    return Reason("money", False, _("nothing found"))


def _pay(case: Case, usual: Mapping[tuple[str, str], float]) -> Reason:
    content = case.content
    stated = content.pay_max if content.pay_max is not None else content.pay_min
    mine = pay.hourly(stated, content.pay_period, content.hours_a_week)
    if mine is None:
        return Reason("pay", False, _("no pay is stated"))
    spoken = {"amount": money.amount(mine, content.pay_currency)}
    median = usual.get((content.role, content.pay_currency))
    if median is None:
        return Reason("pay", False, _("%(amount)s an hour; too few others to compare") % spoken)
    spoken["usual"] = money.amount(round(median), content.pay_currency)
    said = _("%(amount)s an hour; the usual for this role is %(usual)s") % spoken
    return Reason("pay", mine > TIMES_THE_USUAL * median, said)


def _twin(case: Case, found: Mapping[int, twins.Twin]) -> Reason:
    twin = found.get(case.posting.pk)
    if twin is None:
        return Reason("twin", False, _("none resembles it"))
    said = _("nearest: %(figure)s with posting %(id)s") % {"figure": f"{twin.likeness:.2f}", "id": twin.posting}
    return Reason("twin", twin.likeness >= NEARLY_EQUAL, said, twin.posting)


def _short_link(case: Case, text: str) -> Reason:
    everywhere = "\n".join((text, case.content.apply_url, case.posting.employer.website))
    found = said_contact.SHORT_LINK.search(everywhere.lower())
    return Reason("short-link", found is not None, found[0] if found else _("none found"))


def _site(case: Case, address: str) -> Reason:
    website = case.posting.employer.website
    said = {"host": domains.host_of(website), "domain": domains.domain_of(address)}
    if not said["host"]:
        return Reason("site", True, _("no site is named"))
    if not address or domains.is_webmail(address):  # the first rule says it
        return Reason("site", False, said["host"])
    if domains.domain_matches(address, website):
        return Reason("site", False, _("%(host)s, and they write from %(domain)s") % said)
    return Reason("site", True, _("%(host)s, but they write from %(domain)s") % said)


def _reported(case: Case, reports: Mapping[int, tuple[int, int]]) -> Reason:
    waiting, upheld = reports.get(case.posting.employer_id, (0, 0))
    if not waiting and not upheld:
        return Reason("reported", False, _("never"))
    told = []
    if waiting:
        told.append(ngettext("%(n)s report waits", "%(n)s reports wait", waiting) % {"n": waiting})
    if upheld:
        told.append(ngettext("%(n)s was right", "%(n)s were right", upheld) % {"n": upheld})
    return Reason("reported", True, ", ".join(told))


def _quoted(text: str, sentence: prose.Sentence, start: int, end: int) -> str:
    said = text[sentence.start + start : sentence.start + end]
    return _("“%(words)s” in the text") % {"words": " ".join(said.split())[:120]}


# --- what they are held against ------------------------------------------------------------------------------------


def cases_of(drafts: Iterable[PostingDraft]) -> list[Case]:
    return [Case(d.posting, Content.from_data(d.content or {}), d.submitted_by) for d in drafts]


def _known(cases: Sequence[Case]) -> Known:
    employers = {case.posting.employer_id for case in cases}
    at = timezone.now()
    return Known(
        at,
        _addresses({case.posting.employer_id for case in cases if case.sender is None}),
        _usual({(case.content.role, case.content.pay_currency) for case in cases if case.content.pay_currency}, at),
        twins.nearest([(case.posting, case.content.body) for case in cases]),
        _reports(employers),
    )


def _addresses(employers: set[int]) -> dict[int, str]:
    owners = Membership.objects.filter(employer__in=employers, role=MembershipRole.OWNER).order_by("-pk")
    return dict(owners.values_list("employer_id", "user__email")) if employers else {}


def _usual(wanted: set[tuple[str, str]], at: datetime) -> dict[tuple[str, str], float]:
    if not wanted:
        return {}
    paid = Posting.objects.open(at).exclude(hourly_max=None, hourly_min=None)
    paid = paid.filter(role__in={role for role, _currency in wanted}, pay_currency__in={c for _role, c in wanted})
    columns = paid.values("role", "pay_currency", "hourly_max", "hourly_min").order_by()
    sql, params = columns.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(MEDIANS.format(open=sql), params)
        return {(role, currency): float(median) for role, currency, median, n in cursor.fetchall() if n >= FEWEST}


def _reports(employers: set[int]) -> dict[int, tuple[int, int]]:
    of_theirs = PostingReport.objects.filter(posting__employer__in=employers).order_by()
    counts = of_theirs.values_list("posting__employer").annotate(
        waiting=Count("pk", filter=Q(settled_at=None)), upheld=Count("pk", filter=Q(upheld=True))
    )
    return {employer: (waiting, upheld) for employer, waiting, upheld in counts}
