"""The staff's own pages: what the moderator gets, and the rows they show. Everybody else is sent to the sign-in."""

from django.contrib.admin.sites import site
from django.contrib.auth.models import Group
from django.utils import timezone

from accounts import audit, outbox
from listings.models import CannedReason, Employer, ImportRun, Posting, Source
from listings.models.choices import Decision, ReportReason
from listings.postings import deciding, reporting
from tests.board import make_board
from tests.factories import make_skill

ADMIN: dict[str, int] = {
    "": 200,
    "logout/": 405,
    "password_change/": 200,
    "password_change/done/": 200,
    "autocomplete/": 403,
    "jsi18n/": 200,
    "r/<path:content_type_id>/<path:object_id>/": 404,
    "accounts/user/<id>/password/": 200,
    "moderation/": 200,
    "moderation/<int:posting_id>/": 200,
    "moderation/<int:posting_id>/change/": 404,
    "moderation/<int:posting_id>/reports/": 405,
    "employers/": 200,
    "employers/<int:employer_id>/": 200,
    "skills/": 200,
    "places/": 200,
    "runs/": 200,
    "runs/<int:run_id>/": 200,
    "sources/new/": 200,
    "sources/<int:source_id>/": 200,
    "mail/": 200,
    "^(?P<app_label>auth|accounts|listings)/$": 200,
    "(?P<url>.*)$": 404,
}
ADD, CHANGE, DELETE = "add/", "<path:object_id>/change/", "<path:object_id>/delete/"
READ = {"": 200, ADD: 403, CHANGE: 200, DELETE: 403, "<path:object_id>/history/": 200, "<path:object_id>/": 302}
ALL = READ | {ADD: 200, DELETE: 200}
# Of postings and employers some fields may be changed; the statuses are those of reading.
MODELS: dict[str, dict[str, int]] = {
    "auth/group/": ALL,
    "accounts/user/": ALL,
    "accounts/auditevent/": READ,
    "accounts/outgoingmail/": READ,
    "listings/posting/": READ,
    "listings/cannedreason/": READ | {ADD: 200},
    "listings/moderationdecision/": READ,
    "listings/postingreport/": READ,
    "listings/employer/": READ,
    "listings/place/": READ,
    "listings/skill/": READ,
    "listings/source/": READ,
}
ADMIN |= {model + rest: status for model, statuses in MODELS.items() for rest, status in statuses.items()}


def filled(route: str) -> str:
    """An address of the staff's pages, with a row of its model that is there."""
    parts = route.split("/")
    if "<path:object_id>" in route and parts[0] != "r":
        model = next(m for m in site._registry if f"{m._meta.app_label}/{m._meta.model_name}" == "/".join(parts[:2]))
        row = model._default_manager.first()
        assert row, f"make one row of {model.__name__} first"
        route = route.replace("<path:object_id>", str(row.pk))
    for argument, model in (("posting", Posting), ("employer", Employer), ("run", ImportRun), ("source", Source)):
        route = route.replace(f"<int:{argument}_id>", str(getattr(model.objects.first(), "pk", 0)))
    route = route.replace("<id>", "1").replace("r/<path:content_type_id>/<path:object_id>/", "r/999999/1/")
    return "/admin/" + route.replace("^(?P<app_label>auth|accounts|listings)/$", "listings/").replace(
        "(?P<url>.*)$", "nowhere/"
    )


def make_rows() -> None:
    Group.objects.create(name="Support")
    board = make_board()
    audit.record("posting.correct", board.native, by=None)
    CannedReason.objects.get_or_create(code="other", defaults={"decision": "reject", "label": "Other", "words": "No."})
    deciding.write(board.native, Decision.APPROVE, by=None)
    reporting.report(board.native, ReportReason.WRONG, "", "", "somebody")
    source = board.imported.source
    assert source
    ImportRun.objects.create(source=source, at=timezone.now(), whole=True)
    outbox.queue("ann@example.org", "Hello", "…")
    make_skill("go")
