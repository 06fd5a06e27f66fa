"""The preview is the public page of what is still being written, for the team and for who was given a link."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import AuditEvent, User
from listings.models import Posting, PostingDraft
from listings.postings import writing
from listings.postings.content import Content
from panel.editor.standing import typed_of
from tests.cast import WHO, Cast, make_cast
from tests.contents import everything
from tests.factories import make_place, make_posting, make_skill

pytestmark = pytest.mark.django_db
# What only the public page has: ways to act. What only the preview has: the banner.
PUBLIC_ONLY = (r'<div class="stack tight apply-box">.*?</div>', r'<nav class="no-print" aria-label="Back">.*?</nav>', r"<form .*?</form>", r'<a class="no-print" href="[^"]*report/">.*?</a>',
               r'<p class="[^"]*apply-(?:end|bar)[^"]*">.*?</p>', r'<a href="/me/profile/[^"]*">.*?</a>')  # fmt: skip
PREVIEW_ONLY = (r'<section class="stack tight preview-head.*?</section>',)


@pytest.fixture
def cast(settings: Any) -> Cast:
    settings.REQUIRE_MFA = False
    return make_cast()


def address(posting: Posting) -> str:
    return f"/employer/{posting.employer.slug}/postings/{posting.pk}/preview/"


def seen(cast: Cast, posting: Posting) -> str:
    response = cast.client("recruiter").get(address(posting))
    assert response.status_code == 200
    return response.text


def page(text: str) -> str:
    """What stands between the tags of <main>, without the ways to act and the words around them."""
    main = text[text.index("<main") : text.index("</main>")]
    for pattern in (*PUBLIC_ONLY, *PREVIEW_ONLY):
        main = re.sub(pattern, "", main, flags=re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r">\s+|\s+<", lambda found: found[0].strip(), main))


def written(cast: Cast, content: Content, **fields: Any) -> Posting:
    posting = make_posting(employer=cast.employer, **fields)
    writing.write(posting, content)
    posting.refresh_from_db()
    return posting


def typed(posting: Posting, by: User, **changes: Any) -> PostingDraft:
    data = {**typed_of(Content.of(posting)).as_data(), **changes}
    return PostingDraft.objects.create(posting=posting, data=data, by=by, saved_at=timezone.now())


def contents() -> dict[str, Content]:
    make_place("new-york")
    return {
        "everything": everything(),
        "bare": Content(title="Intern"),
        "outside": everything(
            apply_kind="outside", apply_url="https://jobs.example.org/1", workplace="hybrid", cover_letter="not-asked"
        ),
        "not yet": everything(opens_at=timezone.now() + timedelta(days=2)),
    }


@pytest.mark.parametrize("name", ["everything", "bare", "outside", "not yet"])
@pytest.mark.parametrize("drafted", [False, True])
def test_it_is_the_public_page(cast: Cast, client: Client, name: str, drafted: bool) -> None:
    posting = written(cast, contents()[name])
    if drafted:
        typed(posting, cast.people["recruiter"])
    public, preview = client.get(posting.get_absolute_url()), cast.client("recruiter").get(address(posting))
    assert page(preview.text) == page(public.text)
    assert 'type="application/ld+json"' not in preview.text
    for way in ("/apply/", "/out/", "/save/", "/report/"):
        assert way not in preview.text
    assert re.search(r'<button class="button wide-button" type="button" disabled>(?:Apply|Opens)', preview.text)
    assert "In a preview nobody can apply, save or report it." in preview.text


def test_what_was_never_public_looks_as_on_its_first_day(cast: Cast, client: Client) -> None:
    """And is the same once it is there."""
    draft = written(cast, everything(), status="draft")
    preview = seen(cast, draft)
    # With none at all the page's own form would have no origin.
    assert cast.client("recruiter").get(address(draft))["Referrer-Policy"] == "same-origin"
    now = timezone.now()
    Posting.objects.filter(pk=draft.pk).update(status="published", published_at=now, first_published_at=now)
    assert page(preview) == page(client.get(draft.get_absolute_url()).text)
    later = written(cast, everything(publish_at=now + timedelta(days=40), closes_on=None), status="draft")
    assert f"{now + timedelta(days=40):%-d %B}" in seen(cast, later)


@pytest.mark.parametrize(
    "status",
    [
        "draft",
        "in_moderation",
        "changes_requested",
        "scheduled",
        "published",
        "paused",
        "closed",
        "archived",
        "rejected",
    ],
)
def test_in_every_state_but_removed(cast: Cast, status: str) -> None:
    posting = written(cast, everything(), status=status)
    assert "Apply here</button>" in seen(cast, posting)
    removed = written(cast, everything(), status="removed")
    assert cast.client("recruiter").get(address(removed)).status_code == 404


def test_the_draft_goes_before_what_stands(cast: Cast, client: Client) -> None:
    posting = written(cast, everything())
    typed(posting, cast.people["recruiter"], title=["Quite another"], skill=["java"], places=["New York"])
    preview, public = seen(cast, posting), client.get(posting.get_absolute_url()).text
    assert "Quite another" in preview and "Quite another" not in public


@pytest.mark.parametrize(
    "half",
    [
        {},
        {"title": ["   "], "openings": ["many"], "closes_on": ["31.31."], "time_zone": ["Mars/Olympus"], "grad_to": ["x"]},
        {"closes_on": ["9999-12-31"], "starts_on": ["0001-01-01"], "publish_at": ["0001-01-01T00:00"]},
        {"opens_at": ["9999-12-31T23:59"], "time_zone": ["America/New_York"], "grad_from": ["01/0001"]},
        {"opens_at": ["0001-01-01T00:00"], "time_zone": ["Asia/Tokyo"], "weeks": ["-1"], "pay_min": ["1e400"]},
        {"pay_min": ["100"], "pay_max": ["3"], "pay_currency": ["XXX"], "pay_period": ["age"], "pay_kind": ["bananas"]},
        {"terms": ["summer-0", "x", "summer-2027", "summer-2027"], "skill": ["nothing", "go", "go", "kafka"], "visa": ["x"]},
        {"places": ["\n".join(["Nowhere at all"] * 70)], "remote_countries": ["Atlantis"], "workplace": ["moon"]},
        {"apply_kind": ["outside"], "apply_url": ["javascript:alert(1)"], "answer_within_days": ["0"], "body": ["<b onx=1>"]},
        {"publish_at": ["9999-12-31T23:59"], "closes_on": ["2027-01-01"], "hours_a_week": ["NaN"]},
        "words", {"title": 7, "work_text": {"a": 1}},
    ],
)  # fmt: skip
def test_what_is_half_typed_harms_nothing(cast: Cast, half: Any) -> None:
    posting = make_posting(employer=cast.employer, title="", status="draft")
    data = half if isinstance(half, dict) else {"title": half}
    PostingDraft.objects.create(posting=posting, data=data, by=cast.people["recruiter"], saved_at=timezone.now())
    shown = seen(cast, posting)
    assert "javascript:" not in shown and "onx" not in shown


def test_the_editor_leads_there_and_it_leads_back(cast: Cast) -> None:
    posting = written(cast, everything(), status="draft")
    client, editor = cast.client("recruiter"), address(posting).removesuffix("preview/")
    assert 'value="preview"' in client.get(editor).text
    led = client.post(editor, {"action": "preview", "version": "0", "title": "Typed just now"})
    assert led["Location"] == address(posting)
    assert "Typed just now" in seen(cast, posting) and f'href="{editor}"' in seen(cast, posting)
    Posting.objects.filter(pk=posting.pk).update(status="rejected")
    assert f'href="{address(posting)}"' in client.get(editor).text


@pytest.mark.parametrize("who", WHO)
def test_who_sees_it(cast: Cast, who: str) -> None:
    posting, client = written(cast, everything(), status="draft"), cast.client(who)
    expected = {"visitor": 302, "recruiter": 200, "reviewer": 403}.get(who, 404)
    assert client.get(address(posting)).status_code == expected
    assert client.post(address(posting)).status_code == expected
    assert AuditEvent.objects.filter(code="posting.share").count() == (1 if who == "recruiter" else 0)


def test_it_asks_as_often_whatever_hangs_on_it(cast: Cast) -> None:
    make_skill("kafka"), make_place("london")
    few, client = (
        written(cast, Content(title="Intern", places=everything().places[:1]), status="draft"),
        cast.client("recruiter"),
    )
    many = written(cast, everything(), status="draft")
    skills = {"skill": ["go", "java", "postgresql", "kafka"], "places": ["Berlin\nLondon\nNew York\nRemote"]}
    typed(few, cast.people["recruiter"]), typed(many, cast.people["recruiter"], **skills)

    def asked(posting: Posting) -> int:
        client.get(address(posting))
        with CaptureQueriesContext(connection) as queries:
            client.get(address(posting))
        return len(queries)

    assert asked(many) <= asked(few) + 1  # its skills
    assert asked(many) <= 10
