"""Every facet of a posting goes from the factory to its page and to `.json`."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.serializers.json import DjangoJSONEncoder
from django.test import Client
from django.utils import timezone

from listings.models import Posting, PostingRevision
from tests.factories import make_complete_posting, make_place, make_posting, make_source

pytestmark = pytest.mark.django_db

PAID = {"pay_kind": "paid", "pay_currency": "USD", "pay_period": "hour"}
SOON = (timezone.now() + timedelta(days=400)).replace(hour=12)

# Arguments of make_posting, and what the page says of them (HTML).
FACETS: list[tuple[str, dict[str, Any], str]] = [
    ("title", {"title": "Ledger Intern & more"}, '<h1 class="posting-title">Ledger Intern &amp; more</h1>'),
    ("summary", {"summary": "Two lines must agree."}, "<p>Two lines must agree.</p>"),
    ("body", {"body": "We *keep* it."}, "<p>We <em>keep</em> it.</p>"),
    ("role", {"role": "machine-learning"}, "<dt>Role</dt><dd>Machine learning"),
    ("role inferred", {"role": "data", "role_evidence": "title: data"}, "Role: Data, as we read the title (“data”)."),
    ("needed", {"skills": {"sql": "needed"}}, '<h3>Needed on day one</h3><ul><li><a class="plain" href="/skills/sql/">SQL'),
    ("nice", {"skills": {"redis": "nice"}}, '<h3>Nice to have</h3><ul><li><a class="plain" href="/skills/redis/">Redis'),
    ("learn", {"skills": {"kafka": "learn"}}, '<h3>You will learn here</h3><ul><li><a class="plain" href="/skills/kafka/">Kafka'),
    ("mentioned", {"skills": {"go": "mentioned"}}, '<a class="pill" href="/skills/go/">Go</a>'),
    ("any of", {"any_of": ("python", "java", "ruby", "go")}, "<small>any one of these</small><ul><li>"),
    ("responsibility", {"responsibilities": {"migrations": "Move a table."}}, "<li>Move a table.</li>"),
    ("responsibility tag", {"responsibilities": {"api-endpoints": "x"}}, "Kinds of work: API endpoints"),
    ("place", {"places": ("new-york",)}, "<dt>Place</dt><dd>New York, NY</dd>"),
    ("place unresolved", {"raw_places": ("Base Camp",)}, "Base Camp: as it was written"),
    ("on site", {"workplace": "on-site"}, "<dt>Where you work</dt><dd>On site</dd>"),
    ("days on site", {"workplace": "hybrid", "days_on_site": 3}, "Hybrid, 3 days a week on site"),
    ("remote", {"workplace": "remote", "remote_countries": ["canada"]}, "Remote, from Canada"),
    ("term", {"terms": ("summer-2027", "fall-2027")}, "<dt>Term</dt><dd>Summer 2027 or Fall 2027</dd>"),
    ("term, no year", {"terms": ("summer",)}, "Summer, no year stated"),
    ("weeks", {"weeks": 12}, "<dt>Term</dt><dd>12 weeks</dd>"),
    ("start", {"starts_on": date(2027, 6, 1)}, "<dt>Term</dt><dd>From 1 June 2027</dd>"),
    ("start and weeks", {"starts_on": date(2027, 6, 1), "weeks": 1}, "1 week from 1 June 2027"),
    ("hours", {"hours_a_week": Decimal("37.5")}, "37.5 hours a week"),
    ("openings", {"openings": 3}, "<dt>Openings</dt><dd>3</dd>"),
    ("visa sponsored", {"visa": ["sponsors"]}, "<dt>Visa</dt><dd>Sponsors a visa.</dd>"),
    ("visa not sponsored", {"visa": ["no-sponsorship"]}, "Does not sponsor a visa."),
    ("citizens", {"visa": ["citizenship"]}, "<dt>Work permit</dt><dd>Citizens only.</dd>"),
    ("permits", {"visa": ["opt", "cpt"]}, "Accepts CPT and OPT."),
    ("pay", PAID | {"pay_min": 4200, "pay_max": 4600}, "<dt>Pay</dt><dd><strong>$42–46 an hour</strong>"),
    ("pay monthly", PAID | {"pay_min": 185000, "pay_currency": "EUR", "pay_period": "month"}, "€1,850 or more a month"),
    ("pay note", {"pay_kind": "paid", "pay_note": "and a bus pass"}, "how much is not stated</strong><br>and a bus pass"),
    ("unpaid", {"pay_kind": "unpaid"}, "<strong>Unpaid</strong>"),
    ("enrolment", {"enrolment": "required"}, "<dt>Enrolment</dt><dd>Required</dd>"),
    ("no enrolment", {"enrolment": "not-required"}, "<dt>Enrolment</dt><dd>Not required</dd>"),
    ("degree", {"degrees": ["master", "bachelor"]}, "<dt>Degree</dt><dd>Bachelor or Master</dd>"),
    ("no degree", {"degrees": ["not-required"]}, "<dd>No degree needed</dd>"),
    ("field", {"fields": ["mathematics"]}, "<dt>Field of study</dt><dd>Mathematics</dd>"),
    ("related", {"fields": ["physics"], "related_fields": True}, "Physics, and related fields"),
    ("graduates from", {"grad_from": date(2027, 12, 1)}, "<dd>December 2027 or later</dd>"),
    ("graduates to", {"grad_to": date(2028, 6, 1)}, "<dd>June 2028 or earlier</dd>"),
    ("graduates", {"grad_from": date(2027, 12, 1), "grad_to": date(2028, 6, 1)}, "<dd>December 2027 to June 2028</dd>"),
    ("mentor", {"mentor_name": "Amara Osei", "mentor_title": "staff engineer"}, "<strong>Amara Osei</strong>, staff engineer."),
    ("mentor unnamed", {"mentor_title": "principal engineer"}, "Mentor: principal engineer."),
    ("one-to-ones", {"one_to_ones": 2}, "2 one-to-ones a week."),
    ("interns a mentor", {"interns_per_mentor": 2}, "A mentor has at most 2 interns."),
    ("code review", {"code_review": "every-change"}, "Every change is reviewed."),
    ("outcomes", {"outcomes": "One service.\n\nA talk."}, "<p>One service.</p><p>A talk.</p>"),
    ("portfolio", {"portfolio": "description"}, "the code stays private."),
    ("closes", {"closes_on": SOON.date(), "closes_at": SOON, "time_zone": "Europe/Berlin"}, "end of day in Berlin"),
    ("opens", {"opens_at": datetime(2090, 3, 1, 14, tzinfo=UTC), "time_zone": "America/New_York"},
     "<dt>Applications</dt><dd>from 1 March 2090, 09:00, New York time</dd>"),
    ("answer", {"answer_within_days": 14}, "They answer within 14 days"),
    ("apply outside", {"apply_kind": "outside", "apply_url": "https://x.example/1"}, "Leads to <strong>x.example</strong>"),
]  # fmt: skip


def article(client: Client, posting: Posting) -> str:
    """The posting's own part of its page, without the similar ones."""
    text = client.get(posting.get_absolute_url()).content.decode().replace("\n", "")
    return text[text.index("<article") : text.index("</article>")]


# How `.json` says what it does not say under the name of the field; the text itself stands on the page alone.
IN_JSON: dict[str, Callable[[dict[str, Any], Any], bool]] = {
    "skills": lambda one, given: {s["slug"]: s["level"] for s in one["skills"]} == given,
    "any_of": lambda one, given: len({s["group"] for s in one["skills"] if s["slug"] in given}) == 1,
    "responsibilities": lambda one, given: {r["tag"]: r["text"] for r in one["facts"]["responsibilities"]} == given,
    "places": lambda one, given: one["places"] == ["New York, NY"],
    "raw_places": lambda one, given: one["places"] == list(given),
    "terms": lambda one, given: one["terms"] == list(given),
    "pay_min": lambda one, given: one["pay"]["min"] == f"{given / 100:.2f}",
    "pay_max": lambda one, given: one["pay"]["max"] == f"{given / 100:.2f}",
    "pay_currency": lambda one, given: one["pay"] is None or one["pay"]["currency"] == given,
    "pay_period": lambda one, given: one["pay"] is None or one["pay"]["period"] == given,
    "apply_kind": lambda one, given: one["apply"] == given,
    "apply_url": lambda one, given: given not in str(one),  # the way out leads through our own address
    "closes_at": lambda one, given: datetime.fromisoformat(one["closes_at"]) == given,
    "role_evidence": lambda one, given: True,
    "body": lambda one, given: True,
}


def says(one: dict[str, Any], name: str, given: Any) -> bool:
    if name in IN_JSON:
        return IN_JSON[name](one, given)
    said = one[name] if name in one else one["facts"][name]
    return bool(said == json.loads(json.dumps(given, cls=DjangoJSONEncoder)))


@pytest.mark.parametrize(("facet", "fields", "said"), FACETS, ids=[facet for facet, *_rest in FACETS])
def test_each_facet_stands_on_the_page_and_in_json(
    client: Client, facet: str, fields: dict[str, Any], said: str
) -> None:
    for slug in fields.get("remote_countries", ()):
        make_place(slug)
    posting, bare = make_posting(**fields), make_posting("Intern", role="not-stated")
    assert said in article(client, posting)
    assert said not in article(client, bare)
    results = {one["id"]: one for one in client.get("/internships.json?role=all").json()["results"]}
    for name, given in fields.items():
        assert says(results[posting.pk], name, given), name


def test_source_employer_and_changes_stand_on_the_page(client: Client) -> None:
    read = datetime(2026, 1, 10, 6, tzinfo=UTC)
    source = make_source(title="Summer list", homepage="https://list.example/", read_at=read)
    posting = make_posting(source=source)
    PostingRevision.objects.create(posting=posting, at=read, facet="openings", before="2", after="3")
    text = client.get(posting.get_absolute_url()).content.decode()
    assert '<a href="https://list.example/" rel="nofollow noopener">Summer list</a>' in text
    assert "10 January 2026, 06:00 UTC" in text
    assert "Openings changed from <del>2</del> to <ins>3</ins>" in text
    assert posting.employer.name in text


def test_a_complete_posting_leaves_nothing_unstated(client: Client) -> None:
    assert "not stated" not in article(client, make_complete_posting()).lower()
