"""The staff's own pages, inside /admin/ and behind its door."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path

from listings.staff.views import employers, moderation, operations, sources, vocabulary


def at(route: str, view: Callable[..., HttpResponse], name: str, **given: Any) -> URLPattern:
    def behind_the_door(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return admin.site.admin_view(view)(request, **kwargs)

    return path(route, behind_the_door, given, name=name)


urlpatterns = [
    at("moderation/", moderation.moderation, "moderation"),
    at("moderation/<int:posting_id>/", moderation.item, "moderation_item"),
    at("moderation/<int:posting_id>/change/", moderation.item, "moderation_change", is_change=True),
    at("moderation/<int:posting_id>/reports/", moderation.settle_reports, "moderation_reports"),
    at("employers/", employers.all_of_them, "staff_employers"),
    at("employers/<int:employer_id>/", employers.one, "staff_employer"),
    at("skills/", vocabulary.skills, "staff_skills"),
    at("places/", vocabulary.places, "staff_places"),
    at("runs/", operations.runs, "staff_runs"),
    at("runs/<int:run_id>/", operations.run, "staff_run"),
    at("sources/new/", sources.new, "staff_source_new"),
    at("sources/<int:source_id>/", sources.one, "staff_source"),
    at("mail/", operations.mail, "staff_mail"),
]
