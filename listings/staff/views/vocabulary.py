"""Skills that are two spellings of one, words nobody found, and places nobody could tell."""

from django.contrib import messages
from django.db.models import Count
from django.db.models.functions import Lower
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from listings.models import FragmentPlace, PostingPlace, SearchMiss, Skill, SkillMerge
from listings.postings import vocabulary_care
from listings.search.misses import SHOWN as SEEN
from listings.staff.answers import SeeOther, who
from listings.staff.forms import PlaceForm

SHOWN = 100


@require_http_methods(["GET", "HEAD", "POST"])
def skills(request: HttpRequest) -> HttpResponse:
    """POST `skill` and `into` (slugs) merges the first into the second, once `sure=1` confirms it."""
    asked, into = (_skill(request.POST.get(name, "")) for name in ("skill", "into"))
    is_sent = request.method == "POST"
    if is_sent and asked and into and asked != into and request.POST.get("sure"):
        moved = sum(vocabulary_care.merge(asked, into, by=who(request)).values())
        said = _("%(one)s is a spelling of %(other)s now; %(n)s rows moved.")
        messages.success(request, said % {"one": asked.name, "other": into.name, "n": moved})
        return SeeOther(request.path)
    context = {
        "at": "skills",
        "asked": asked,
        "into": into,
        "is_wrong": is_sent and (not asked or not into or asked == into),
        "typed": {name: request.POST.get(name, "") for name in ("skill", "into")},
        "misses": SearchMiss.objects.filter(count__gte=SEEN)[:SHOWN],
        "seen_from": SEEN,
        "merges": SkillMerge.objects.select_related("into").order_by("-pk")[:SHOWN],
    }
    return render(request, "staff/skills.html", context)


def _skill(slug: str) -> Skill | None:
    return Skill.objects.filter(slug=slug.strip().lower()).first()


@require_http_methods(["GET", "HEAD", "POST"])
def places(request: HttpRequest) -> HttpResponse:
    """POST `raw` and `place` (a slug): all equal fragments mean that place, now and in later imports."""
    form = PlaceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        place = form.cleaned_data["place"]
        count = vocabulary_care.assign(form.cleaned_data["raw"], place, by=who(request))
        said = ngettext("%(n)s fragment is in %(place)s now.", "%(n)s fragments are in %(place)s now.", count)
        messages.success(request, said % {"n": count, "place": place.label})
        return SeeOther(request.path)
    unresolved = PostingPlace.objects.filter(place=None, is_remote=False).values(words=Lower("raw"))
    context = {
        "at": "places",
        "unresolved": unresolved.annotate(n=Count("pk")).order_by("-n", "words")[:SHOWN],
        "total": unresolved.distinct().count(),
        "wrong": form.data.get("raw", "").lower() if form.errors else "",
        "typed": form.data.get("place", "") if form.errors else "",
        "assigned": FragmentPlace.objects.select_related("place").order_by("folded")[:SHOWN],
    }
    return render(request, "staff/places.html", context)
