"""Each format reads its fields: one small answer each, with the traps of its source."""

from datetime import UTC, date, datetime

import pytest

from listings.importing import base, csv_list
from listings.importing.base import BadRow
from listings.importing.registry import FORMATS
from tests.importing.boards import FILES, answer, by_title, internships_in, pay, rows_in

BOARDS = [kind for kind in FILES if kind != "csv"]
PICKED = {
    "greenhouse": ["Backend Engineering Intern, Summer 2027", "Platform Co-op", "Data Werkstudent (m/w/d)"],
    "lever": ["Software Engineering Intern", "Payments Engineer, Placement Year", "Junior Ledger Keeper"],
    "ashby": ["Backend Engineer Internship", "Data Platform", "Infrastructure Intern"],
    "smartrecruiters": ["Data Science", "Estágio em Engenharia de Software", "Backend Intern"],
    "recruitee": ["Software Stage", "Working Student Backend"],
    "workable": ["Backend Developer", "Software Intern (Remote)"],
    "jsonld": ["Back End Intern"],
}


@pytest.mark.parametrize("kind", BOARDS)
def test_only_the_internships_of_a_board(kind):
    assert internships_in(kind) == PICKED[kind]


@pytest.mark.parametrize("kind", BOARDS)
def test_a_job_board_goes_by_its_own_id(kind):
    rows = rows_in(kind)
    assert len({row.key for row in rows}) == len(rows)
    assert all(row.key == row.source_id and not row.title_key for row in rows)


@pytest.mark.parametrize("kind", BOARDS)
@pytest.mark.parametrize("text", ["", "[", '{"ok": false}', '"jobs"', "7", "null", "<html></html>"])
def test_what_is_no_such_answer_is_refused(kind, text):
    with pytest.raises(base.Unreadable):
        list(FORMATS[kind].read(text))


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("greenhouse", '{"jobs": [null, {}]}'),
        ("lever", "[7, {}]"),
        ("ashby", '{"jobs": ["x", {"compensation": [], "secondaryLocations": {}}]}'),
        ("smartrecruiters", '{"content": [[], {"jobAd": 7, "location": "x", "company": null}]}'),
        ("recruitee", '{"offers": [1, {"salary": "x", "locations": "y"}]}'),
        ("workable", '{"jobs": [1, {"locations": [7]}]}'),
    ],
)
def test_rows_of_an_odd_shape(kind, text):
    bad, empty = FORMATS[kind].read(text)
    assert isinstance(bad, BadRow)
    assert (empty.title, empty.url, empty.places) == ("", "", ())


def test_greenhouse():
    rows = by_title("greenhouse")
    row = rows["Backend Engineering Intern, Summer 2027"]
    assert (row.key, row.employer, row.department) == ("101", "Harbour Freight Works", "Engineering")
    assert row.places == ("Rotterdam, Netherlands",)
    assert row.posted_at == datetime(2026, 10, 20, 12, tzinfo=UTC)
    assert row.closes_on == date(2027, 1, 31)
    assert "<h2>About us</h2>" in row.body
    assert "Erlang &amp; COBOL" in row.body
    assert (row.stated_pay, row.pay) == (None, "")
    assert pay(rows["Platform Co-op"]) == ("3800", "4200", "EUR", "month")
    assert rows["Data Werkstudent (m/w/d)"].stated_pay is None
    assert rows["Data Werkstudent (m/w/d)"].pay == "Pay range EUR 15 – 18"


def test_lever():
    rows = by_title("lever")
    row = rows["Software Engineering Intern"]
    assert (row.employer, row.workplace, row.places) == ("", "on-site", ("Dublin, Ireland", "London, UK"))
    assert pay(row) == ("21", "24.5", "EUR", "hour")
    assert rows["Payments Engineer, Placement Year"].stated_pay is None
    assert rows["Payments Engineer, Placement Year"].pay == "GBP 2,600 – 2,600 one time"
    assert rows["Junior Ledger Keeper"].workplace == ""
    assert row.body.index("What you'll do") < row.body.index("Java") < row.body.index("equal opportunity")


def test_ashby():
    rows = by_title("ashby")
    row = rows["Backend Engineer Internship"]
    assert (row.workplace, row.employer, row.department) == ("hybrid", "", "Engineering, Core")
    assert row.places == ("New York, NY (HQ)", "Toronto, ON")
    assert pay(row) == ("8700", "9200", "USD", "month")
    assert rows["Data Platform"].stated_pay is None
    assert (rows["Infrastructure Intern"].stated_pay, rows["Infrastructure Intern"].pay) == (None, "")
    assert not rows["Hidden Intern"].visible


def test_smartrecruiters():
    rows = by_title("smartrecruiters")
    assert rows["Data Science"].url == "https://jobs.smartrecruiters.com/OakBarrel/7001"
    assert rows["Data Science"].workplace == ""
    assert rows["Estágio em Engenharia de Software"].workplace == "hybrid"
    row = rows["Backend Intern"]
    assert (row.url, row.employer) == ("https://jobs.smartrecruiters.com/OakBarrel/7004-backend-intern", "Oak & Barrel")
    assert "<h3>Qualifications</h3>" in row.body


def test_recruitee():
    rows = by_title("recruitee")
    row = rows["Software Stage"]
    assert (row.employer, row.workplace, row.degrees) == ("Fernhill Observatory", "hybrid", ("bachelor",))
    assert (row.places, row.closes_on) == (("Utrecht, Netherlands",), date(2027, 2, 1))
    assert pay(row) == ("600", "750", "EUR", "month")
    assert rows["Working Student Backend"].workplace == ""
    assert rows["Working Student Backend"].stated_pay is None
    assert row.body.index("Telescopes") < row.body.index("Linux")


def test_workable():
    rows = by_title("workable")
    row = rows["Backend Developer"]
    assert (row.employer, row.key, row.places) == ("Olive Press", "AA11", ("Athens, Attica, Greece",))
    assert (row.degrees, row.workplace) == (("Bachelor's Degree",), "")
    assert rows["Software Intern (Remote)"].workplace == "remote"


def test_jsonld_in_a_page():
    (row,) = rows_in("jsonld")
    assert (row.key, row.employer, row.workplace) == ("77", "Lantern Labs", "remote")
    assert row.url == "https://careers.lantern.example/jobs/77?utm_source=x"
    assert (row.places, row.degrees, row.skills) == (("Remote in USA",), ("bachelor degree",), ("Django", "PostgreSQL"))
    assert pay(row) == ("38", "44.50", "USD", "hour")
    assert (row.closes_on, row.posted_at) == (date(2027, 1, 15), datetime(2026, 11, 1, tzinfo=UTC))
    assert "<p>Lamps &amp; Python.</p>" in row.body


@pytest.mark.parametrize("wrap", ["%s", "[%s]", '{"@context": "x", "@graph": [%s]}', '{"mainEntity": {"item": %s}}'])
def test_jsonld_in_any_wrapping(wrap):
    one = '{"@type": ["JobPosting"], "title": "Intern", "url": "https://a.example/1/", "baseSalary": "100000"}'
    (row,) = rows_in("jsonld", (wrap % one).encode())
    assert (row.title, row.key, row.stated_pay, row.pay) == ("Intern", "a.example/1", None, "100,000")


def test_jsonld_of_a_page_that_breaks_off():
    with pytest.raises(base.Unreadable, match="breaks off"):
        rows_in("jsonld", answer("jsonld").partition(b"]]>")[0])


def test_csv():
    good, odd, nameless = rows_in("csv")
    assert (good.employer, good.source_id, good.key) == ("Copper Kettle", "K-1", "kettle.example/jobs/1")
    assert good.places == ("Berlin, Germany", "Remote in Germany")
    assert (good.terms, good.workplace, good.role) == (("summer-2027", "fall-2027"), "hybrid", "back-end")
    assert (good.skills, good.visa) == (("Python", "Django", "Basket weaving"), ("no-sponsorship", "cpt"))
    assert (good.posted_at, good.closes_on) == (datetime(2026, 10, 1, tzinfo=UTC), date(2027, 2, 1))
    assert (odd.posted_at, odd.closes_on, odd.workplace, odd.role, odd.visa) == (None, None, "", "", ())
    assert odd.raw["role"] == "tea-maker"
    assert nameless.employer == ""


def test_csv_with_the_columns_of_somebody_else():
    text = "Job Title;x,Link,Where\n  Intern ,https://a.example/1,Oslo\n"
    assert csv_list.header(text) == ["Job Title;x", "Link", "Where"]
    (row,) = csv_list.read(text, {"title": "Job Title;x", "url": "Link", "places": "where"})
    assert (row.title, row.url, row.places, row.employer) == ("Intern", "https://a.example/1", ("Oslo",), "")
    with pytest.raises(base.Unreadable, match="lacks the columns: Title"):
        list(csv_list.read(text, {"title": "Title", "url": "Link"}))


@pytest.mark.parametrize(
    ("text", "rows"),
    [("URL,Employer,title\nhttps://a.example,A,Intern", 1), ("title,employer,url\n", 0), ("title,employer,url", 0)],
)
def test_csv_needs_no_end_and_no_order(text, rows):
    assert len(list(csv_list.read(text))) == rows


@pytest.mark.parametrize(
    "text", ["title,employer\na,b\n", 'title,employer,url\na,"b', "title,employer,url\na,b\nc", ""]
)
def test_csv_that_cannot_be_read(text):
    with pytest.raises(base.Unreadable):
        list(csv_list.read(text))


@pytest.mark.parametrize(
    ("said", "day"),
    [("31.03.2027", date(2027, 3, 31)), ("1. 4. 2027", date(2027, 4, 1)), ("32.03.2027", None), ("03/04/2027", None)],
)
def test_csv_days_with_dots(said, day):
    (row,) = csv_list.read(f"title,employer,url,closes_on\nIntern,A,https://a.example/1,{said}\n")
    assert row.closes_on == day
