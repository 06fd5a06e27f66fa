"""One click out of a mail, without signing in: the signed address is the permission, and for nothing else."""

from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from listings.postings import expiring
from listings.postings.lifecycle import NotAllowed
from listings.public import answer_page


def out_of_a_mail(view: Any) -> Any:
    """The address is a key: no cache, no search engine and no other site is to learn it."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = view(request, *args, **kwargs)
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex"
        return response

    return guarded


@csrf_exempt  # as the other links of mails: who has the address could as well send the form
@never_cache
@out_of_a_mail
@require_http_methods(["GET", "HEAD", "POST"])
def answer_posting(request: HttpRequest, token: str) -> HttpResponse:
    asked = expiring.by_token(token)
    if asked is None:
        raise Http404
    heading, status = _("Is it still open?"), 200
    if request.method == "POST":
        try:
            expiring.answer(asked, request.POST.get("act", asked.act))
            return render(request, "public/answered.html", answer_page.context(asked, _("Thank you")))
        except NotAllowed:
            asked.posting.refresh_from_db()
    if not expiring.answers(asked):
        heading, status = _("This was answered already"), 410
    return render(request, "public/answer_posting.html", answer_page.context(asked, heading), status=status)
