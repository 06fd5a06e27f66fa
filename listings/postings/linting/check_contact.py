"""Words of a fraud, and ways to apply around the board."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from listings.postings.linting import said_contact
from listings.postings.linting.remark import EmployerFacts, Remark, remark
from listings.postings.linting.statements import Statement

_DOMAIN = re.compile(r"@([\w.-]+)")


def check(texts: dict[str, str], said: dict[str, list[Statement]], employer: EmployerFacts) -> Iterator[Remark]:
    for field, statements in said.items():
        for statement in statements:
            found = _found(statement, employer)
            if found:
                yield remark(*found, field, statement.start, statement.end, texts[field])


def _found(statement: Statement, employer: EmployerFacts) -> tuple[str, str] | None:
    if statement.kind == "payment":
        return "asks-for-money", _(
            "These words ask applicants for money or bank details, as frauds do. No employer may ask for either here. "
            "Take them out."
        )
    if statement.kind == "crypto":
        return "pays-in-crypto", _(
            "These words speak of pay in a cryptocurrency, as frauds do. State the pay in a currency that banks accept."
        )
    return _contact(statement, employer) if statement.kind == "contact" else None


def _contact(statement: Statement, employer: EmployerFacts) -> tuple[str, str] | None:
    found = said_contact.contact(statement.sentence.words)
    if found is None:
        return None
    kind, match = found
    if kind == "messenger":
        return "contact-by-messenger", _(
            "These words lead applicants to a messenger, as frauds do. Let them apply here or at your own address."
        )
    if kind == "phone":
        return "contact-by-phone", _(
            "A telephone number goes around the application and its answer date. Leave it out: applicants write here."
        )
    domain = _DOMAIN.search(match.group())
    if domain and kind == "mail" and _own(domain.group(1), employer.website):
        return None
    return "contact-by-mail", _(
        "A personal address goes around the application and its answer date. Leave it out: applicants write here."
    )


def _own(domain: str, website: str) -> bool:
    try:
        host = urlsplit(website if "//" in website else f"//{website}").hostname or ""
    except ValueError:
        return False
    host = host.removeprefix("www.")
    return bool(host) and (domain == host or domain.endswith(f".{host}") or host.endswith(f".{domain}"))
