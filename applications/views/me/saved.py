from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from applications.me import saved_page
from applications.views.me.doors import person, private
from lib.text import tidy
from listings.models import SavedPosting
from listings.public import viewer


@never_cache
@require_safe
def saved(request: HttpRequest) -> HttpResponse:
    """With an account or without; a visitor's stay in the browser's session."""
    reader = request.viewer  # type: ignore[attr-defined]
    if request.user.is_authenticated:
        kept = saved_page.of_account(reader)
    else:
        kept = saved_page.of_visitor(viewer.saved_in_session(request))
    return render(request, "applications/saved.html", saved_page.context(kept, reader, timezone.now()))


@private
@require_POST
def note_saved(request: HttpRequest, posting_id: int) -> HttpResponse:
    one = get_object_or_404(SavedPosting, user=person(request), posting_id=posting_id)
    one.note = tidy(request.POST.get("note", ""))[: SavedPosting._meta.get_field("note").max_length]
    one.save(update_fields=["note"])
    return redirect(f"{reverse('saved')}#p{posting_id}")
