"""Made-up rows, sentence and facets of a search, for the page that shows every component."""

from typing import Any

LONG_TITLE = (
    "Software Engineering Intern, Distributed Storage and Consensus Platform, Reliability, Observability and "
    "Developer Experience Group, Bachelor’s or Master’s, 2026"
)
LONG_NAME = "Gesellschaft für Informationsverarbeitung und Datenkommunikation mbH & Co. KG"


def row(title: str, employer: str, **more: Any) -> dict[str, Any]:
    words = dict.fromkeys(("fit", "where_sub", "pay", "closes", "here", "applied_url"), "")
    flags = ("where_unknown", "pay_known", "closes_known", "closes_soon", "posted_same", "is_new", "saved")
    plain = {
        "id": 1,
        "url": "#main",
        "title": title,
        "employer": employer,
        "employer_url": "#main",
        "meta": "Summer 2026",
        "where": "San Francisco, CA",
        "posted": "9 Jan",
        "posted_iso": "2026-01-09",
        "first_seen_iso": "2026-01-09T06:00:00+00:00",
        "why": [],
        "can_save": True,
    }
    return words | dict.fromkeys(flags, False) | plain | {"sign": "untold"} | more


def rows() -> list[dict[str, Any]]:
    return [
        row("Software Engineering Intern", "Exiger", where="McLean, VA", posted="10 Jan", is_new=True),
        row(
            "Back-end Engineering Intern, Ledger Services",
            "Tidewater Ledger",
            meta="Summer 2026, apply here",
            where="New York, NY",
            where_sub="hybrid",
            pay="$42–46 an hour",
            pay_known=True,
            closes="14 Feb",
            closes_known=True,
            fit="Meets 5 of 6 needed; you would learn Kafka",
            is_new=True,
            saved=True,
        ),
        row(
            "Platform Intern, Routing API",
            "Kestrel Freight",
            where="Chicago, IL",
            where_sub="on site",
            pay="$30 an hour",
            pay_known=True,
            closes="18 Jan",
            closes_known=True,
            closes_soon=True,
            posted="5 Jan",
            here="You were here on Thursday 8 January. What stands above is new since then.",
            why=["“platform” in the title", "Go among its skills"],
        ),
        row("Software Engineer Intern", "GIGA", where="", where_unknown=True, posted="5 Jan", posted_same=True),
        row(LONG_TITLE, "Tidewater Ledger", where="Villingen-Schwenningen", where_sub="and 59 more places"),
        row("Software Engineer Intern", LONG_NAME, pay="€1,850–2,100 a month", pay_known=True, can_save=False),
    ]


def sentence() -> dict[str, Any]:
    def clause(text: str, **more: Any) -> dict[str, Any]:
        return {"text": text, "remove_url": "#main", "remove_label": f"Remove: {text}", "is_default": False} | more

    return {
        "title": "Internships matching software engineer, for summer 2026",
        "total_text": "561 internships",
        "parts": [
            {"text": " matching "},
            clause("software\N{NO-BREAK SPACE}engineer"),
            {"text": " for "},
            clause("summer\N{NO-BREAK SPACE}2026"),
            {"text": " in "},
            clause("back-end and kin", is_default=True, remove_label="back-end and kin; show every role"),
        ],
    }


def facets() -> list[dict[str, Any]]:
    def value(label: str, count: int, **more: Any) -> dict[str, Any]:
        slug = label.lower().replace(" ", "-")
        return {
            "value": slug,
            "label": label,
            "count": count,
            "selected": False,
            "url": "#main",
            "unknown": False,
        } | more

    languages = [value("Python", 78), value("Java", 44, selected=True), value("TypeScript", 37), value("Go", 10)]
    visa = [value("Sponsors", 19), value("Does not sponsor", 90), value("Not stated", 487, unknown=True)]
    pay = [value("$20 or more", 38), value("$40 or more", 12)]
    return [
        {
            "name": "skill",
            "label": "Skills",
            "open": True,
            "chosen": "Java",
            "can_find": True,
            "more_url": "#main",
            "more_text": "All 43 skills",
            "kinds": [("Languages", languages), ("Databases", [value("PostgreSQL", 6), value("SQL", 20)])],
        },
        {"name": "visa", "label": "Visa", "open": True, "kinds": [("", visa)]},
        {
            "name": "pay_min",
            "label": "Pay",
            "open": True,
            "input": "",
            "paid": value("Paid, stated", 41),
            "kinds": [("", pay)],
        },
    ]


def extras() -> dict[str, Any]:
    return {
        "open": False,
        "graduates": "",
        "posted": [("", "any day", True), ("1", "since yesterday", False), ("7", "this week", False)],
        "closes": [("", "any day", True), ("7", "this week", False), ("30", "within 30 days", False)],
    }
