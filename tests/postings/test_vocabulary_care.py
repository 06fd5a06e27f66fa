"""Two skills become one, wherever they are named; a fragment gets its place, now and in later imports."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from applications.models import Proficiency, Student
from listings.importing import vocabulary_rows
from listings.models import (
    FragmentPlace,
    PostingDraft,
    PostingPlace,
    PostingSearchRow,
    Requirement,
    SearchMiss,
    Skill,
    SkillAlias,
)
from listings.postings import vocabulary_care
from listings.postings.content import Content, Need
from listings.postings.writing import write
from listings.search import misses
from tests.factories import make_place, make_posting, make_skill, make_user

pytestmark = pytest.mark.django_db


def test_whatever_points_at_a_skill_points_at_the_other() -> None:
    staff = make_user(is_staff=True)
    old, new = make_skill("postgresql"), make_skill("sql")
    SkillAlias.objects.get_or_create(folded="postgres", defaults={"skill": old})
    alone = make_posting(skills={"postgresql": "needed"})
    both = make_posting(skills={"postgresql": "needed", "sql": "nice"})
    weaker = make_posting(skills={"postgresql": "learn", "sql": "needed"})
    students = [Student.objects.create(user=make_user()) for _ in range(2)]
    for student in students:
        Proficiency.objects.create(student=student, skill=old, level="basics")
    Proficiency.objects.create(student=students[0], skill=new, level="strong")
    waits = {"content": {"needs": [{"skill": "postgresql", "level": "nice", "grp": 1}]}, "submitted_at": timezone.now()}
    PostingDraft.objects.create(posting=alone, saved_at=timezone.now(), **waits)
    moved = vocabulary_care.merge(old, new, by=staff)
    assert moved["listings.requirement"] == 2
    assert not Skill.objects.filter(slug="postgresql").exists()
    levels = dict(Requirement.objects.values_list("posting", "level"))
    assert levels == {alone.pk: "needed", both.pk: "needed", weaker.pk: "needed"}
    assert set(Requirement.objects.values_list("skill", flat=True)) == {new.pk}
    assert sorted(Proficiency.objects.values_list("student", "level")) == sorted(
        [(students[0].pk, "strong"), (students[1].pk, "basics")]
    )
    assert SkillAlias.objects.get(folded="postgres").skill == new
    assert (PostingDraft.objects.get().content or {})["needs"][0]["skill"] == "sql"
    assert "skill:sql" in PostingSearchRow.objects.get(posting=alone).tokens
    assert "skill:postgresql" not in PostingSearchRow.objects.get(posting=alone).tokens


def test_what_was_merged_stays_so_when_the_files_are_loaded_again(client: Client) -> None:
    vocabulary_rows.load_skills()
    old, new = Skill.objects.get(slug="postgresql"), Skill.objects.get(slug="sql")
    vocabulary_care.merge(old, new, by=make_user(is_staff=True))
    vocabulary_rows.load_skills()
    assert vocabulary_rows.load_skills().written == 0
    assert not Skill.objects.filter(slug="postgresql").exists()
    assert SkillAlias.objects.get(folded="postgresql").skill == new
    assert Skill.objects.ids(["postgresql", "sql"]) == {"postgresql": new.pk, "sql": new.pk}
    answer = client.get("/skills/postgresql/")
    assert (answer.status_code, answer["Location"]) == (301, "/skills/sql/")


def test_a_text_may_go_on_naming_both() -> None:
    vocabulary_care.merge(make_skill("postgresql"), make_skill("sql"), by=make_user(is_staff=True))
    posting = make_posting()
    write(posting, Content(title="x", needs=(Need("postgresql", "needed", 1), Need("sql", "nice", 2))))
    assert [(r.skill.slug, r.level) for r in posting.requirements.all()] == [("sql", "needed")]


def test_only_staff_and_never_into_itself() -> None:
    skill = make_skill("sql")
    with pytest.raises(PermissionDenied):
        vocabulary_care.merge(skill, make_skill("go"), by=make_user())
    with pytest.raises(PermissionDenied):
        vocabulary_care.assign("Berlin HQ", make_place("berlin"), by=make_user())
    with pytest.raises(ValueError, match="itself"):
        vocabulary_care.merge(skill, skill, by=make_user(is_staff=True))


def test_equal_fragments_are_placed() -> None:
    staff, berlin = make_user(is_staff=True), make_place("berlin")
    first, second = make_posting(raw_places=("Big B", "Elsewhere")), make_posting(raw_places=("big  b",))
    assert vocabulary_care.assign("BIG B", berlin, by=staff) == 2
    placed = PostingPlace.objects.filter(place=berlin)
    assert set(placed.values_list("posting", flat=True)) == {first.pk, second.pk}
    assert "place:berlin" in PostingSearchRow.objects.get(posting=second).tokens
    assert FragmentPlace.objects.get().folded == "big b"
    assert vocabulary_care.assign("big b", make_place("london"), by=staff) == 0
    assert FragmentPlace.objects.get().place.slug == "london"


# --- words nobody found --------------------------------------------------------------------------------------------


def test_words_nobody_found(client: Client, time_machine) -> None:
    for _ in range(3):
        client.get("/internships/", {"q": "fortranscript golang"})
    assert list(SearchMiss.objects.values_list("word", "count")) == [("fortranscript", 3)]
    time_machine.move_to(timezone.now() + misses.KEPT + timedelta(minutes=1))
    assert misses.purge() == 1


@pytest.mark.parametrize("question", ["ann@example.org", '"ann lee"', "5551234567", "go", "x" * 40, "", "skill:go"])
def test_what_is_no_word_is_not_kept(client: Client, question: str) -> None:
    client.get("/internships/", {"q": question})
    assert not SearchMiss.objects.exists()


def test_what_finds_something_is_not_kept(client: Client) -> None:
    make_posting("Fortranscript Intern")
    client.get("/internships/", {"q": "fortranscript"})
    assert not SearchMiss.objects.exists()
