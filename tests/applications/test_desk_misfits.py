"""What a list says of rules: told and not met, not told, and for the employer to judge are three things."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from applications.desk.misfits import Misfits
from listings.postings import matching
from tests.applications.desk import Desk, apply

RULES = {
    "enrolment": "required", "degrees": ["bachelor"], "fields": ["computer-science"],
    "grad_from": date(2027, 12, 1), "grad_to": date(2028, 6, 1), "visa": ["no-sponsorship"],
}  # fmt: skip
FITS: dict[str, Any] = {
    "enrolled": "yes", "degree": "bachelor", "field": "computer-science", "graduates_on": date(2028, 5, 1),
    "work_permit": "citizen",
}  # fmt: skip
SAID = [
    ({}, Misfits()),
    ({"graduates_on": date(2028, 7, 1)}, Misfits(failed=("graduates too late",))),
    ({"graduates_on": date(2027, 11, 1)}, Misfits(failed=("graduates too early",))),
    ({"work_permit": "needs-sponsorship"}, Misfits(failed=("needs a sponsor",))),
    ({"work_permit": "not-stated"}, Misfits(untold="not told: work permit")),
    ({"graduates_on": None, "degree": "not-stated"}, Misfits(untold="not told: degree, graduation")),
    ({"enrolled": "no", "degree": "master", "field": "physics"},
     Misfits(failed=("not enrolled", "another degree", "another field"))),
    ({"enrolled": "not-stated", "field": "not-stated"}, Misfits(untold="not told: enrolment, field")),
]  # fmt: skip


@pytest.fixture
def client(desk: Desk) -> Client:
    for name, value in RULES.items():
        setattr(desk.posting, name, value)
    desk.posting.save()
    return desk.client("recruiter")


@pytest.mark.parametrize(("told", "said"), SAID)
def test_each_rule_in_few_words(client: Client, desk: Desk, told: dict[str, Any], said: Misfits) -> None:
    one = apply(desk.posting, "Ann", skills={"go": "basics"}, facts={**FITS, **told})
    page = client.get(desk.url())
    (row,) = page.context["rows"]
    assert (row.meets, row.misfits) == ("1 of 2", said)
    for words in (*said.failed, said.untold):
        assert words in page.text
    assert page.text.count('aria-label="Not met:"') == len(said.failed)
    # The same as one application says, and no count of its own.
    fit = matching.fit(one.facts(), matching.Requirements.of(desk.posting))
    assert len(fit.fails) == len(said.failed)


def test_what_the_employer_must_judge(client: Client, desk: Desk) -> None:
    desk.posting.related_fields, desk.posting.visa = True, ["cpt"]
    desk.posting.save()
    apply(desk.posting, "Ann", facts={**FITS, "field": "physics", "work_permit": "opt"})
    (row,) = client.get(desk.url()).context["rows"]
    assert row.misfits == Misfits(unsure=("field perhaps unrelated", "work permit unclear"))


def test_citizens_only_and_no_rules_at_all(client: Client, desk: Desk) -> None:
    desk.posting.visa = ["citizenship"]
    desk.posting.save()
    apply(desk.posting, "Ann", facts={**FITS, "work_permit": "permit"})
    apply(desk.other, "Ben")
    said = {row.name: row.misfits for row in client.get(desk.url()).context["rows"]}
    assert said == {"Ann": Misfits(failed=("not a citizen",)), "Ben": Misfits()}


def test_a_card_says_what_is_not_met(client: Client, desk: Desk) -> None:
    apply(desk.posting, "Ann", facts={**FITS, "graduates_on": date(2029, 1, 1), "work_permit": "not-stated"})
    page = client.get(desk.url(f"board/{desk.posting.pk}/")).text
    assert "graduates too late" in page
    assert "not told" not in page
