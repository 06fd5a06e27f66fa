"""A search for machines: JSON by the contract, and Atom."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from listings.models import PostingSearchRow
from listings.postings import money
from listings.public import channel, search_page
from listings.search import PostingSearch, Result, params


def absolute(path: str) -> str:
    return settings.SITE_URL + path


def as_json(search: PostingSearch, *, keeps_per_page: bool) -> dict[str, Any]:
    extra = {"per_page": str(search.per_page)} if keeps_per_page else {}
    following = search_page.next_url(search, "search_json", **extra)
    return {
        "total": search.total,
        "total_is_exact": True,
        "sentence": str(search.sentence),
        "did_you_mean": None,
        "ignored": search.ignored,
        "results": _results(search.results),
        "facets": {
            facet.name: [
                {"value": v.value, "label": str(v.label), "count": v.count, "selected": v.selected, "kind": v.kind}
                for v in facet.values
            ]
            for facet in search.facets(params.MAX_PAGE_SIZE)
        },
        "next": absolute(following) if following else None,
    }


def _results(results: list[Result]) -> list[dict[str, Any]]:
    rows = PostingSearchRow.objects.filter(pk__in=[result.id for result in results])
    facts = dict(rows.values_list("pk", "facts"))
    return [{**_result(result), "facts": facts.get(result.id, {})} for result in results]


def _result(result: Result) -> dict[str, Any]:
    card = result.card
    return {
        "id": result.id,
        "url": absolute(channel.link(reverse("posting", args=[f"{result.id}-{card['slug']}"]))),
        **{
            name: card[name] for name in ("source", "source_id", "title", "employer", "employer_slug", "role", "places")
        },
        **{name: card[name] for name in ("workplace", "terms", "skills")},
        "pay": money.as_json(card["pay"]),
        "visa": card["visa"],
        "published_at": result.published_at.isoformat(),
        "closes_at": result.closes_at.isoformat() if result.closes_at else None,
        "apply": card["apply"],
        "why": result.why,
    }


def as_atom(search: PostingSearch) -> str:
    title = str(search.sentence)
    link = absolute(search_page.address(search.query(sort=None)))
    feed = Atom1Feed(
        title=title,
        link=link,
        description=title,
        feed_url=absolute(search_page.address(search.query(sort=None), "search_atom")),
        author_name=settings.SITE_NAME,
    )
    for result in search.results:
        card = result.card
        pay = money.pay_text(card["pay"])
        lines = [card["employer"], ", ".join(card["places"]), pay, ", ".join(skill["name"] for skill in card["skills"])]
        url = absolute(channel.link(reverse("posting", args=[f"{result.id}-{card['slug']}"])))
        feed.add_item(
            title=_("%(title)s at %(employer)s") % {"title": card["title"], "employer": card["employer"]},
            link=url,
            description=" · ".join(line for line in lines if line),
            # The slug may change with the title; a reader must not meet the posting again as new.
            unique_id=absolute(f"/internships/{result.id}/"),
            pubdate=result.published_at,
            updateddate=max(result.published_at, result.listed_at),
        )
    return feed.writeString("utf-8")
