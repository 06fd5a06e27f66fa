from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts import audit
from applications import letters, pipeline, resumes
from applications.desk import asked as asking
from applications.desk import dossier, writing
from applications.forms.desk import MessageForm, NoteForm
from applications.models import Application
from applications.views.review.door import application_of, at_desk, deciding
from applications.views.review.going import back, done, frame
from listings.models import Membership


@require_safe
@at_desk
def application(request: HttpRequest, seat: Membership, application_id: int) -> HttpResponse:
    found = application_of(seat, application_id)
    pipeline.opened(found, by=seat.user)
    found.refresh_from_db(fields=["opened_at"])
    return _page(request, seat, found, asking.read(request.GET, seat))


@require_POST
@at_desk
def note(request: HttpRequest, seat: Membership, application_id: int) -> HttpResponse:
    found, asked = application_of(seat, application_id), _list(request, seat)
    form = NoteForm(request.POST)
    if not form.is_valid():
        return _page(request, seat, found, asked, note_form=form)
    try:
        pipeline.add_note(found, form.cleaned_data["text"], by=seat.user)
    except pipeline.NotAllowed as refused:
        raise Http404 from refused
    done(request, seat, _("Your note is kept. Only colleagues read it."))
    return back(request, seat, found, asked.query())


@require_POST
@deciding
def message(request: HttpRequest, seat: Membership, application_id: int) -> HttpResponse:
    found, asked = application_of(seat, application_id), _list(request, seat)
    if "begin" in request.POST:
        return _page(request, seat, found, asked, beginning=request.POST["begin"])
    form = MessageForm(request.POST, address=seat.user.email)
    if not form.is_valid():
        return _page(request, seat, found, asked, message_form=form)
    if too_many := writing.count(found, seat.user):
        form.add_error(None, too_many)
        return _page(request, seat, found, asked, message_form=form)
    try:
        batch = pipeline.write(found, form.letter(), by=seat.user, takes_answers=form.takes_answers)
    except pipeline.NotAllowed as refused:
        writing.uncount(found, seat.user)
        form.add_error(None, str(refused))
        return _page(request, seat, found, asked, message_form=form)
    done(request, seat, _("Your message to %(name)s is written.") % {"name": found.name}, batch, found.pk)
    return back(request, seat, found, asked.query())


@require_safe
@at_desk
def resume(request: HttpRequest, seat: Membership, application_id: int) -> HttpResponse:
    """The file; what was pasted as text has none."""
    found = application_of(seat, application_id)
    assert found.resume
    if found.resume.is_pasted:
        raise Http404
    try:
        with transaction.atomic():
            audit.record("resume.download", found.resume, by=seat.user, application=found.pk)
            return resumes.attachment(found.resume, found.name)
    except resumes.FileGone as gone:
        context = {**frame(request, seat, "inbox"), "application": found, "reason": gone.reason}
        return render(request, "review/file_gone.html", context, status=404)


def _list(request: HttpRequest, seat: Membership) -> asking.Asked:
    return asking.read(QueryDict(request.POST.get("query", "")[:4000]), seat)


def _page(
    request: HttpRequest,
    seat: Membership,
    found: Application,
    asked: asking.Asked,
    *,
    note_form: NoteForm | None = None,
    message_form: MessageForm | None = None,
    beginning: str = "",
) -> HttpResponse:
    """With BEGINNING the message is open and begins so."""
    context = dossier.context(found, seat, asked, timezone.now())
    if message_form is None and context["may_decide"]:
        try:
            words = writing.begun(found, beginning or letters.MESSAGE)
        except KeyError as unknown:
            raise Http404 from unknown
        message_form = MessageForm(initial=words, address=seat.user.email)
    forms = {
        "note_form": note_form or NoteForm(),
        "message_form": message_form,
        "beginnings": writing.beginnings(),
        "is_writing": bool(beginning or (message_form and message_form.is_bound)),
    }
    return render(request, "review/application.html", {**frame(request, seat, "inbox"), **context, **forms})
