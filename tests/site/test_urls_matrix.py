"""Every address of the URLconf × who asks → status. A new address fails until it is listed here."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from accounts import mailing
from listings.models.choices import ReportReason
from listings.postings import expiring, preview_links, reporting
from tests.accounts.addresses import ACCOUNTS, expected
from tests.board import Board, make_board
from tests.cast import WHO, Cast, make_cast
from tests.factories import make_employer, make_member, make_posting, make_source, make_user
from tests.site.staff_addresses import ADMIN, filled, make_rows

pytestmark = pytest.mark.django_db


def walk(patterns: list[URLPattern | URLResolver], prefix: str = "") -> Iterator[str]:
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from walk(pattern.url_patterns, route)
        else:
            yield route


ROUTES = list(walk(get_resolver().url_patterns))
POSTING = "^internships/(?P<ref>[0-9]+(?:-[^/]*)?)/$"
OUT = "internships/<int:posting_id>/out/"
SAVE = "internships/<int:posting_id>/save/"
APPLY = POSTING.replace("/$", "/apply/")
REPORT = POSTING.replace("/$", "/report/$")

# Route, address (names in braces are made below), what every one of the six gets.
PAGES: list[tuple[str, str, int]] = [
    ("", "/", 200),
    ("internships/", "/internships/", 200),
    ("internships.json", "/internships.json", 200),
    ("internships.atom", "/internships.atom", 200),
    (POSTING, "/internships/{native}/", 200),
    (POSTING, "/internships/{native_id}/", 301),
    (POSTING, "/internships/{native_id}-another-slug/", 301),
    (POSTING, "/internships/{closed}/", 200),
    (POSTING, "/internships/{paused}/", 200),
    (POSTING, "/internships/{archived}/", 200),
    (POSTING, "/internships/{unread}/", 200),
    (POSTING, "/internships/{over}/", 200),
    (POSTING, "/internships/{removed}/", 410),
    (POSTING, "/internships/{removed_id}-another-slug/", 410),
    (POSTING, "/internships/{never_removed}/", 404),
    (POSTING, "/internships/{draft}/", 404),
    (POSTING, "/internships/{in_moderation}/", 404),
    (POSTING, "/internships/{changes_requested}/", 404),
    (POSTING, "/internships/{rejected}/", 404),
    (POSTING, "/internships/{scheduled}/", 404),
    (POSTING, "/internships/{suspended}/", 404),
    (POSTING, "/internships/999999999-nothing/", 404),
    (POSTING, "/internships/99999999999999999999999999/", 404),
    (OUT, "/internships/{imported_id}/out/", 302),
    (OUT, "/internships/{native_id}/out/", 404),
    (OUT, "/internships/{unread_id}/out/", 404),
    (OUT, "/internships/{closed_id}/out/", 404),
    (OUT, "/internships/{removed_id}/out/", 404),
    (OUT, "/internships/{suspended_id}/out/", 404),
    (OUT, "/internships/99999999999999999999999999/out/", 404),
    (f"{APPLY}$", "/internships/{native}/apply/", 200),
    (f"{APPLY}$", "/internships/{native_id}/apply/", 301),
    (f"{APPLY}$", "/internships/{closed}/apply/", 200),
    (f"{APPLY}$", "/internships/{paused}/apply/", 200),
    (f"{APPLY}$", "/internships/{archived}/apply/", 200),
    (f"{APPLY}$", "/internships/{unread}/apply/", 200),
    (f"{APPLY}$", "/internships/{over}/apply/", 200),
    (f"{APPLY}$", "/internships/{removed}/apply/", 410),
    (f"{APPLY}$", "/internships/{never_removed}/apply/", 404),
    (f"{APPLY}$", "/internships/{draft}/apply/", 404),
    (f"{APPLY}$", "/internships/{scheduled}/apply/", 404),
    (f"{APPLY}$", "/internships/{suspended}/apply/", 404),
    (f"{APPLY}$", "/internships/999999999-nothing/apply/", 404),
    (f"{APPLY}$", "/internships/99999999999999999999999999/apply/", 404),
    (f"{APPLY}code/$", "/internships/{native}/apply/code/", 302),
    (f"{APPLY}code/$", "/internships/{removed}/apply/code/", 410),
    (f"{APPLY}code/$", "/internships/{draft}/apply/code/", 404),
    (f"{APPLY}draft/$", "/internships/{native}/apply/draft/", 405),
    (SAVE, "/internships/{native_id}/save/", 405),
    (REPORT, "/internships/{native}/report/", 200),
    (REPORT, "/internships/{native_id}/report/", 301),
    (REPORT, "/internships/{imported}/report/", 200),
    (REPORT, "/internships/{closed}/report/", 200),
    (REPORT, "/internships/{paused}/report/", 200),
    (REPORT, "/internships/{removed}/report/", 410),
    (REPORT, "/internships/{never_removed}/report/", 404),
    (REPORT, "/internships/{draft}/report/", 404),
    (REPORT, "/internships/{in_moderation}/report/", 404),
    (REPORT, "/internships/{scheduled}/report/", 404),
    (REPORT, "/internships/{suspended}/report/", 404),
    (REPORT, "/internships/99999999999999999999999999/report/", 404),
    ("reports/<slug:receipt>/", "/reports/{receipt}/", 200),
    ("reports/<slug:receipt>/", "/reports/nothing/", 404),
    ("employers/", "/employers/", 200),
    ("employers/<slug:slug>/", "/employers/{employer}/", 200),
    ("employers/<slug:slug>/", "/employers/suspended/", 404),
    ("employers/<slug:slug>/", "/employers/nobody/", 404),
    ("logos/<str:name>", f"/logos/{'0' * 32}.png", 404),
    ("logos/<str:name>", "/logos/x", 404),
    ("skills/<slug:slug>/", "/skills/go/", 200),
    ("skills/<slug:slug>/", "/skills/juggling/", 404),
    ("guide/", "/guide/", 200),
    ("embed/<slug:slug>/", "/embed/{employer}/", 200),
    ("embed/<slug:slug>/", "/embed/suspended/", 404),
    ("embed/<slug:slug>/", "/embed/nobody/", 404),
    ("embed/<slug:slug>.json", "/embed/{employer}.json", 200),
    ("embed/<slug:slug>.json", "/embed/suspended.json", 404),
    ("feeds/postings.xml", "/feeds/postings.xml", 200),
    ("sitemap.xml", "/sitemap.xml", 200),
    ("sitemaps/<slug:part>.xml", "/sitemaps/postings-1.xml", 200),
    ("sitemaps/<slug:part>.xml", "/sitemaps/postings-2.xml", 404),
    ("sitemaps/<slug:part>.xml", "/sitemaps/employers.xml", 200),
    ("sitemaps/<slug:part>.xml", "/sitemaps/pages.xml", 200),
    ("sitemaps/<slug:part>.xml", "/sitemaps/nothing.xml", 404),
    ("robots.txt", "/robots.txt", 200),
    (".well-known/security.txt", "/.well-known/security.txt", 200),
    ("mail/stop/<str:token>/", "/mail/stop/{stop_mail}/", 200),
    ("mail/stop/<str:token>/", "/mail/stop/nothing/", 404),
    ("postings/answer/<str:token>/", "/postings/answer/{answer}/", 200),
    ("postings/answer/<str:token>/", "/postings/answer/{answered}/", 410),
    ("postings/answer/<str:token>/", "/postings/answer/nothing/", 404),
    ("me/saved/", "/me/saved/", 200),
    ("me/profile/", "/me/profile/", 200),
    ("me/profile/facts/", "/me/profile/facts/", 200),
    ("me/profile/skills/<slug:slug>/", "/me/profile/skills/go/", 200),
    ("me/profile/skills/<slug:slug>/", "/me/profile/skills/juggling/", 404),
    ("me/gone/", "/me/gone/", 200),
    ("withdraw/<str:token>/", "/withdraw/nothing/", 404),
    ("preview/<str:token>/", "/preview/{preview}/", 200),
    ("preview/<str:token>/", "/preview/nothing/", 404),
    ("healthz", "/healthz", 200),
    ("readyz", "/readyz", 200),
]
TAKES_POST = {SAVE, REPORT, "accounts/login/", "accounts/logout/", "mail/stop/<str:token>/",
              "postings/answer/<str:token>/", f"{APPLY}$", f"{APPLY}code/$",
              f"{APPLY}draft/$", "me/profile/", "me/profile/facts/", "me/profile/skills/<slug:slug>/",
              "withdraw/<str:token>/"}  # fmt: skip
# One person's own: tests/applications/test_sent.py and test_me_pages.py say what everybody gets.
OWN = {
    "me/",
    *(f"me/applications/<int:application_id>/{page}" for page in ("", "sent/", "edit/", "withdraw/", "restore/")),
    "me/applications/<int:application_id>/edit/draft/",
    *(f"me/elsewhere/{page}" for page in ("add/", *(f"<int:elsewhere_id>/{x}" for x in ("", "answer/", "remove/")))),
    *(f"me/resumes/<int:resume_id>/{page}" for page in ("", "file/", "remove/")),
    "me/saved/<int:posting_id>/note/",
    *(f"me/{page}" for page in ("mail/", "data/", "data/export/", "data/delete/")),
}
# An employer's own: tests/applications/test_desk_roles.py and tests/panel/test_roles.py say what everybody gets.
DESK = {route for route in ROUTES if route.startswith(("review/", "employer/"))}

OTHERS = {"admin/login/"} | {f"accounts/{route}" for route in ACCOUNTS}


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def names(board: Board) -> dict[str, object]:
    now = timezone.now()
    unread = make_source("unread", read_at=now - settings.SOURCE_TRUSTED_FOR)
    suspended = make_employer("Suspended", suspended_at=now)
    yesterday = now - timedelta(days=1)
    postings = {
        "native": board.native,
        "imported": board.imported,
        "removed": board.removed,
        "never_removed": make_posting(status="removed"),
        "unread": make_posting(source=unread),
        "over": make_posting(closes_at=yesterday, closes_on=yesterday.date()),
        "suspended": make_posting(
            employer=suspended, apply_kind="outside", apply_url="https://example.com/", indexed=False
        ),
        "scheduled": make_posting(status="scheduled", published_at=now + timedelta(days=1)),
    }
    for status in ("closed", "paused", "archived", "draft", "in_moderation", "changes_requested", "rejected"):
        # Withdrawn ones had been public before: that must leave no trace either.
        before = {"published_at": yesterday, "first_published_at": yesterday}
        outside = {"apply_kind": "outside", "apply_url": "https://example.com/"}
        postings[status] = make_posting(status=status, **before, **outside)
    stop = mailing.stop_address(make_user(), "desk-digest").rstrip("/").rpartition("/")[2]
    report, _is_new = reporting.report(board.native, ReportReason.WRONG, "", "", "somebody")
    found: dict[str, object] = {"employer": board.employer.slug, "stop_mail": stop, "receipt": report.receipt}
    found["preview"], _until = preview_links.make(board.native, by=make_member(board.native.employer))
    for name, posting in (("answer", make_posting(expires_at=now)), ("answered", postings["closed"])):
        posting.expires_at = now
        address = expiring.address("open", posting, make_member(posting.employer))
        found[name] = address.rstrip("/").rpartition("/")[2]
    for name, posting in postings.items():
        found |= {name: f"{posting.pk}-{posting.slug}", f"{name}_id": posting.pk}
    return found


def test_every_address_is_listed() -> None:
    listed = {route for route, _address, _status in PAGES} | OTHERS | OWN | DESK | {f"admin/{route}" for route in ADMIN}
    assert set(ROUTES) - listed == set(), "say here what each person gets"
    assert listed - set(ROUTES) == set(), "no longer there"


def test_public_pages(cast: Cast) -> None:
    made = names(make_board())
    for who in WHO:
        client = cast.client(who)
        got = {address: client.get(address.format(**made)).status_code for _route, address, _status in PAGES}
        assert got == {address: status for _route, address, status in PAGES}, who


def test_public_pages_take_no_post(cast: Cast) -> None:
    made = names(make_board())
    for who in WHO:
        client = cast.client(who)
        pages = {address for route, address, _status in PAGES if route not in TAKES_POST}
        got = {address: client.post(address.format(**made)).status_code for address in pages}
        assert got == dict.fromkeys(pages, 405), who


@pytest.mark.parametrize("who", WHO)
def test_account_pages(cast: Cast, who: str) -> None:
    client = cast.client(who)
    assert {address: client.get(address).status_code for address in expected(who)} == expected(who)


@pytest.fixture
def rows(cast: Cast) -> None:
    make_rows()


@pytest.mark.usefixtures("rows")
def test_staff_pages(cast: Cast) -> None:
    moderator = cast.client("moderator")
    user = cast.people["student"].pk
    addresses = {route: filled(route).replace("/user/1/", f"/user/{user}/") for route in ADMIN}
    got = {route: moderator.get(address).status_code for route, address in addresses.items()}
    assert got == ADMIN
    for who in WHO:
        if who == "moderator":
            continue
        client = cast.client(who)
        for route, address in addresses.items():
            for method in (client.get, client.post):
                response = method(address)
                assert response.status_code == 302, (who, route)
                where = "/admin/" if route == "logout/" else "/admin/login/"
                assert response["Location"].startswith(where), (who, route)
        answer = client.get("/admin/login/")
        assert answer.status_code == (403 if who == "student" else 302), who
        if who in ("rival", "recruiter", "reviewer"):
            assert answer["Location"] == "/employer/"


def test_development_pages_are_not_there() -> None:
    assert not settings.DEBUG
    assert not [route for route in ROUTES if "gallery" in route]
