import pytest
from hypothesis import given
from hypothesis import strategies as st

from listings.vocabulary import eligibility_text as eligibility


@pytest.mark.parametrize(
    ("raw", "visa"),
    [
        ("Offers Sponsorship", ("sponsors",)),
        ("Does Not Offer Sponsorship", ("no-sponsorship",)),
        ("U.S. Citizenship is Required", ("citizenship",)),
        ("Other", ()),
        ("offers", ("sponsors",)),
        ("no-sponsorship", ("no-sponsorship",)),
        ("citizens-only", ("citizenship",)),
        ("unknown", ()),
        ("", ()),
        (" Offers  Sponsorship ", ("sponsors",)),
    ],
)
def test_visa(raw: str, visa: tuple[str, ...]) -> None:
    assert eligibility.visa_from_feed(raw) == visa


@pytest.mark.parametrize(
    ("values", "degrees"),
    [
        (["Bachelor's", "Master's"], ("bachelor", "master")),
        (["PhD", "Associate's"], ("associate", "phd")),
        (["MBA", "Master’s"], ("master",)),
        (["bachelor", "Masters", "Bachelor's Degree"], ("bachelor", "master")),
        (["Diploma", ""], ()),
        ([], ()),
    ],
)
def test_degrees_of_a_feed(values: list[str], degrees: tuple[str, ...]) -> None:
    assert eligibility.degrees_from_feed(values) == degrees


@pytest.mark.parametrize(
    ("title", "degrees"),
    [
        ("PhD Software Engineer Intern", ("phd",)),
        ("Machine Learning Intern, Masters/PhD", ("master", "phd")),
        ("Quantitative Researcher Intern - Ph.D.", ("phd",)),
        ("Frontend Development Undergrad Intern", ("bachelor",)),
        ("Software Engineer - UNdergraduate", ("bachelor",)),
        ("Co-Op - Bachelors Software Eng", ("bachelor",)),
        ("STEP Intern, Second Year Bachelor's Student", ("bachelor",)),
        ("Campus Quantitative Researcher, UG/MS (Intern)", ("bachelor", "master")),
        ("Security Engineering Intern, BS/MS", ("bachelor", "master")),
        ("Software Engineering Intern, MS", ("master",)),
        ("Data Scientist Intern - MS", ("master",)),
        ("Software Developer Intern, BS", ("bachelor",)),
        ("MBA Product Marketing Management Intern", ("master",)),
        ("Software Engineer Intern, Jackson, MS", ()),
        ("Master Data Intern", ()),
        ("Scrum Master Intern", ()),
        ("Associate Software Engineer intern", ()),
        ("AI Software Engineer Graduate Intern", ()),
        ("Software Engineer Intern", ()),
    ],
)
def test_degrees_of_a_title(title: str, degrees: tuple[str, ...]) -> None:
    assert eligibility.degrees_from_title(title) == degrees


@pytest.mark.parametrize(
    "title",
    [
        "Software Engineer Intern",
        "Software Engineer, Intern (Summer 2027)",
        "XMLNAME--DO-NOT-POST--IoT-Firmware-Intern",
        "Backend_Intern_2027",
        "Software Engineering Internship",
        "Software Engineer Coop",
        "Software Co-Op",
        "Developer Co Op",
        "Technology Inter",
        "Software Engineering Inttern",
        "2025 Technology Summer Analyst Program (New York)",
        "Summer Analyst, Quantitative Technology Services",
        "Software Apprentice",
        "Werkstudent Softwareentwicklung",
        "Working Student Backend (m/f/d)",
        "Praktikant Softwareentwicklung",
        "Stage de développement back-end",
        "Stagiaire développeur",
        "バックエンドエンジニア インターン",
        "Prácticas desarrollo web",
        "Industrial Placement Software Engineer",
        "Student Researcher",
    ],
)
def test_an_internship(title: str) -> None:
    assert eligibility.is_internship_title(title)


@pytest.mark.parametrize(
    "title",
    [
        "Internal Audit",
        "Software Engineer, Internal Tools",
        "Software Engineer, International",
        "International Tax Manager",
        "Internet Infrastructure Engineer",
        "Internship Program Manager",
        "Internship Coordinator",
        "Intern Recruiter",
        "Cooper Software Engineer",
        "Inter-company Accounting Lead",
        "Software Engineer, Placement Services",
        "Stage Manager",
        "Early Stage Founder Associate",
        "Technical Program Manager",
        "",
    ],
)
def test_no_internship(title: str) -> None:
    assert not eligibility.is_internship_title(title)


@given(st.text())
def test_any_text_is_read_without_an_error(text: str) -> None:
    eligibility.is_internship_title(text)
    assert set(eligibility.degrees_from_title(text)) <= set(eligibility.DEGREES)
    assert len(eligibility.visa_from_feed(text)) <= 1
    assert set(eligibility.degrees_from_feed([text])) <= set(eligibility.DEGREES)
