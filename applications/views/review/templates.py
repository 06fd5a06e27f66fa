from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts import audit
from applications import letters
from applications.desk import templates_page
from applications.forms.desk import TemplateForm
from applications.models import MessageTemplate
from applications.views.review.door import deciding
from applications.views.review.going import done, frame, see_other
from listings.models import Membership


@require_safe
@deciding
def templates(request: HttpRequest, seat: Membership) -> HttpResponse:
    purposes = templates_page.purposes(seat.employer)
    return render(request, "review/templates.html", {**frame(request, seat, "templates"), "purposes": purposes})


@require_http_methods(["GET", "HEAD", "POST"])
@deciding
def template(request: HttpRequest, seat: Membership, purpose: str) -> HttpResponse:
    if purpose not in letters.PURPOSES:
        raise Http404
    letter = letters.template(seat.employer, purpose)
    form = TemplateForm(request.POST or None, initial={"subject": letter.subject, "body": letter.body}, purpose=purpose)
    if form.is_bound and ("usual" in request.POST or form.is_valid()):
        _keep(seat, purpose, None if "usual" in request.POST else form)
        done(request, seat, _("Kept. New letters begin with these words."))
        return see_other(reverse("review_templates", args=[seat.employer.slug]))
    context = {
        "form": form,
        "purpose": purpose,
        "label": letters.PURPOSES[purpose],
        "own": letter != letters.usual(purpose),
    }
    placeholders = [f"{{{name}}}" for name in form.allowed]
    return render(
        request, "review/template.html", {**frame(request, seat, "templates"), **context, "placeholders": placeholders}
    )


def _keep(seat: Membership, purpose: str, form: TemplateForm | None) -> None:
    """Without a form the words we ship serve again."""
    with transaction.atomic():
        own = MessageTemplate.objects.filter(employer=seat.employer, purpose=purpose)
        if form is None:
            own.delete()
        else:
            words = {
                "subject": form.cleaned_data["subject"],
                "body": form.cleaned_data["body"],
                "changed_by": seat.user,
            }
            MessageTemplate.objects.update_or_create(employer=seat.employer, purpose=purpose, defaults=words)
        audit.record("template.change", seat.employer, by=seat.user, purpose=purpose)
