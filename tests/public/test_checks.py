"""Can I apply? What rows and pages say to who told something of themselves, and to who did not."""

import re
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from listings.models import Posting
from listings.postings import saving
from listings.postings.matching import Facts
from tests.applicants import make_application, make_student
from tests.factories import make_complete_posting, make_posting, make_source

pytestmark = pytest.mark.django_db
TOLD = Facts(
    enrolled="yes",
    degree="bachelor",
    field="physics",
    graduates_on=date(2030, 5, 1),
    skills={"go": "comfortable", "postgresql": "basics"},
)


def tell(client: Client, facts: Facts = TOLD) -> Client:
    session = client.session
    session["facts"] = {"school": "Somewhere", **facts.to_json()}
    session.save()
    client.cookies["sessionid"] = str(session.session_key)
    return client


def part(client: Client, posting: Posting) -> str:
    text = client.get(posting.get_absolute_url()).text
    start = text.find("Can I apply?")
    return text[start : text.index("</section>", start)] if start >= 0 else ""


def test_every_point_with_its_reason(client: Client) -> None:
    said = part(tell(client), make_complete_posting())
    assert "You may. One point is not met; the employer decides." in said
    for words in (
        "One of Go, Java<small>You have Go.",
        "SQL<small>You have PostgreSQL, which counts as SQL.",
        "Enrolled at a school<small>You said: enrolled.",
        "Bachelor or Master<small>You said: Bachelor.",
        "Graduating December 2027 to June 2029<small>You said: May 2030.",
        "A work permit, CPT and OPT accepted<small>You have not told us.",
    ):
        assert words in said, words
    assert [said.count(f'class="{state}"') for state in ("met", "not", "untold")] == [4, 1, 2]


def test_a_row_says_the_same_in_one_sentence(client: Client) -> None:
    make_complete_posting()
    text = tell(client).get("/internships/").text
    assert "Meets 2 of 2 needed; you would learn Kafka; graduation does not fit" in text
    assert 'class="fit not"' in text
    assert "needed;" not in Client().get("/internships/").text


@pytest.mark.parametrize(
    ("skills", "sign", "icon"),
    [
        ({"go": "basics", "sql": "basics", "docker": "basics", "git": "basics"}, "met", "check"),
        ({"go": "basics"}, "untold", "git-commit-horizontal"),
        ({"rust": "basics"}, "not", "x"),
    ],
)
def test_the_sign_of_a_row_says_what_its_words_say(
    client: Client, skills: dict[str, str], sign: str, icon: str
) -> None:
    make_posting(skills={"go": "needed", "sql": "needed", "docker": "needed", "git": "needed"})
    text = tell(client, Facts(skills=skills)).get("/internships/").text
    assert re.search(rf'class="fit {sign}"><svg[^>]*><use href="[^"]*#{icon}"></use></svg> Meets \d of 4 needed', text)


def test_that_no_skills_were_told_is_said_once(client: Client) -> None:
    posting = make_posting(skills={"go": "needed", "sql": "needed", "docker": "needed"}, enrolment="required")
    said = part(tell(client, Facts(enrolled="yes")), posting)
    assert said.count("You have told us no skills.") == 1
    assert re.search(r'<a href="/me/profile/\?next=[^"#]+#add">Add those you have.</a></p>', said)
    assert said.count("<li") == 4
    form = client.get(f"{posting.get_absolute_url()}apply/").text
    assert form.count("You have told us no skills.") == 1
    assert "Add those you have." not in form


def test_a_posting_of_a_list_has_its_points_too(client: Client) -> None:
    posting = make_posting(source=make_source(), skills={"java": "needed", "docker": "mentioned"}, visa=["sponsors"])
    said = part(tell(client), posting)
    assert "Not in what you told us." in said
    assert "A visa is sponsored" in said
    assert "Docker" not in said


def test_who_told_nothing_is_invited(client: Client) -> None:
    said = part(client, make_complete_posting())
    assert '<a href="/me/profile/?next=%2Finternships%2F' in said
    assert "<li" not in said
    assert not client.cookies


def test_what_is_missing_can_be_added(client: Client) -> None:
    back = r"\?next=%2Finternships%2F[^\"#]+"
    said = part(tell(client, Facts(skills={"sql": "basics"})), make_complete_posting())
    assert re.search(f'told us. <a href="/me/profile/{back}#add">Add it if you know it.</a>', said)
    assert re.search(f'told us. <a href="/me/profile/facts/{back}">Tell us.</a>', said)
    said = part(client, make_posting(source=make_source(), skills={"java": "needed"}))
    assert re.search(f'told us. <a href="/me/profile/skills/java/{back}">Add it if you know it.</a>', said)


@pytest.mark.parametrize(
    "fields", [{"skills": {"go": "mentioned"}}, {"enrolment": "not-required"}, {"status": "closed"}]
)
def test_where_nothing_is_asked_or_nobody_can_apply_there_is_none(client: Client, fields: dict[str, Any]) -> None:
    assert part(tell(client), make_posting(**fields)) == ""
    assert part(Client(), make_posting(**fields)) == ""


def test_not_fitting_hides_no_way_to_apply(client: Client) -> None:
    posting = make_posting(source=make_source(), visa=["citizenship"])
    facts = Facts(work_permit="needs-sponsorship")
    text = tell(client, facts).get(posting.get_absolute_url()).text
    assert "Citizens only" in text
    assert f'href="/internships/{posting.pk}/out/"' in text


def test_who_has_applied_is_led_to_what_was_sent(client: Client) -> None:
    posting = make_posting()
    application = make_application(posting)
    client.force_login(application.student.user)
    text = client.get(posting.get_absolute_url()).text
    assert f'You have applied. <a href="/me/applications/{application.pk}/">Your application</a>' in text
    assert "/apply/" not in text


def test_a_row_of_a_posting_applied_to_leads_there(client: Client) -> None:
    application = make_application(make_posting())
    assert "apply here" in client.get("/internships/").text
    client.force_login(application.student.user)
    text = client.get("/internships/").text
    assert f'<a href="/me/applications/{application.pk}/">you applied</a>' in text
    assert "apply here" not in text


@pytest.mark.parametrize("path", ["/", "/internships/", "/skills/go/"])
def test_a_student_costs_the_same_for_one_row_and_for_many(client: Client, path: str) -> None:
    application = make_application(make_complete_posting(), make_student(skills={"go": "strong", "sql": "basics"}))
    client.force_login(application.student.user)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path).status_code == 200
        return len(queries)

    saving.save(application.student.user, application.posting)
    asked()
    one = asked()
    for _number in range(12):
        saving.save(application.student.user, make_complete_posting())
    assert asked() == one


def test_the_way_to_tell_is_found_without_an_account_and_costs_no_cookie(client: Client) -> None:
    make_complete_posting()
    listed = client.get("/internships/?q=intern").text
    assert '<a href="/me/profile/?next=%2Finternships%2F%3Fq%3Dintern">What you know</a>' in listed
    assert '<a href="/me/profile/">What you know</a>' in client.get("/guide/").text
    assert not client.cookies
    assert "Say what you know and study, without an account" in listed
    listed = tell(client).get("/internships/?q=intern").text
    assert "Each row is held against what you told us." in listed
    page = client.get("/me/profile/?next=/internships/%3Fq%3Dintern").text
    assert '<a class="small" href="/internships/?q=intern">' in page
