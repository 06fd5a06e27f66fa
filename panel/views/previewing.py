"""The public page of what is still being written: for the team, and by a signed address for who has no account."""

from datetime import timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts import limits
from listings.models import Membership, Posting
from listings.postings import preview_links
from listings.postings.content import Content
from listings.public import phrasing, previewing
from listings.public.feeds import absolute
from listings.public.parts import Notice
from panel.door import posting_of, writing
from panel.editor import sitting

NOBODY = {"user": None}  # the page is the same for everybody, and has no form
HOUR = timedelta(hours=1)
BY_PERSON, BY_NETWORK = 60, 600  # links made, and looks at them, in an hour


@writing
@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: HttpRequest, seat: Membership, posting_id: int) -> HttpResponse:
    """POST makes an address for somebody else and shows it."""
    posting = posting_of(seat, posting_id)
    link = _link(seat, posting) if request.method == "POST" else None
    seen_by = _("This is the page as it would be public. Nobody sees it but your team and whom you give a link.")
    notice = Notice(_("A preview."), seen_by, icon="eye")
    editor = reverse("panel_editor", args=[seat.employer.slug, posting.pk])
    return _page(request, posting, {"notice": notice, "editor_url": editor, "link": link})


def _link(seat: Membership, posting: Posting) -> dict[str, str]:
    limits.require("preview link", f"user:{seat.user_id}", most=BY_PERSON, per=HOUR)
    token, until = preview_links.make(posting, by=seat.user)
    said = {"day": phrasing.on_day(timezone.localtime(until).date())}
    until_words = _("It is good until %(day)s, and shows the draft as it is when somebody looks.") % said
    return {"url": absolute(reverse("preview", args=[token])), "until": until_words}


@never_cache
@require_safe
def shared(request: HttpRequest, token: str) -> HttpResponse:
    """Without an account, so without a form and without a cookie."""
    try:
        found = preview_links.by_token(token, timezone.now())
    except preview_links.Spent:
        return _hidden(request, render(request, "panel/preview_spent.html", NOBODY, status=410))
    if found is None:
        raise Http404
    limits.require("preview", limits.network(request), most=BY_NETWORK, per=HOUR)
    said = {"day": phrasing.on_day(timezone.localtime(found.until).date())}
    words = _("Only who has this link sees it, until %(day)s. What its writers change until then is shown here too.")
    notice = Notice(_("A preview."), words % said, icon="eye")
    return _page(request, found.posting, {"notice": notice, "editor_url": "", "link": None}, **NOBODY)


def _page(request: HttpRequest, posting: Posting, banner: dict[str, Any], **more: Any) -> HttpResponse:
    """What the draft says by now, as far as it can be understood; what stands where there is none."""
    look = sitting.opened(posting)
    said = look.form.understood() if look.draft else Content.of(posting)
    page = previewing.context(previewing.reading(posting, said, timezone.now()), banner)
    context = {"p": page, "rows": [], "structured_data": "", **more}
    return _hidden(request, render(request, "public/posting.html", context))


def _hidden(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The address is the permission: no search engine keeps it, and no site that is linked here reads it."""
    response["X-Robots-Tag"] = "noindex"
    # A form of a page without any referrer is sent with the origin "null", which is nobody's.
    response["Referrer-Policy"] = "no-referrer" if request.path.startswith("/preview/") else "same-origin"
    return response
