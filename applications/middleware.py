"""What public pages may know of a signed-in student, and what they did before they were signed in."""

from collections.abc import Callable

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from accounts.models import User
from applications import beginnings, drafts, elsewhere, profiles
from applications.models import Application, Student
from listings.postings import saving
from listings.public import viewer
from listings.public.viewer import Viewer


class StudentMiddleware:
    """Stands below the viewer's own middleware; without a session it asks nothing and answers no differently."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return self.get_response(request)
        carries = any(name in request.session for name in (viewer.FACTS, viewer.SAVED, drafts.HELD))
        if carries and request.user.is_authenticated:
            adopt(request, request.user)
        below = request.viewer  # type: ignore[attr-defined]
        request.viewer = SimpleLazyObject(lambda: filled(below, request))  # type: ignore[attr-defined]
        response = self.get_response(request)
        if left_for_elsewhere(request, response) and request.user.is_authenticated:
            assert request.resolver_match
            elsewhere.note_departure(request.user, request.resolver_match.kwargs["posting_id"])
        return response


def adopt(request: HttpRequest, user: User) -> None:
    """At the first signed-in request, whichever way somebody signed in."""
    with transaction.atomic():
        if viewer.FACTS in request.session:
            profiles.adopt(user, request.session)
        if saved := viewer.saved_in_session(request):
            saving.carry_over(user, saved)
        request.session.pop(viewer.SAVED, None)
        drafts.carry_over(user, request.session.pop(drafts.HELD, {}))


def filled(found: Viewer, request: HttpRequest) -> Viewer:
    held = {} if found.user else request.session.get(drafts.HELD, {})
    if found.user or held:  # read by the few pages that speak of it
        found.begun = SimpleLazyObject(lambda: beginnings.of(drafts.Holder(found.user), held, timezone.now()))  # type: ignore[assignment]
    if found.user is None:
        return found
    student = Student.objects.filter(user=found.user).prefetch_related("proficiencies__skill").first()
    if student is not None:
        found.facts = student.facts()
        mine = Application.objects.living().filter(student=student)
        found.applied = dict(mine.values_list("posting_id", "pk"))
    return found


def left_for_elsewhere(request: HttpRequest, response: HttpResponse) -> bool:
    match = request.resolver_match
    return request.method == "GET" and match is not None and match.url_name == "out" and response.status_code == 302
