"""Sample data for the gallery (development only): every part of a page in every state.

The shapes are those of templates/CONTEXT.md; the words are examples and stay untranslated.
"""

from typing import Any

from django.utils.html import format_html

from listings.public import gallery_search

COLOURS = "paper sunk raised ink ink-2 ink-3 rule rule-2 line mark mark-wash good bad soon"
ICONS = (
    "search x check circle-question-mark chevron-down arrow-right arrow-left arrow-up-right bookmark lock info "
    "sliders-horizontal history circle-x triangle-alert flag printer rss sun-moon"
)


def needs() -> dict[str, list[dict[str, Any]]]:
    def need(*names: str, note: str = "") -> dict[str, Any]:
        skills = [{"name": name, "url": "#main"} for name in names]
        return {"skills": skills, "any_of": len(names) > 1, "note": note}

    return {
        "needed": [
            need("Go", "Java", "Kotlin"),
            need("SQL", note="joins and transactions; any database"),
            need("Data structures", note="a finished course, or the same by yourself"),
        ],
        "nice": [need("PostgreSQL"), need("Writing", note="you enjoy explaining a change")],
        "learn": [need("Kafka"), need("Query plans", note="reading and fixing them")],
        "mentioned": [{"name": name, "url": "#main"} for name in ("Python", "AWS", "Linux")],
    }


def fact(label: str, value: str, **more: Any) -> dict[str, Any]:
    return {"label": label, "value": value} | more


def posting() -> dict[str, Any]:
    places = [
        {"name": "California", "count": 3, "cities": "Los Angeles, San Francisco, San Jose"},
        {"name": "New York", "count": "", "cities": "New York"},
        {"name": "Remote", "count": "", "cities": "in the USA"},
    ]
    return needs() | {
        "id": 4821,
        "title": "Back-end Engineering Intern, Ledger Services",
        "title_long": False,
        "employer": "Tidewater Ledger",
        "logo": "",
        "employer_url": "#main",
        "employer_line": "in New York, NY. A demonstration employer.",
        "is_closed": False,
        "back_url": "#main",
        "back_text": "All internships",
        "change": {
            "tone": "calm",
            "small": True,
            "icon": "history",
            "head": "Changed on 8 January:",
            "text": "pay raised from $40 to $42–46 an hour.",
            "url": "#changes",
            "link_text": "Both changes",
        },
        "summary": "Every payment our customers make becomes two lines in a ledger, and the two must agree for ever. "
        "You will join the four people who keep that promise, and take one small service from its first migration "
        "to its first customer.",
        "apply": {
            "kind": "outside",
            "url": "#main",
            "host": "jobs.tidewater.example",
            "label": "",
            "note": "",
            "mine": None,
            "lines": ["leads to jobs.tidewater.example", "closes 14 Feb"],
        },
        "save": {"id": 4821, "saved": False},
        "facts": [
            fact("Pay", "$42–46 an hour", strong=True, sub="about $20,600 for the term, before tax"),
            fact("Place", "5 places in 2 states, and remote", places=places),
            fact("Term", "Summer 2026, 12 weeks from 1 June, 40 hours a week"),
            fact("Relocation", "not stated", unknown=True),
            fact("Closes", "14 February 2026, end of day in New York"),
        ],
        "missing": "",
        "answer": {
            "title": "They answer within 21 days",
            "label": "A line of 21 days from your application to the promised answer",
            "ticks": [f"{100 * day / 21:.2f}%" for day in range(1, 21)],
            "later": "21 days later",
            "kept": {"text": "Their answers took 9 days at the median.", "url": "#"},
        },
        "checks": checks(),
        "work": [
            "Build the endpoint that lets a customer correct a posting date, with its tests and its documentation.",
            "Review changes by others. Yours are reviewed before every merge.",
        ],
        "work_kinds": "API endpoints, data modelling, migrations, query optimisation, testing",
        "mentor": {
            "name": "Amara Osei",
            "role": "staff engineer, six years at Tidewater",
            "sentences": ["One-to-ones twice a week.", "Every change is reviewed."],
        },
        "outcomes": ["One service in production with your name in its history.", "You may show a talk about it."],
        "eligibility": [
            fact("Enrolment", "Required, at any accredited school"),
            fact("Degree", "Bachelor or master"),
        ],
        "eligibility_missing": "field of study, work permit",
        "changes": changes(),
        "source": {"name": "a public list", "url": "#main", "read": "10 January 2026, 06:00 UTC", "note": ""},
        "inferred": ["We read from the title that the role is back-end."],
        "origin": "Posting 4821, written by the employer.",
    }


def checks() -> dict[str, Any]:
    return dict.fromkeys(("invite", "once")) | {
        "verdict": "You may. One point is not met; the employer decides.",
        "items": [
            {"state": "met", "text": "One of Go, Java, Kotlin", "note": "You have Go, from a project."},
            {"state": "not", "text": "Data structures", "note": "Not in what you told us."},
            {"state": "untold", "text": "May work in the USA in summer 2026", "note": "You have not told us."},
        ],
    }


def changes() -> list[dict[str, Any]]:
    def change(text: str, date: str, iso: str) -> dict[str, Any]:
        return {"text": text, "date": date, "iso": iso}

    return [
        change(format_html("Pay raised from <del>{}</del> to <ins>{}</ins>", "$40", "$42"), "8 January", "2026-01-08"),
        change(format_html("No longer needed on day one: <del>{}</del>", "Kafka"), "7 January", "2026-01-07"),
        change("Opened", "5 January", "2026-01-05"),
    ]


def notices() -> list[dict[str, Any]]:
    closed = {"head": "Closed on 12 March 2025, filled.", "text": "It stays readable; nobody can apply."}
    return [
        {"tone": "", "icon": "lock", "url": "#main", "link_text": "The summer of 2026 is open."} | closed,
        {"tone": "calm", "icon": "info", "head": "Not claimed.", "text": "Nobody from Ramp has checked this page."},
        {"tone": "bad", "icon": "triangle-alert", "head": "", "text": "Three answers need another look."},
    ]


def context() -> dict[str, Any]:
    shares = [
        {"label": "SQL asked for by", "count": "20", "of": "109", "width": "18.3%", "url": "#main"},
        {"label": "Visa not stated in", "count": "487", "of": "660", "width": "73.8%", "url": "#main", "unsaid": True},
    ]
    ways = [
        {"clause": "$40 an hour", "text": "", "url": "#main", "note": "COBOL in Denver.", "count": "2"},
        {"clause": "", "text": "Look among every role", "url": "#main", "note": "", "count": "3"},
    ]
    return {
        "colours": COLOURS.split(),
        "icon_names": ICONS.split(),
        "rows": gallery_search.rows(),
        "sentence": gallery_search.sentence(),
        "facets": gallery_search.facets(),
        "extras": gallery_search.extras(),
        "hidden_fields": [],
        "clear_url": "#main",
        "scope_hint": "“Back-end and kin” is back-end, full-stack, infrastructure and general software.",
        "all_roles_url": "#main",
        "all_roles_count": "1,213",
        "ignored": ["colour=red"],
        "p": posting(),
        "notices": notices(),
        "shares": shares,
        "ways": ways,
        "long_title": gallery_search.LONG_TITLE,
    }
