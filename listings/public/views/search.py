from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from listings.public import channel, feeds, search_page
from listings.search import FACETS, PostingSearch, misses, params


def _asked(request: HttpRequest, *own: str) -> dict[str, Any]:
    """The parameters but for those that are the page's own, and for the channel, which asks for nothing."""
    return {name: values for name, values in request.GET.lists() if name not in (*own, channel.NAME)}


@require_safe
@channel.carries
def search(request: HttpRequest) -> HttpResponse:
    all_of = request.GET.get("all", "")
    found = PostingSearch(_asked(request, "all"))
    context = search_page.context(found, request.viewer, all_of=all_of if all_of in FACETS else "")  # type: ignore[attr-defined]
    if found.question and not found.total and not found.after:
        misses.note(found.question)
    return render(request, "public/search.html", context)


@require_safe
@channel.carries
def search_json(request: HttpRequest) -> HttpResponse:
    asked = _asked(request)
    wanted = params.PAGING["per_page"].clean(asked.get("per_page", [])).kept
    per_page = min(int(wanted[0]), params.MAX_PAGE_SIZE) if wanted else params.PAGE_SIZE
    found = PostingSearch(asked, per_page=per_page)
    response = JsonResponse(
        feeds.as_json(found, keeps_per_page=bool(wanted)), json_dumps_params={"ensure_ascii": False}
    )
    response["Access-Control-Allow-Origin"] = "*"
    return response


@require_safe
@channel.carries
def search_atom(request: HttpRequest) -> HttpResponse:
    found = PostingSearch({**_asked(request, "sort", "after"), "sort": ["newest"]}, per_page=50)
    return HttpResponse(feeds.as_atom(found), content_type="application/atom+xml; charset=utf-8")
