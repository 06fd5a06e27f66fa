import pytest

from listings.importing.identity import clean_url, title_key

JOB = "https://jobs.example.com/a/Job-1"


@pytest.mark.parametrize(
    "same",
    [
        "http://jobs.example.com/a/Job-1",
        "https://www.jobs.example.com/a/Job-1",
        "https://JOBS.Example.com/a/Job-1",
        "https://jobs.example.com:443/a/Job-1",
        "http://jobs.example.com:80/a/Job-1",
        f"{JOB}/",
        f"{JOB}#apply-now",
        f"{JOB}/apply",
        f"{JOB}/application/",
        f"{JOB}?utm_source=x&utm_campaign=y",
        f"{JOB}/application?lever-source=LinkedIn&lever-source%5B%5D=x&lever-origin=applied",
        f"{JOB}?gh_src=1&gclid=2&fbclid=3&msclkid=4&mc_cid=5&mc_eid=6",
        f"{JOB}?source=a&src=b&ref=c&referrer=d&trk=e",
        f"  {JOB} ",
    ],
)
def test_what_does_not_count(same):
    assert clean_url(same) == clean_url(JOB) == "jobs.example.com/a/Job-1"


@pytest.mark.parametrize(
    "other",
    [
        "https://jobs.example.com/a/job-1",
        f"{JOB}?gh_jid=5744549",
        f"{JOB}?Source=a",
        f"{JOB}?sources=a",
        f"{JOB}/apply/2",
        f"{JOB}-apply",
        "https://jobs.example.com:8443/a/Job-1",
        "https://wwwjobs.example.com/a/Job-1",
    ],
)
def test_what_counts(other):
    assert clean_url(other) != clean_url(JOB)


def test_the_order_of_query_values_does_not_count():
    assert clean_url(f"{JOB}?b=2&a=1&ref=x") == clean_url(f"{JOB}?a=1&b=2") != clean_url(f"{JOB}?a=2&b=1")


def test_what_is_no_address_stays_as_it_is():
    assert clean_url("http://[broken") == "http://[broken"
    assert clean_url("") == ""


def test_titles_are_folded_by_case_and_spaces():
    assert title_key("  Software\u00a0Engineer   INTERN ") == title_key("software engineer intern")
    assert title_key("Résumé Intern") != title_key("Resume Intern")
