"""What sentences of advertisements state, and what they only seem to. All are written for these tests."""

import pytest

from listings.vocabulary import said_eligibility, said_pay, said_skills, said_terms, said_workplace
from listings.vocabulary.statements import Reading, quoted


def reading(text, title="Software Engineering Intern"):
    return Reading(title, text)


PAY = [
    ("The hourly rate for interns is 20 USD - 71 USD.", (2000, 7100, "USD", "hour")),
    ("Pay: $42–$46 per hour", (4200, 4600, "USD", "hour")),
    ("The pay is from $30 to $40 an hour.", (3000, 4000, "USD", "hour")),
    ("Salary: USD 30–40 per hour", (3000, 4000, "USD", "hour")),
    ("We pay between $1,800 and $2,200 per week.", (180_000, 220_000, "USD", "week")),
    ("Paid internship (£12.60/hour)", (1260, 1260, "GBP", "hour")),
    ("$35/hr", (3500, 3500, "USD", "hour")),
    ("We pay $40/hr - $46/hr.", (4000, 4600, "USD", "hour")),
    ("The monthly salary is €1,200 to €1,400 gross.", (120_000, 140_000, "EUR", "month")),
    ("The base salary range is £24,000 - £27,000 per annum.", (2_400_000, 2_700_000, "GBP", "year")),
    ("Interns earn up to $9,500 per month.", (None, 950_000, "USD", "month")),
    ("Compensation\nCA$30 – CA$34 hourly", (3000, 3400, "CAD", "hour")),
    ("The weekly stipend is $1,500 and housing is ours.", (150_000, 150_000, "USD", "week")),
    ("Pay is $40 an hour. Once more: the rate is $40 per hour.", (4000, 4000, "USD", "hour")),
]
NO_PAY = [
    "We raised $42 million from people who pay per month.",
    "A wellness stipend of $50 per month comes with the pay.",
    "In New York the pay is $50 per hour. In Austin the pay is $42 per hour.",
    "The base salary is $120,000.",
    "Relocation pay of $2,000 per month is possible.",
    "Fertility benefits of up to $10,000 per year, above your pay.",
    "Customers save $300 per month with us.",
    "The pay is competitive, 40 hours per week.",
    "We are paid in coffee.",
]


@pytest.mark.parametrize(("text", "pay"), PAY)
def test_pay(text, pay):
    fact = said_pay.find(reading(text)).value
    assert (fact.min_minor, fact.max_minor, fact.currency, fact.period) == pay


@pytest.mark.parametrize("text", NO_PAY)
def test_no_pay(text):
    assert said_pay.find(reading(text)) is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("This is an unpaid internship.", "unpaid"),
        ("The internship is unpaid.", "unpaid"),
        ("This is not an unpaid internship.", None),
    ],
)
def test_unpaid(text, kind):
    found = said_pay.find(reading(text))
    assert (found.value.kind if found else None) == kind


@pytest.mark.parametrize(
    ("title", "text", "terms"),
    [
        ("Intern, Summer 2027", "", ["summer-2027"]),
        ("Intern (Summer)", "The program starts in Summer 2027.", ["summer-2027"]),
        ("Intern (Summer)", "Our Fall 2027 program is another one.", ["summer"]),
        ("Intern", "Join us for a Fall 2027 internship.", ["fall-2027"]),
        ("Intern", "Our Fall Program runs from August 2026 to December 2026.", ["fall-2026"]),
        ("Intern", "Our Fall Program runs from September 2026 to January 2027.", None),
        ("Intern", "You graduate in Spring 2028.", None),
        ("Intern", "You build services with Spring and deploy them each fall.", None),
        ("Intern", "Founded in summer 2019, our program grew.", None),
        ("Intern", "Available for Winter 2027 or Spring 2027 placements.", ["winter-2027", "spring-2027"]),
    ],
)
def test_terms(title, text, terms):
    found = said_terms.find(reading(text, title))
    assert (found and [fact.slug for fact in found.value]) == terms


@pytest.mark.parametrize(
    ("text", "visa"),
    [
        ("We are unable to sponsor visas.", ["no-sponsorship"]),
        ("Visa sponsorship is not available for this role.", ["no-sponsorship"]),
        ("No visa sponsorship at this time.", ["no-sponsorship"]),
        ("You must be authorised to work without current or future sponsorship.", ["no-sponsorship"]),
        (
            "This position isn’t eligible for immigration sponsorship, and we don’t provide visa sponsorship.",
            ["no-sponsorship"],
        ),
        ("Candidates who require sponsorship will not be considered.", ["no-sponsorship"]),
        ("We sponsor visas.", ["sponsors"]),
        ("Visa sponsorship is available.", ["sponsors"]),
        ("We will sponsor H-1B candidates.", ["sponsors"]),
        ("U.S. citizenship is required.", ["citizenship"]),
        ("You must be a US citizen.", ["citizenship"]),
        ("You must be a U.S. citizen or permanent resident.", []),
        ("Students on CPT or OPT are welcome.", ["cpt", "opt"]),
        ("We cannot accept OPT.", []),
        ("We hire regardless of citizenship, and citizenship required by law is protected.", []),
        ("Will you now or in the future require sponsorship?", []),
        ("We sponsor visas, but not for every role.", []),
        ("We will sponsor visas. We are not able to sponsor this role.", []),
        ("You manage our conference and sponsorship portfolio.", []),
        ("Impostors are not authorised or sponsored to act for us.", []),
        ("Reduce what we do with sponsored events.", []),
    ],
)
def test_visa(text, visa):
    assert [one.value for one in said_eligibility.visa(reading(text))] == visa


@pytest.mark.parametrize(
    ("text", "degrees"),
    [
        ("Pursuing a Bachelor’s, Master’s, or PhD degree in computer science", ["bachelor", "master", "phd"]),
        ("Currently pursuing a B.S. (or higher) in Computer Science", ["bachelor", "master", "phd"]),
        ("Students of an M.S. or Ph.D. programme", ["master", "phd"]),
        ("Enrolled in an undergraduate programme", ["bachelor"]),
        ("No degree required.", ["not-required"]),
        ("A Master's degree in statistics is a plus", None),
        ("A Bachelor's degree or equivalent experience", None),
        ("Except for interns, we require a Bachelor's degree in physics.", None),
        ("Master data management", None),
        ("You enjoy MS Excel", None),
        ("About us\nOur founders hold a PhD degree in physics.", None),
    ],
)
def test_degrees(text, degrees):
    found = said_eligibility.degrees(reading(text))
    assert (found.value if found else None) == degrees


@pytest.mark.parametrize(
    ("text", "enrolment"),
    [
        ("You must be enrolled in a university.", "required"),
        ("Currently pursuing a degree in Computer Science", "required"),
        ("You are currently a full-time university student", "required"),
        ("You return to school afterwards: you are returning to school in the fall.", "required"),
        ("Currently enrolled or recently graduated", None),
        ("You need not be enrolled.", "not-required"),
        ("You will be working towards the vision of a robust service.", None),
    ],
)
def test_enrolment(text, enrolment):
    found = said_eligibility.enrolment(reading(text))
    assert (found.value if found else None) == enrolment


@pytest.mark.parametrize(
    ("text", "workplace"),
    [
        ("This internship is hybrid.", "hybrid"),
        ("This is a remote position.", "remote"),
        ("Location: 100% remote", "remote"),
        ("The role is fully remote.", "remote"),
        ("You work three days a week from our Oslo office.", "hybrid"),
        ("This role is on-site in New York.", "on-site"),
        ("This is an in-person internship.", "on-site"),
        ("This is a hybrid role in Oslo or Bergen.", "hybrid"),
        ("This role can be remote, or in our office.", None),
        ("This role is not remote.", None),
        ("We are a fully-remote company.", None),
        ("This isn’t just another remote opportunity.", None),
        ("The role is remote or hybrid.", None),
        ("This role is hybrid. This role is remote.", None),
        ("We embrace flexibility and hybrid work.", None),
        ("You write remote procedure calls and hybrid clouds.", None),
        ("Employees who live nearby work three days a week in the office.", None),
    ],
)
def test_workplace(text, workplace):
    found = said_workplace.find(reading(text))
    assert (found.value if found else None) == workplace


SECTIONS = """About us
We build ledgers in Erlang.
What you'll do
Keep services in Go
You will learn how to run Kubernetes
Requirements
Python
A basic understanding of SQL; Redis is a plus
Preferred qualifications
Kafka
You must know Git
What you'll learn
Terraform
Benefits
Courses in Rust"""


def test_levels_by_section_and_words():
    assert {one.slug: one.level for one in said_skills.find(reading(SECTIONS))} == {
        "go": "mentioned", "kubernetes": "learn", "python": "needed", "sql": "nice", "redis": "nice", "kafka": "nice",
        "git": "needed", "terraform": "learn",
    }  # fmt: skip


def test_the_statement_that_asks_most_counts():
    (one,) = said_skills.find(reading("Django is nice to have.\nYou must know Django.\nWe learn about Django."))
    assert (one.slug, one.level, one.sentence) == ("django", "needed", "You must know Django.")


def test_statements_end_where_sentences_do():
    text = "You hold a B.S. (or higher). U.S. citizens only, e.g. Ann. Dr. Who asks!\nNext"
    assert [one.text for one in reading(text).below_the_title] == [
        "You hold a B.S. (or higher).", "U.S. citizens only, e.g. Ann.", "Dr. Who asks!", "Next",
    ]  # fmt: skip


def test_a_long_statement_is_quoted_around_its_place():
    words = "one " * 100 + "PYTHON" + " two" * 100
    statement = reading(words).below_the_title[0]
    said = quoted(statement, statement.text.index("PYTHON"))
    assert len(said) <= 300
    assert "PYTHON" in said
    assert said[0] == said[-1] == "…"


def test_a_long_text_is_read_in_no_time():
    text = " ".join(["We pay $40 per hour, sponsor visas in Summer 2027 and know Go"] * 3000)
    for find in (said_pay.find, said_terms.find, said_eligibility.visa, said_workplace.find, said_eligibility.degrees):
        find(reading(text))
