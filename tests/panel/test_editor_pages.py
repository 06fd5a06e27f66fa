"""The editor as a recruiter uses it, without JavaScript."""

import re
from typing import Any

import pytest
from django.utils import timezone

from listings.models import AnswerRecord, Posting, PostingDraft
from listings.postings import writing
from listings.postings.content import Content
from panel.editor.standing import typed_of
from tests.cast import WHO, Cast, make_cast
from tests.contents import ALL_READ, everything
from tests.factories import make_member, make_posting

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(settings: Any) -> Cast:
    settings.REQUIRE_MFA = False
    return make_cast()


@pytest.fixture
def draft(cast: Cast) -> Posting:
    cast.client("recruiter").post(f"/employer/{cast.employer.slug}/postings/new/")
    return Posting.objects.get()


def address(posting: Posting) -> str:
    return f"/employer/{posting.employer.slug}/postings/{posting.pk}/"


SAVE = {"version": "0", "action": "save", "remarks_read": ALL_READ}


def post(cast: Cast, posting: Posting, content: Content | None = None, **said: Any) -> Any:
    typed = typed_of(content).as_data() if content else {}
    return cast.client("recruiter").post(address(posting), {**typed, **SAVE, **said})


def kept(posting: Posting) -> dict[str, list[str]]:
    return PostingDraft.objects.get(posting=posting).data


def public(cast: Cast, **changes: Any) -> tuple[Posting, Content]:
    posting, content = make_posting(employer=cast.employer, source=None), everything(**changes)
    writing.write(posting, content)
    posting.refresh_from_db()
    return posting, content


@pytest.mark.parametrize("who", WHO)
def test_who_may_start_and_write(cast: Cast, draft: Posting, who: str) -> None:
    client, expected = cast.client(who), {"visitor": 302, "recruiter": 200, "reviewer": 403}.get(who, 404)
    assert client.get(address(draft)).status_code == expected
    started = client.post(f"/employer/{cast.employer.slug}/postings/new/")
    assert started.status_code == (302 if who == "recruiter" else expected)
    assert Posting.objects.count() == (2 if who == "recruiter" else 1)


def test_what_was_typed_is_kept_right_or_wrong(cast: Cast, draft: Posting) -> None:
    assert post(cast, draft, title="Intern", openings="many").status_code == 302
    page = cast.client("recruiter").get(address(draft)).content.decode()
    assert 'value="many"' in page and 'href="#id_openings"' in page
    assert (
        f'href="{address(draft)}"'
        in cast.client("recruiter").get(f"/employer/{cast.employer.slug}/postings/").content.decode()
    )


def test_the_second_of_two_is_told_and_loses_nothing(cast: Cast, draft: Posting) -> None:
    post(cast, draft, title="Mine")
    other = make_member(cast.employer, "owner", email="other@example.org", name="Olga Owner")
    PostingDraft.objects.update(by=other, version=5, data={"title": ["Theirs"]})
    late = post(cast, draft, title="Mine again", version="1")
    page = late.content.decode()
    assert late.status_code == 409 and kept(draft) == {"title": ["Theirs"]}
    assert "Olga" in page and "Theirs" in page and 'value="Mine again"' in page and 'name="version" value="5"' in page
    assert post(cast, draft, title="Mine again", version="5").status_code == 302
    assert kept(draft)["title"] == ["Mine again"]


def test_the_stack_and_the_tasks(cast: Cast, draft: Posting) -> None:
    everything()
    post(cast, draft, action="add-skill", add_skill="Go, Flurbl")
    assert kept(draft)["skill"] == ["go"]
    page = cast.client("recruiter").get(address(draft)).content.decode()
    assert 'value="drop:go"' in page
    post(cast, draft, action="add-any", add_skill="Go, Java", skill=["go"], version="1")
    data = kept(draft)
    assert data["group-java"] == ["go"]
    post(cast, draft, **{**data, "action": "part:go", "version": "2"})
    assert kept(draft)["group-java"] == ["java"]
    post(cast, draft, **{**kept(draft), "action": "drop:java", "version": "3"})
    assert kept(draft)["skill"] == ["go"]
    post(cast, draft, work_tag=[""], work_text=["Ask why"], action="add-work", version="4")
    assert kept(draft)["work_text"] == ["Ask why", ""]


def test_a_skill_that_is_none_is_said(cast: Cast, draft: Posting) -> None:
    client = cast.client("recruiter")
    said = client.post(address(draft), {"action": "add-skill", "add_skill": "Flurbl", "version": "0"}, follow=True)
    assert "Flurbl" in said.content.decode()


def test_what_the_text_says_is_proposed_accepted_and_left(cast: Cast, draft: Posting) -> None:
    everything()
    said = {"title": "Back-end intern", "body": "This internship is fully remote. You must know Java."}
    post(cast, draft, **said)
    page = cast.client("recruiter").get(address(draft)).content.decode()
    assert 'value="take:role"' in page and 'value="leave:skill:java"' in page
    post(cast, draft, **said, action="take:role", version="1")
    assert kept(draft)["role"] == ["back-end"]
    post(cast, draft, **{**kept(draft), "action": "take:java:learn", "version": "2"})
    assert (kept(draft)["skill"], kept(draft)["level-java"]) == (["java"], ["learn"])
    post(cast, draft, **{**kept(draft), "action": "leave:workplace", "version": "3"})
    assert 'value="take:workplace"' not in cast.client("recruiter").get(address(draft)).content.decode()


def test_what_is_missing_is_asked_for_and_nothing_is_sent(cast: Cast, draft: Posting) -> None:
    refused = post(cast, draft, title="Intern", action="send")
    page = refused.content.decode()
    assert refused.status_code == 422 and 'href="#id_body"' in page and 'id="id_body_error"' in page
    draft.refresh_from_db()
    assert draft.status == "draft" and kept(draft)["title"] == ["Intern"]


def test_what_must_be_settled_stops_it(cast: Cast, draft: Posting) -> None:
    asks = everything(body="Send a refundable deposit of $50 for your training kit. " * 3)
    refused = post(cast, draft, asks, action="send")
    assert refused.status_code == 422 and "<mark>" in refused.content.decode()
    draft.refresh_from_db()
    assert draft.status == "draft"


def fair(**changes: Any) -> Content:
    return everything(**{"pay_min": 4200, "pay_max": 4600, **changes})


def test_it_is_sent_and_then_rests_with_moderation(cast: Cast, draft: Posting) -> None:
    assert post(cast, draft, fair(), action="send").status_code == 302
    draft.refresh_from_db()
    assert (draft.status, draft.title) == ("in_moderation", "Back-end Intern, Ledger")
    assert not PostingDraft.objects.exists()
    refused = post(cast, draft, title="Other")
    assert refused.status_code == 409 and "with moderation" in refused.content.decode()


def test_a_change_for_the_worse_waits_and_is_taken_back(cast: Cast) -> None:
    posting, content = public(cast)
    assert post(cast, posting, fair(pay_min=2000, pay_max=2000), action="send").status_code == 302
    assert PostingDraft.objects.get().submitted_at
    assert post(cast, posting, content, title="Other").status_code == 409
    page = cast.client("recruiter").get(address(posting)).content.decode()
    assert 'value="take-back"' in page
    post(cast, posting, action="take-back")
    assert PostingDraft.objects.get().submitted_at is None and kept(posting)["pay_min"] == ["20"]
    post(cast, posting, action="discard")
    assert not PostingDraft.objects.exists()


def test_what_leaves_nothing_to_choose_is_accepted_at_once(cast: Cast, draft: Posting) -> None:
    body = "This internship is fully remote. We pay $40 an hour. You must know Java. We also use Kafka."
    said = {"title": "Back-end intern", "body": body}
    post(cast, draft, **said)
    page = cast.client("recruiter").get(address(draft)).content.decode()
    keys = re.findall(r'name="clear" value="([^"]+)"', page)
    assert {"role", "workplace", "pay", "java:needed"} <= set(keys) and not [key for key in keys if "kafka" in key]
    post(cast, draft, **said, clear=[*keys, "visa", "cobol:needed", "\0", ""], action="take-all", version="1")
    now = kept(draft)
    assert (now["role"], now["workplace"], now["pay_min"], now["level-java"]) == (
        ["back-end"],
        ["remote"],
        ["40"],
        ["needed"],
    )
    assert "clear" not in now and "visa" not in now
    assert 'value="take:kafka:needed"' in cast.client("recruiter").get(address(draft)).content.decode()


def test_a_small_change_is_public_at_once(cast: Cast) -> None:
    posting, _content = public(cast)
    assert post(cast, posting, fair(mentor_name="Grace"), action="send").status_code == 302
    posting.refresh_from_db()
    assert posting.mentor_name == "Grace" and not PostingDraft.objects.exists()


@pytest.mark.parametrize("status", ["closed", "archived", "rejected"])
def test_what_is_over_is_only_shown(cast: Cast, status: str) -> None:
    posting = make_posting(employer=cast.employer, source=None, status=status)
    page = cast.client("recruiter").get(address(posting)).content.decode()
    assert 'value="send"' not in page
    assert post(cast, posting, title="Other", action="save").status_code == 409
    assert not PostingDraft.objects.exists()


def test_what_is_public_leads_to_its_page_and_what_was_never_sent_has_no_next_year(cast: Cast, draft: Posting) -> None:
    posting, _content = public(cast)
    page = cast.client("recruiter").get(address(posting)).text
    assert f'href="{posting.get_absolute_url()}"' in page
    assert "Duplicate for next year" in page
    page = cast.client("recruiter").get(address(draft)).text
    assert f'href="{draft.get_absolute_url()}"' not in page
    assert "Duplicate for next year" not in page
    assert " data-fresh" in page
    assert "No mentor is named" not in page  # nothing is written yet, so nothing is found fault with
    assert '<option value="Europe/Lisbon">' in page
    post(cast, draft, title="Begun")
    page = cast.client("recruiter").get(address(draft)).text
    assert " data-fresh" not in page
    assert "No mentor is named" in page


def test_beside_the_promise_stands_how_long_answers_took_from_ten_on(cast: Cast, draft: Posting) -> None:
    at = timezone.now()
    said = {"counted_at": at, "since": at.date(), "until": at.date(), "promised": 11, "days": 21}
    record = AnswerRecord.objects.create(employer=cast.employer, on_time=[3, 5, 9, 9, 9, 9, 9, 11], late=[30], **said)
    assert "had their answer" not in cast.client("recruiter").get(address(draft)).text
    record.late = [30, 31]
    record.save()
    page = cast.client("recruiter").get(address(draft)).text
    assert "Students see it first. Half of your applicants had their answer within 9 days." in page
