"""What somebody tells of themselves, with an account and before there is one."""

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.models import AuditEvent, User
from applications import resume_files, resumes
from applications.forms.facts import FactsForm, read_month
from applications.models import Elsewhere, Proficiency, Resume, Student
from listings.models import SavedPosting
from tests.applicants import make_application, make_resume, make_student
from tests.factories import make_posting, make_skill, make_source, make_user

pytestmark = pytest.mark.django_db
FACTS = {
    "name": "Noor Haddad",
    "school": "Hartwell State University",
    "degree": "bachelor",
    "field": "computer-engineering",
    "enrolled": "yes",
    "graduates_on": "05/2028",
    "work_permit": "opt",
    "links": "github.com/noor\nhttps://noor.example/",
}
PROFILE, CHANGE = "/me/profile/", "/me/profile/facts/"


@pytest.fixture
def student() -> Student:
    return make_student()


@pytest.fixture
def signed_in(student: Student) -> Client:
    client = Client()
    client.force_login(student.user)
    return client


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        *((text, date(2028, 5, 1)) for text in ("05/2028", "5/2028", "May 2028", "may, 2028", "2028-05", "2028 May")),
        *((text, date(2028, 5, 1)) for text in ("2028-05-17", "05.2028", "05-2028", "2028/5", "MAY2028", " 5 / 2028 ")),
        *((text, date(2028, 9, 1)) for text in ("Sept 2028", "Sep. 2028", "September 2028")),
        *((text, None) for text in ("2028", "13/2028", "0/2028", "Ju 2028", "J 2028", "soon", "", "5/28", "May 3028")),
    ],
)
def test_months_as_people_write_them(typed: str, expected: date | None) -> None:
    assert read_month(typed) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("github.com/noor", ["https://github.com/noor"]),
        ("https://a.example/x\n\n https://a.example/x \nb.example", ["https://a.example/x", "https://b.example"]),
        *(
            (bad, None)
            for bad in ("javascript:alert(1)", "http://a.example", "data:text/html,x", "two words.com", "nodot")
        ),
        ("\n".join(f"a{n}.example" for n in range(6)), None),
        (f"a.example/{'x' * 300}", None),
    ],
)
def test_links_are_https(typed: str, expected: list[str] | None) -> None:
    form = FactsForm({"links": typed})
    assert form.is_valid() == (expected is not None)
    assert form.cleaned_data.get("links") == expected


def test_nothing_is_required() -> None:
    form = FactsForm({})
    assert form.is_valid()
    assert form.cleaned_data["degree"] == "not-stated"
    assert not FactsForm({"degree": "wizard"}).is_valid()


@pytest.fixture(params=["account", "visitor"])
def anybody(request: Any, student: Student) -> Client:
    client = Client()
    if request.param == "account":
        client.force_login(student.user)
    return client


def test_tell_and_read_again(anybody: Client) -> None:
    assert "not told" in anybody.get(PROFILE).text
    assert anybody.post(CHANGE, FACTS)["Location"] == PROFILE
    text = anybody.get(PROFILE).text
    for said in ("Noor Haddad", "Hartwell", "Bachelor", "graduating in May 2028", "may work by OPT", "github.com/noor"):
        assert said in text
    form = anybody.get(CHANGE).text
    assert 'value="05/2028"' in form
    assert "https://noor.example/" in form
    anybody.post(CHANGE, {"name": ""})
    assert "Hartwell" not in anybody.get(PROFILE).text


def test_what_is_wrong_is_said_and_nothing_lost(anybody: Client) -> None:
    text = anybody.post(CHANGE, FACTS | {"graduates_on": "soon"}).text
    assert "Write month and year, such as 05/2028." in text
    assert 'value="soon"' in text
    assert "Hartwell State University" in text
    assert "Hartwell" not in anybody.get(PROFILE).text


def test_skills_by_any_of_their_names(anybody: Client) -> None:
    for slug in ("go", "postgresql", "kafka"):
        make_skill(slug)
    for name in ("golang", "Postgres", "GO"):
        anybody.post(PROFILE, {"skill": name, "level": "strong", "evidence": f"course {name}"})
    text = anybody.get(PROFILE).text
    assert "Two skills, two with evidence" in text
    assert "course GO" in text
    assert "course golang" not in text
    assert (
        "We do not know “juggling” as a skill" in anybody.post(PROFILE, {"skill": "juggling", "level": "basics"}).text
    )
    anybody.post("/me/profile/skills/go/", {"level": "basics", "evidence": ""})
    assert "one with evidence" in anybody.get(PROFILE).text
    anybody.post("/me/profile/skills/go/", {"drop": "1"})
    assert "One skill, one with evidence" in anybody.get(PROFILE).text
    assert "Remove this skill" not in anybody.get("/me/profile/skills/kafka/").text
    anybody.post("/me/profile/skills/kafka/", {"level": "basics", "evidence": "read about it"})
    assert "Two skills, two with evidence" in anybody.get(PROFILE).text
    assert anybody.get("/me/profile/skills/juggling/").status_code == 404


def test_a_visitor_who_only_looks_gets_no_session(client: Client) -> None:
    client.get(PROFILE)
    client.get("/me/saved/")
    assert "sessionid" not in client.cookies


def test_what_a_visitor_told_comes_along(client: Client, student: Student) -> None:
    make_skill("go")
    make_skill("kafka")
    Proficiency.objects.create(student=student, skill=make_skill("kafka"), level="basics")
    Student.objects.filter(pk=student.pk).update(school="My own school")
    User.objects.filter(pk=student.user_id).update(name="")
    client.post(CHANGE, FACTS)
    client.post(PROFILE, {"skill": "go", "level": "strong", "evidence": "a store"})
    client.post(PROFILE, {"skill": "kafka", "level": "strong", "evidence": ""})
    kept = make_posting()
    session = client.session
    session["saved"] = [kept.pk]
    session.save()
    client.force_login(User.objects.get(pk=student.user_id))
    client.get("/guide/")
    student.refresh_from_db()
    assert (student.school, student.degree, student.graduates_on) == ("My own school", "bachelor", date(2028, 5, 1))
    assert student.links == ["https://github.com/noor", "https://noor.example/"]
    assert User.objects.get(pk=student.user_id).name == "Noor Haddad"
    told = set(Proficiency.objects.values_list("skill__slug", "level", "evidence"))
    assert told == {("kafka", "basics", ""), ("go", "strong", "a store")}
    assert SavedPosting.objects.filter(user=student.user, posting=kept).exists()
    assert not {"facts", "saved"} & set(client.session.keys())
    client.get("/guide/")
    assert SavedPosting.objects.count() == 1


@pytest.mark.parametrize("rubbish", ["text", 5, [], {"degree": 7, "skills": "x", "graduates_on": [], "links": "x"}])
def test_a_session_with_rubbish_breaks_nothing(client: Client, student: Student, rubbish: Any) -> None:
    session = client.session
    session["facts"], session["saved"] = rubbish, rubbish
    session.save()
    assert client.get(PROFILE).status_code == 200
    assert client.get(CHANGE).status_code == 200
    client.force_login(student.user)
    assert client.get(PROFILE).status_code == 200
    student.refresh_from_db()
    assert (student.degree, student.links) == ("not-stated", [])


def test_asked_for_and_not_here(signed_in: Client, student: Student) -> None:
    Proficiency.objects.create(student=student, skill=make_skill("go"), level="strong")
    for _ in range(3):
        SavedPosting.objects.create(
            user=student.user, posting=make_posting(skills={"kafka": "needed", "docker": "nice"}, any_of=("go", "java"))
        )
    text = signed_in.get(PROFILE).text
    assert "Kafka</a> (3 of the 3 you saved or applied for)" in text
    assert "profile/skills/docker/" not in text
    assert "profile/skills/java/" not in text


def test_resumes_are_read_and_removed(signed_in: Client, student: Student) -> None:
    free = resumes.store(SimpleUploadedFile("cv.txt", b"Go, PostgreSQL and <b>queues</b>"), student=student)
    used = make_resume(student, name="sent.pdf")
    application = make_application(student=student, resume=used)
    text = signed_in.get(PROFILE).text
    assert "sent with an application" in text
    assert "&lt;b&gt;queues" in signed_in.get(reverse("my_resume", args=[free.pk])).text
    file = signed_in.get(reverse("my_resume_file", args=[free.pk]))
    assert file["Content-Disposition"].startswith("attachment")
    assert file["X-Content-Type-Options"] == "nosniff"
    assert AuditEvent.objects.filter(code="resume.download", subject_id=free.pk).count() == 1
    signed_in.post(reverse("remove_resume", args=[used.pk]))
    assert Resume.objects.filter(applications=application).exists()
    assert free.key
    path = resume_files.path_of(free.key)
    assert path.exists()
    signed_in.post(reverse("remove_resume", args=[free.pk]))
    assert not Resume.objects.filter(pk=free.pk).exists()


def test_leaving_for_an_employers_site_is_noted_once(signed_in: Client, student: Student, client: Client) -> None:
    posting = make_posting("Routing Intern", source=make_source())
    out = reverse("out", args=[posting.pk])
    for who in (client, signed_in):
        assert who.get(out).status_code == 302
        assert who.get(out).status_code == 302
    signed_in.head(out)
    one = Elsewhere.objects.get()
    assert (one.student, one.title, one.status, one.url) == (student, "Routing Intern", "left", posting.apply_url)
    assert signed_in.get(reverse("out", args=[make_posting().pk])).status_code == 404
    assert Elsewhere.objects.count() == 1
    assert '<a href="/me/?show=elsewhere">did you apply?</a>' in signed_in.get("/me/").text
    text = signed_in.get("/me/?show=elsewhere").text
    assert "Did you apply?" in text


def test_the_reader_is_known_to_public_pages(signed_in: Client, student: Student) -> None:
    Proficiency.objects.create(student=student, skill=make_skill("go"), level="strong")
    posting = make_posting(skills={"go": "needed", "kafka": "needed"})
    application = make_application(posting, student)
    viewer = signed_in.get("/").wsgi_request.viewer  # type: ignore[attr-defined]
    assert viewer.facts.skills == {"go": "strong"}
    assert viewer.applied == {posting.pk: application.pk}
    stranger = Client()
    stranger.force_login(make_user())
    assert stranger.get("/").wsgi_request.viewer.applied == {}  # type: ignore[attr-defined]


def test_who_came_from_a_posting_goes_back_to_it(client: Client) -> None:
    back = "/internships/7-a-posting/"
    told = {"level": "comfortable", "evidence": ""}
    assert client.post(f"{PROFILE}skills/git/?next={back}", told)["Location"] == back
    assert client.post(f"{CHANGE}?next={back}", {"degree": "bachelor"})["Location"] == back
    added = client.post(f"{PROFILE}?next={back}", {"skill": "Java", "level": "strong"})["Location"]
    assert added == f"{PROFILE}?next={back}#skills"
    page = client.get(added).text
    assert f'<a class="small" href="{back}">' in page
    assert f'href="{CHANGE}?next=%2Fme%2Fprofile%2F%3Fnext%3D%2Finternships' in page


@pytest.mark.parametrize(
    "next_", ["//evil.example/", "https://evil.example/", "javascript:alert(1)", "/\\evil.example"]
)
def test_nobody_is_led_elsewhere(client: Client, next_: str) -> None:
    told = {"level": "comfortable", "evidence": ""}
    assert client.post(f"{PROFILE}skills/git/?next={next_}", told)["Location"] == f"{PROFILE}#skills"
    assert "evil" not in client.get(f"{CHANGE}?next={next_}").text
