"""An employer brings its board: a file, what it would do, doing it, taking it back."""

import gzip
import json
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from listings.models import ImportRun, ImportUpload, Posting, PostingDraft, SourceEntry
from listings.postings import drafting
from tests.cast import Cast, make_cast
from tests.importing.boards import FILES, answer, internships_in
from tests.site.test_query_counts import CaptureQueriesContext, connection

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(settings: object) -> Cast:
    settings.REQUIRE_MFA = False
    return make_cast()


def at(cast: Cast, rest: str = "") -> str:
    return f"/employer/{cast.employer.slug}/import/{rest}"


def upload(cast: Cast, format: str, data: bytes, who: str = "recruiter") -> Any:
    sent = {"format": format, "file": SimpleUploadedFile("board", data)}
    return cast.client(who).post(at(cast), sent)


def brought(cast: Cast, format: str = "greenhouse", data: bytes | None = None) -> ImportRun:
    """Through all the steps."""
    there = upload(cast, format, answer(format) if data is None else data)["Location"]
    recruiter = cast.client("recruiter")
    assert recruiter.get(there).status_code == 200
    done = recruiter.post(there)
    assert done.status_code == 302, done.content.decode()[:2000]
    return ImportRun.objects.get(pk=re.search(r"runs/(\d+)/", done["Location"])[1])  # type: ignore[index]


def titles(cast: Cast) -> list[str]:
    found = Posting.objects.filter(employer=cast.employer, entries__isnull=False, removed_at=None)
    return sorted(found.values_list("title", flat=True))


def board(**changes: str) -> dict[str, Any]:
    job = {"id": 1, "title": "Backend Intern", "absolute_url": "https://boards.greenhouse.io/acme/jobs/1",
           "location": {"name": "Berlin, Germany"}, "content": "<p>We pay $40 an hour.</p><p>You know <b>Go</b> and PostgreSQL.</p>"}  # fmt: skip
    return {"jobs": [job | changes]}


def as_json(value: Any) -> bytes:
    return json.dumps(value).encode()


@pytest.mark.parametrize("format", [name for name in FILES if name != "csv"])
def test_a_board_becomes_drafts(cast: Cast, format: str) -> None:
    run = brought(cast, format)
    assert titles(cast) == sorted(internships_in(format))
    assert run.counts["created"] == len(internships_in(format)) > 0
    for posting in Posting.objects.filter(entries__source=run.source):
        assert (posting.status, posting.source_id, posting.employer_id) == ("draft", None, cast.employer.pk)
        assert posting.apply_kind == "outside" and posting.apply_url.startswith("http")
        page = cast.client("recruiter").get(f"/employer/{cast.employer.slug}/postings/{posting.pk}/")
        assert page.status_code == 200 and "<p>" not in posting.body
        assert cast.client("visitor").get(posting.get_absolute_url()).status_code == 404


def test_the_trial_writes_nothing(cast: Cast) -> None:
    there = upload(cast, "greenhouse", answer("greenhouse"))["Location"]
    before = Posting.objects.count()
    page = cast.client("recruiter").get(there).content.decode()
    assert "A trial. Nothing has changed." in page
    for title in internships_in("greenhouse"):
        assert title in page
    assert (Posting.objects.count(), SourceEntry.objects.count(), ImportRun.objects.count()) == (before, 0, 0)


def test_what_the_text_says_is_proposed_until_a_person_accepts(cast: Cast) -> None:
    brought(cast, data=as_json(board()))
    posting = Posting.objects.get(entries__isnull=False)
    assert (posting.role, posting.pay_kind, posting.requirements.count()) == ("not-stated", "not-stated", 0)
    assert [place.raw for place in posting.posting_places.all()] == ["Berlin, Germany"]
    recruiter, there = cast.client("recruiter"), f"/employer/{cast.employer.slug}/postings/{posting.pk}/"
    page = recruiter.get(there).content.decode()
    assert "We pay $40 an hour." in page and 'value="take:pay"' in page and 'value="take:go:' in page
    form = {"title": posting.title, "body": posting.body, "version": "1"}
    assert recruiter.post(there, {**form, "action": "take:pay"}).status_code == 302
    typed = PostingDraft.objects.get(posting=posting).data
    assert (typed["pay_min"], typed["pay_kind"]) == (["40"], ["paid"])
    assert recruiter.post(there, {**form, "version": "2", "action": "leave:skill:go"}).status_code == 302
    assert 'value="take:go:' not in recruiter.get(there).content.decode()


def test_the_same_board_again_changes_only_what_is_new(cast: Cast) -> None:
    brought(cast, data=as_json(board()))
    posting = Posting.objects.get(entries__isnull=False)
    again = upload(cast, "greenhouse", as_json(board()))["Location"]
    assert "There is nothing to do." in cast.client("recruiter").get(again).content.decode()
    two = board(title="Backend Intern, Storage")
    two["jobs"].append({**board()["jobs"][0], "id": 2, "absolute_url": "https://boards.greenhouse.io/acme/jobs/2"})
    run = brought(cast, data=as_json(two))
    assert (run.counts["created"], run.counts["updated"]) == (1, 1)
    posting.refresh_from_db()
    assert posting.title == "Backend Intern, Storage"


def test_what_somebody_wrote_on_is_left_to_them_and_what_is_gone_is_only_said(cast: Cast) -> None:
    run = brought(cast, data=as_json(board()))
    posting = Posting.objects.get(entries__isnull=False)
    drafting.save(posting, {"title": ["Ours"]}, version=1, by=cast.people["recruiter"])
    run = brought(cast, data=as_json(board(title="Theirs Intern")))
    posting.refresh_from_db()
    assert posting.title == "Backend Intern" and run.counts["updated"] == 0
    page = cast.client("recruiter").get(at(cast, f"runs/{run.pk}/")).content.decode()
    assert "left to you" in page and "Theirs Intern" in page
    run = brought(cast, data=as_json({"jobs": []}))
    posting.refresh_from_db()
    assert posting.status == "draft" and run.counts["vanished"] == 1 and run.counts["closed"] == 0
    assert "Gone from the board" in cast.client("recruiter").get(at(cast, f"runs/{run.pk}/")).content.decode()


def test_a_run_is_taken_back_whole_unless_somebody_wrote_since(cast: Cast) -> None:
    run = brought(cast, data=as_json(board()))
    recruiter, there = cast.client("recruiter"), at(cast, f"runs/{run.pk}/")
    posting = Posting.objects.get(entries__isnull=False)
    drafting.save(posting, {"title": ["Ours"]}, version=1, by=cast.people["recruiter"])
    refused = recruiter.post(there)
    assert refused.status_code == 409 and "nothing was undone" in refused.content.decode()
    drafting.discard(posting, by=cast.people["recruiter"])
    assert recruiter.post(there).status_code == 302
    assert "took it back" in recruiter.get(there).content.decode()
    posting.refresh_from_db()
    assert posting.status == "removed" and not SourceEntry.objects.exists()
    assert recruiter.post(there).status_code == 409
    assert brought(cast, data=as_json(board())).counts["created"] == 1


def test_staff_see_the_run_too(cast: Cast) -> None:
    run = brought(cast, data=as_json(board()))
    staff = Client()
    cast.people["recruiter"].is_staff = True
    cast.people["recruiter"].save()
    staff.force_login(cast.people["recruiter"])
    assert staff.get(f"/admin/runs/{run.pk}/").status_code in (200, 302)
    assert run.source.employer == cast.employer and run.source.kind == "panel"


def test_sent_twice_it_is_done_once(cast: Cast) -> None:
    there = upload(cast, "greenhouse", as_json(board()))["Location"]
    recruiter = cast.client("recruiter")
    one, other = recruiter.post(there), recruiter.post(there)
    assert one["Location"] == other["Location"] == recruiter.get(there)["Location"]
    assert Posting.objects.filter(entries__isnull=False).count() == 1
    assert bytes(ImportUpload.objects.get().data) == b""


def test_an_upload_is_its_employers(cast: Cast) -> None:
    there = upload(cast, "csv", answer("csv"))["Location"]
    pk = ImportUpload.objects.get().pk
    run = brought(cast, data=as_json(board()))
    rival, here = cast.client("rival"), f"/employer/{cast.other.slug}/import/"
    for rest in (f"{pk}/", f"{pk}/columns/", f"runs/{run.pk}/"):
        assert rival.get(here + rest).status_code == rival.post(here + rest).status_code == 404
    assert cast.client("reviewer").get(there).status_code == 403
    assert cast.client("reviewer").post(at(cast), {"format": "csv"}).status_code == 403
    assert ImportUpload.objects.filter(run=None).count() == 1 and titles(cast)


def test_thrown_away_it_is_gone(cast: Cast) -> None:
    there = upload(cast, "greenhouse", gzip.compress(as_json(board())))["Location"]
    recruiter = cast.client("recruiter")
    assert recruiter.post(there, {"action": "drop"})["Location"] == at(cast)
    assert recruiter.get(there).status_code == recruiter.post(there).status_code == 404


def test_it_asks_as_often_for_many_as_for_few(cast: Cast) -> None:
    asked = []
    for number in (1, 30):
        jobs = [{**board()["jobs"][0], "id": n, "title": f"Intern {n}"} for n in range(number)]
        there = upload(cast, "greenhouse", as_json({"jobs": jobs}))["Location"]
        recruiter = cast.client("recruiter")
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert recruiter.get(there).status_code == 200
        asked.append(len(queries))
    assert asked[1] <= asked[0] + 1 and asked[0] < 20


def test_skills_that_the_file_lists_beside_the_text_are_proposed_too(cast: Cast) -> None:
    data = b"title,url,skills,role,visa\nIntern,https://acme.example/1,Go; Kafka,back-end,sponsors-cpt\n"
    there = upload(cast, "csv", data)["Location"]
    recruiter = cast.client("recruiter")
    there = recruiter.post(there, {"title": "0", "url": "1", "skills": "2", "role": "3"})["Location"]
    recruiter.post(there)
    posting = Posting.objects.get(entries__isnull=False)
    assert posting.role == "back-end" and not posting.requirements.exists()
    editor = f"/employer/{cast.employer.slug}/postings/{posting.pk}/"
    assert 'value="take:kafka:needed"' in recruiter.get(editor).content.decode()
    recruiter.post(editor, {"title": "Intern", "version": "1", "action": "take:kafka:nice"})
    assert PostingDraft.objects.get(posting=posting).data["skill"] == ["kafka"]


@pytest.mark.parametrize("format", [name for name in FILES if name not in ("csv", "jsonld")])
def test_the_file_of_another_board_is_named_and_that_board_chosen(cast: Cast, format: str) -> None:
    said = upload(cast, "lever" if format == "greenhouse" else "greenhouse", answer(format))
    assert said.status_code == 422
    [chosen] = [way for way in said.context["form"].ways if way["is_on"]]
    assert chosen["value"] == format and f"It looks like {chosen['label']}" in said.content.decode()
