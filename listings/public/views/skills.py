from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from listings.models import SkillMerge
from listings.public import channel, skill_page
from listings.vocabulary import taxonomy


@require_safe
@channel.carries
def skill(request: HttpRequest, slug: str) -> HttpResponse:
    known = taxonomy.skills().get(slug)
    if known is None:
        raise Http404
    context = skill_page.context(known, request.viewer, timezone.now())  # type: ignore[attr-defined]
    if not context["rows"] and (merged := SkillMerge.objects.filter(slug=slug).select_related("into").first()):
        return redirect("skill", merged.into.slug, permanent=True)
    return render(request, "public/skill.html", context)
