"""What an employer's people find when they come to the panel: what needs them, and what does not."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from applications.models import Application
from listings.importing import merging
from listings.models import AnswerRecord, Membership, Posting
from listings.postings import drafting, editing, moderating
from panel.overview import needs, numbers
from tests.applicants import make_application, make_student
from tests.cast import Cast, make_cast
from tests.contents import everything
from tests.factories import make_posting, make_source, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(settings: Any) -> Cast:
    settings.REQUIRE_MFA = False
    return make_cast()


def seat(cast: Cast) -> Membership:
    return cast.people["recruiter"].memberships.select_related("employer").get()


def page(cast: Cast, who: str = "recruiter") -> str:
    slug = cast.other.slug if who == "rival" else cast.employer.slug
    answer = cast.client(who).get(f"/employer/{slug}/")
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def found(cast: Cast) -> list[needs.Need]:
    at = timezone.now()
    return needs.of(seat(cast), numbers.answers(seat(cast), at), at)


def heads(cast: Cast) -> list[str]:
    return [need.head for need in found(cast)]


def late(posting: Posting, days: int = 2, **fields: Any) -> Application:
    made = make_application(posting, **fields)
    due = timezone.now() - timedelta(days=days - 1)
    Application.objects.filter(pk=made.pk).update(submitted_at=due - timedelta(days=21), answer_due_at=due)
    return made


def test_an_employer_without_postings_reads_its_first_steps(cast: Cast) -> None:
    text = page(cast)
    assert "First steps" in text and "What needs you now" not in text and "<table" not in text


def test_nothing_to_do_is_said_warmly(cast: Cast) -> None:
    posting = make_posting(employer=cast.employer)
    assert "Nothing needs you now." in page(cast)
    made = make_application(posting)
    assert "The next answer is due in" in page(cast)
    Application.objects.filter(pk=made.pk).update(answered_at=timezone.now())
    assert "everybody who applied has had an answer" in page(cast)


def test_a_late_answer_is_named(cast: Cast) -> None:
    posting = make_posting("Ledger Intern", employer=cast.employer)
    one = late(posting, 3, name="Copper Heron")
    [need] = found(cast)
    assert need.node == "bad" and "late." in need.head and "Copper Heron, Ledger Intern, promised by" in need.text
    assert [b.url for b in need.buttons] == [f"/review/{cast.employer.slug}/applications/{one.pk}/"]
    late(posting)
    assert heads(cast) == ["2 answers are late."]
    assert f'href="/review/{cast.employer.slug}/?due=late"' in page(cast)


def test_answers_due_within_a_week(cast: Cast) -> None:
    postings = [make_posting(employer=cast.employer, answer_within_days=5) for _ in range(2)]
    for posting in postings:
        make_application(posting)
    [need] = found(cast)
    assert (need.head, need.text) == ("2 answers are due within a week.", "In 2 postings.")
    text = page(cast)
    assert f'<a href="/review/{cast.employer.slug}/?due=week"><b>2</b> to answer this week</a>' in text
    assert "<b>2</b> applicants in 90 days" in text and "<b>2</b> postings open" in text


def test_the_median_of_the_answers_given(cast: Cast) -> None:
    make_posting(employer=cast.employer)
    at = timezone.now()
    said = {"counted_at": at, "since": at.date(), "until": at.date(), "promised": 3, "days": 21}
    record = AnswerRecord.objects.create(employer=cast.employer, on_time=[3, 9], **said)
    assert "to an answer, median" not in page(cast)
    record.late = [30]
    record.save()
    assert "<b>9 days</b> to an answer, median" in page(cast)


def test_what_moderation_sent_back_with_its_first_line(cast: Cast) -> None:
    posting = make_posting("Data Intern", employer=cast.employer, status="in_moderation")
    moderating.send_back(posting, "The pay looks <monthly>.\nSecond line.", by=cast.people["moderator"])
    [need] = found(cast)
    assert (need.head, need.text) == ("“Data Intern” was sent back by moderation:", "The pay looks <monthly>.")
    assert f'href="/employer/{cast.employer.slug}/postings/{posting.pk}/">Correct it' in page(cast)
    assert "&lt;monthly&gt;" in page(cast) and "Second line" not in page(cast)


def test_a_change_waits_and_comes_back(cast: Cast) -> None:
    posting, by = make_posting("Ledger Intern", employer=cast.employer), cast.people["recruiter"]
    editing._hold_back(posting, everything(), by)
    assert heads(cast) == ["A change of “Ledger Intern” waits to be checked."]
    moderating.refuse_change(posting, "Why less pay?", by=cast.people["moderator"])
    assert heads(cast) == ["The change of “Ledger Intern” was sent back by moderation:"]
    with time_machine.travel(timezone.now() + timedelta(minutes=1)):  # it is being written on
        drafting.save(posting, {"title": ["x"]}, version=posting.draft.version, by=by)
        assert heads(cast) == []


def test_what_closes_this_week_with_unread(cast: Cast) -> None:
    closes = timezone.now() + timedelta(days=4)
    posting = make_posting("Storage Intern", employer=cast.employer, closes_at=closes, closes_on=closes.date())
    assert heads(cast) == []
    one, _two = make_application(posting), make_application(posting)
    Application.objects.filter(pk=one.pk).update(opened_at=timezone.now())
    [need] = [need for need in found(cast) if "closes" in need.head]
    assert need.head == f"“Storage Intern” closes on {closes:%A}" and "with 1 of 2" in need.text
    assert [button.label for button in need.buttons] == ["Extend", "Read them"]


def test_what_nobody_has_said_is_still_open(cast: Cast) -> None:
    at, client = timezone.now(), cast.client("recruiter")
    soon = at + timedelta(days=10)
    posting = make_posting("Risk Intern", employer=cast.employer, expires_at=soon)
    make_posting("Ends before", employer=cast.employer, expires_at=soon, closes_at=at + timedelta(days=9),
                 closes_on=(at + timedelta(days=9)).date())  # fmt: skip
    make_posting("Far", employer=cast.employer, expires_at=at + timedelta(days=60))
    make_posting("Read elsewhere", employer=cast.employer, source=make_source(), expires_at=soon)
    assert heads(cast) == ["Is “Risk Intern” still open?"]
    confirm = f"/employer/{cast.employer.slug}/postings/{posting.pk}/confirm/"
    assert f'form="act" formaction="{confirm}">Yes' in page(cast)
    done = client.post(confirm, {"from": "overview"}, follow=True)
    assert done.redirect_chain == [(f"/employer/{cast.employer.slug}/", 303)]
    assert "Thank you." in done.content.decode() and heads(cast) == []
    Posting.objects.filter(pk=posting.pk).update(status="paused", paused_at=at, paused_reason="unconfirmed")
    [need] = found(cast)
    assert need.head == "“Risk Intern” is paused:" and need.buttons[0].url.endswith("/resume/")


def test_who_is_not_verified_reads_what_waits_for_it(cast: Cast) -> None:
    User.objects.filter(pk=cast.people["recruiter"].pk).update(email="somebody@gmail.com")
    make_posting(employer=cast.employer, status="in_moderation")
    assert heads(cast) == ["A moderator finds out who you are."]
    cast.employer.verified_at = timezone.now()
    cast.employer.save()
    assert heads(cast) == []


def test_many_of_one_kind_are_counted(cast: Cast) -> None:
    for number in range(9):
        make_posting(f"Intern {number}", employer=cast.employer, status="changes_requested")
    assert len(heads(cast)) == 6 and heads(cast)[-1] == "4 more postings like this"
    assert "“Intern 3” was sent back by moderation." in page(cast)


def test_ten_postings_and_the_way_to_the_others(cast: Cast) -> None:
    for number in range(12):
        make_posting(f"Intern {number}", employer=cast.employer, indexed=False)
    text = page(cast)
    assert text.count('<th role="rowheader"') == 10 and "2 more postings</a>" in text
    assert 'name="ids"' not in text and 'name="from" value="overview"' in text


def test_a_rival_reads_nothing_of_it(cast: Cast) -> None:
    posting = make_posting("zqsecret Intern", employer=cast.employer)
    late(posting, name="zqname")
    make_posting("Own Intern", employer=cast.other)
    text = page(cast, "rival")
    assert "zq" not in text and "Nothing needs you now." in text and "applicants" not in text


def grow(cast: Cast, number: int) -> None:
    """More of everything that the overview speaks of."""
    student = make_student(make_user())
    for n in range(number):
        closes = timezone.now() + timedelta(days=3)
        posting = make_posting(f"Intern {n}", employer=cast.employer, closes_at=closes, closes_on=closes.date())
        make_application(posting, student)
        late(posting)
        late(posting)
        make_posting(f"Back {n}", employer=cast.employer, status="changes_requested")
        make_posting(f"Old {n}", employer=cast.employer, expires_at=timezone.now() + timedelta(days=3))
        waits = make_posting(f"Waits {n}", employer=cast.employer)
        editing._hold_back(waits, everything(), cast.people["recruiter"])


def test_the_same_for_one_posting_and_for_three(cast: Cast) -> None:
    client = cast.client("recruiter")

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/employer/{cast.employer.slug}/")
        return len(queries)

    grow(cast, 1)
    asked()
    one = asked()
    grow(cast, 2)
    assert asked() == one <= 18


def test_a_role_that_stands_here_twice_is_said_with_the_way_to_its_page(cast: Cast) -> None:
    own = make_posting("Ledger Intern", employer=cast.employer)
    read = make_posting("Ledger Intern", employer=cast.employer, source=make_source("a-list"), apply_kind="outside",
                        apply_url="https://jobs.acme.example/1")  # fmt: skip
    [need] = [need for need in found(cast) if "twice" in need.head]
    assert need.head == "1 role seems to stand here twice:"
    assert f'href="/employer/{cast.employer.slug}/twins/"' in page(cast)
    merging.refuse(seat(cast), read.pk, own.pk)
    assert not any("twice" in head for head in heads(cast))


def test_first_steps_after_a_claim_begin_with_what_was_read_and_do_not_call_it_secret(cast: Cast) -> None:
    make_posting("Ledger Intern", employer=cast.employer, source=make_source("a-list"), apply_kind="outside",
                 apply_url="https://jobs.acme.example/1")  # fmt: skip
    text = page(cast)
    assert "1 posting from a public list is yours now." in text and "Nothing is public before." not in text
