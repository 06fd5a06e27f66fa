"""The numbers beside the guide's text, by theme: each leads to the search that gives exactly it.

All are counted at once over every role, so that none can contradict another. Skills are counted of the postings
that name any skill, the rest of all.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from listings.models import DEFAULT_ROLES
from listings.public import counting, phrasing
from listings.public.parts import Share, share
from listings.public.search_page import address
from listings.search import PostingSearch

Wanted = tuple[Callable[[], str], str, str]

THEMES: dict[str, tuple[Wanted, ...]] = {
    "endpoints": (
        (lambda: _("REST APIs, in"), "skill", "rest-apis"),
        (lambda: _("API design, in"), "skill", "apis"),
    ),
    "logic": (
        (lambda: _("Web services, in"), "skill", "web-services"),
        (lambda: _("Back-end roles"), "role", "back-end"),
    ),
    "models": (
        (lambda: _("Data modelling, in"), "skill", "data-modeling"),
        (lambda: _("“Databases” in so many words, in"), "skill", "databases"),
    ),
    "queries": (
        (lambda: _("SQL asked for by"), "skill", "sql"),
        (lambda: _("PostgreSQL asked for by"), "skill", "postgresql"),
        (lambda: _("MySQL asked for by"), "skill", "mysql"),
        (lambda: _("Faster code, in"), "skill", "performance-optimization"),
    ),
    "systems": (
        (lambda: _("Microservices, in"), "skill", "microservices"),
        (lambda: _("Distributed systems, in"), "skill", "distributed-systems"),
        (lambda: _("AWS asked for by"), "skill", "aws"),
        (lambda: _("Kubernetes asked for by"), "skill", "kubernetes"),
    ),
    "git": (
        (lambda: _("Git asked for by"), "skill", "git"),
        (lambda: _("Version control, in"), "skill", "version-control"),
    ),
    "review": (
        (lambda: _("Code review, in"), "skill", "code-review"),
        (lambda: _("Tests, in"), "skill", "testing"),
    ),
    "documentation": ((lambda: _("Documentation, in"), "skill", "documentation"),),
    "deployment": (
        (lambda: _("CI/CD, in"), "skill", "ci-cd"),
        (lambda: _("Docker asked for by"), "skill", "docker"),
        (lambda: _("Linux asked for by"), "skill", "linux"),
    ),
    "dependencies": (
        (lambda: _("Open source, in"), "skill", "open-source"),
        (lambda: _("Security, in"), "skill", "security"),
    ),
    "languages": (
        (lambda: _("Python asked for by"), "skill", "python"),
        (lambda: _("Java asked for by"), "skill", "java"),
        (lambda: _("JavaScript asked for by"), "skill", "javascript"),
        (lambda: _("Node.js asked for by"), "skill", "nodejs"),
        (lambda: _("C# asked for by"), "skill", "csharp"),
        (lambda: _("Go asked for by"), "skill", "go"),
        (lambda: _("Ruby asked for by"), "skill", "ruby"),
    ),
    "databases": (
        (lambda: _("SQL asked for by"), "skill", "sql"),
        (lambda: _("NoSQL asked for by"), "skill", "nosql"),
        (lambda: _("MongoDB asked for by"), "skill", "mongodb"),
        (lambda: _("Redis asked for by"), "skill", "redis"),
    ),
    "science": (
        (lambda: _("Data structures, in"), "skill", "data-structures"),
        (lambda: _("Algorithms, in"), "skill", "algorithms"),
        (lambda: _("System design, in"), "skill", "system-design"),
    ),
    "words": (
        (lambda: _("Communication, in"), "skill", "communication"),
        (lambda: _("Teamwork, in"), "skill", "teamwork"),
        (lambda: _("Technical writing, in"), "skill", "technical-writing"),
    ),
    "enrolment": (
        (lambda: _("Ask for a bachelor’s degree"), "degree", "bachelor"),
        (lambda: _("Sponsor a visa"), "visa", "sponsors"),
        (lambda: _("Visa not stated in"), "visa", "not-stated"),
    ),
    "remains": (
        (lambda: _("Apply here, with everything told"), "apply", "here"),
        (lambda: _("Say what they pay"), "paid", "yes"),
    ),
}


def context(at: datetime) -> dict[str, Any]:
    search = PostingSearch({"role": ["all"]}, at=at, per_page=1)
    naming = counting.naming_a_skill(at)
    # The button leads to the search page, which shows the board's default scope.
    scope = sum(counting.counts(search, "role").get(role.value, 0) for role in DEFAULT_ROLES)
    return {
        "counted_on": phrasing.on_day(at),
        "total": f"{search.total:,}",
        "naming": f"{naming:,}",
        "see_text": ngettext("See %(n)s internship", "See %(n)s internships", scope) % {"n": f"{scope:,}"},
        "shares": {theme: _shares(search, wanted, naming) for theme, wanted in THEMES.items()},
    }


def _shares(search: PostingSearch, wanted: tuple[Wanted, ...], naming: int) -> list[Share]:
    """What counts zero says nothing and is left out."""
    shares = []
    for label, facet, value in wanted:
        count = counting.counts(search, facet).get(value, 0)
        if count:
            of = naming if facet == "skill" else search.total
            url = address(search.query(**{facet: (value,)}))
            shares.append(share(label(), url, count, of, unsaid=value == "not-stated"))
    return shares
