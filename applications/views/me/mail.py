from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts import mailing
from accounts.models import MutedMail
from applications.views.me.doors import person, private
from listings.models import Membership

FOR_EMPLOYERS = {"desk-digest"}


@private
@require_http_methods(["GET", "HEAD", "POST"])
def me_mail(request: HttpRequest) -> HttpResponse:
    """A box a kind that can be stopped; what is ticked comes."""
    user = person(request)
    sits = Membership.objects.filter(user=user).exists()
    kinds = {
        code: kind for code, kind in mailing.KINDS.items() if kind.is_stoppable and (sits or code not in FOR_EMPLOYERS)
    }
    if request.method == "POST":
        wanted = set(request.POST.getlist("kind"))
        with transaction.atomic():
            for code in kinds:
                (mailing.resume if code in wanted else mailing.stop)(user, code)
        messages.success(request, _("Kept."))
        return redirect("me_mail")
    muted = set(MutedMail.objects.filter(user=user).values_list("kind", flat=True))
    shown = [{"code": code, "label": kind.label, "on": code not in muted} for code, kind in kinds.items()]
    return render(request, "applications/mail.html", {"kinds": shown})
