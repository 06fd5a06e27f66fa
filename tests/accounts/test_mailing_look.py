"""Mails in a browser: readable for everyone, in both schemes, on a telephone too."""

from typing import TYPE_CHECKING

import pytest

from accounts import letters, mailing
from tests.accounts.test_mailing import context
from tests.factories import make_user

if TYPE_CHECKING:
    from playwright.sync_api import Browser

LONG = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen" * 4


def rendered(words: str) -> dict[str, str]:
    ann = make_user()
    found = {kind: mailing.send(kind, ann, values).html for kind, values in context(words).items()}
    found["account"] = letters.send("account/email/login_code", ann.email, {"code": "482913", "email": ann.email}).html
    return found


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_mails_are_readable(browser: "Browser", scheme: str, width: int) -> None:
    from axe_playwright_python.sync_playwright import Axe

    mails = rendered("Back-end Intern") | {f"{kind} long": html for kind, html in rendered(LONG).items()}
    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    for kind, html in mails.items():
        page.set_content(html)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, kind
        if kind.endswith(" long"):
            continue
        results = Axe().run(page)
        assert results.violations_count == 0, f"{kind}: {results.generate_report()}"[:2000]
    page.close()
