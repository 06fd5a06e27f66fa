"""The command: what it prints and how it exits."""

import gzip
import io
import json

import pytest
from django.core.management import CommandError, call_command

from listings.models import Posting, Source
from tests.importing.boards import ANSWERS
from tests.importing.rows import EXCERPTS, excerpt, make_row

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


def run(file, *options, source="list", format="simplify"):
    """(exit status, standard output)"""
    out = io.StringIO()
    try:
        call_command("import_postings", str(file), f"--source={source}", f"--format={format}", *options, stdout=out)
    except CommandError as error:
        return error.returncode, out.getvalue()
    return 0, out.getvalue()


@pytest.fixture
def good(tmp_path):
    path = tmp_path / "feed.json"
    path.write_text(json.dumps([make_row(), make_row(url="")]))
    return path


def test_json_is_one_line(good):
    status, out = run(good, "--json")
    assert status == 0
    assert out.count("\n") == 1
    assert json.loads(out) == {
        "read": 2, "created": 1, "updated": 0, "unchanged": 0, "closed": 0, "vanished": 0, "reopened": 0, "merged": 0,
        "skipped": 0, "rejected": [{"row": 2, "reason": "It has no address."}], "error": None,
    }  # fmt: skip


def test_without_json_it_is_a_sentence(good):
    status, out = run(good)
    assert status == 0
    assert "Row 2 was rejected: It has no address." in out
    assert "2 rows read: 1 created, 0 updated" in out


def test_json_is_one_line_on_failure_too():
    status, out = run(EXCERPTS / "01-malformed.json", "--json")
    assert (status, out.count("\n")) == (1, 1)
    answer = json.loads(out)
    assert "line 19, column 5" in answer["error"]
    assert answer["read"] == 0


def test_failure_in_words():
    with pytest.raises(CommandError, match="line 19, column 5"):
        call_command("import_postings", str(EXCERPTS / "01-malformed.json"), format="simplify", source="list")


def test_a_file_that_is_not_there():
    status, out = run("nowhere.json", "--json")
    assert status == 1
    assert json.loads(out)["error"] == "nowhere.json cannot be opened: No such file or directory."
    assert not Source.objects.exists()


def test_standard_input_plain_or_compressed(monkeypatch):
    data = gzip.compress(excerpt("seasons.json"))
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
    status, out = run("-", "--json")
    assert (status, json.loads(out)["created"]) == (0, 5)


def test_dry_run(good):
    status, out = run(good, "--dry-run")
    assert status == 0
    assert "nothing was changed" in out
    assert not Posting.objects.exists()


def test_mass_close(good, tmp_path):
    run(good)
    empty = tmp_path / "empty.json"
    empty.write_text("[]")
    assert run(empty)[0] == 1
    assert run(empty, "--allow-mass-close")[0] == 0
    assert Posting.objects.get().closed_reason == "vanished"


def test_a_source_has_a_plain_name(good):
    assert run(good, source="../x")[0] == 2
    assert run(good, source="vanshb03-summer2026")[0] == 0
    assert Source.objects.get().title


def test_an_employer_is_named_by_a_slug(good):
    assert run(good, "--employer=***")[0] == 2
    status, out = run(ANSWERS / "lever.json", "--employer=tallow-works", "--json", format="lever")
    assert (status, json.loads(out)["created"], json.loads(out)["skipped"]) == (0, 3, 2)
    assert set(Posting.objects.values_list("employer__slug", flat=True)) == {"tallow-works"}


def test_one_page_of_several_is_said(tmp_path):
    page = json.loads((ANSWERS / "smartrecruiters.json").read_text())
    file = tmp_path / "page.json"
    file.write_text(json.dumps({**page, "limit": 4, "totalFound": 40}))
    assert "one page (4 of 40 rows)" in run(file, format="smartrecruiters")[1]


def test_an_unknown_format_is_refused(good):
    with pytest.raises(CommandError, match="invalid choice"):
        call_command("import_postings", str(good), "--format=xml", "--source=list")
