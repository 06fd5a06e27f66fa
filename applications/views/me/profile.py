from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import audit, limits
from applications import resumes
from applications.forms.profile import ProfileForm, SkillForm
from applications.me import one, profile_page
from applications.models import Resume
from applications.profiles import Carried, Kept, OwnSkill, Profile
from applications.views.me.doors import person, private
from lib.http import is_path
from listings.models.choices import ProficiencyLevel
from listings.vocabulary import taxonomy

USUAL = ProficiencyLevel.COMFORTABLE.value


def _profile(request: HttpRequest) -> Profile:
    return Kept(person(request)) if request.user.is_authenticated else Carried(request.session)


def _back(request: HttpRequest, usual: str) -> str:
    """Where who came from a posting goes on: `next`, a path of ours, else USUAL."""
    asked = request.GET.get("next", "")
    return asked if is_path(asked) else usual


def _count_session(request: HttpRequest) -> None:
    """One more row of ours for each new session: a campus may, a script may not."""
    if request.session.session_key is None:
        limits.require("session", limits.network(request), most=2000, per=limits.HOUR)


def _tell(request: HttpRequest, mine: Profile, form: SkillForm) -> None:
    _count_session(request)
    if not all(mine.tell_skill(told) for told in form.told()):
        messages.error(request, _("That is as many skills as fit here. Drop one first."))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    """With an account or without; a POST tells skills, those we know also beside one that we do not."""
    mine = _profile(request)
    form = SkillForm(request.POST or None, initial={"level": USUAL})
    if request.method == "POST":
        is_known = form.is_valid()
        if form.told():
            _tell(request, mine, form)
            form.leave_unknown()
        if is_known:
            return redirect(f"{request.get_full_path()}#skills")
    context = profile_page.context(mine, request.viewer, timezone.now(), form)  # type: ignore[attr-defined]
    return render(request, "applications/profile.html", context | {"back_url": _back(request, "")})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change_facts(request: HttpRequest) -> HttpResponse:
    mine = _profile(request)
    form = ProfileForm(request.POST or None, initial={"name": mine.name, **mine.facts()})
    if request.method == "POST" and form.is_valid():
        _count_session(request)
        mine.tell(form.cleaned_data["name"], form.cleaned_data)
        messages.success(request, _("Kept."))
        return redirect(_back(request, reverse("profile")))
    context = {"form": form, "has_account": isinstance(mine, Kept), "back_url": _back(request, reverse("profile"))}
    return render(request, "applications/facts.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change_skill(request: HttpRequest, slug: str) -> HttpResponse:
    """One that is told, or any we know: then it is told here."""
    if slug not in taxonomy.skills():
        raise Http404
    mine, skills = _profile(request), f"{reverse('profile')}#skills"
    before = next((skill for skill in mine.skills() if skill.slug == slug), None)
    told = before or OwnSkill(slug, USUAL)
    form = SkillForm(request.POST or None, slug=slug, initial={"level": told.level, "evidence": told.evidence})
    if request.method == "POST" and (request.POST.get("drop") or form.is_valid()):
        if request.POST.get("drop"):
            mine.drop_skill(slug)
        else:
            _tell(request, mine, form)
        return redirect(_back(request, skills))
    context = {"form": form, "name": told.name, "is_told": bool(before), "back_url": _back(request, skills)}
    return render(request, "applications/skill.html", context)


def _my_resume(request: HttpRequest, resume_id: int) -> Resume:
    return get_object_or_404(Resume, pk=resume_id, student__user=person(request))


@private
@require_safe
def my_resume(request: HttpRequest, resume_id: int) -> HttpResponse:
    shown = one.resume(_my_resume(request, resume_id), timezone.now())
    return render(request, "applications/resume.html", {"resume": shown})


@private
@require_safe
def my_resume_file(request: HttpRequest, resume_id: int) -> HttpResponse:
    resume = _my_resume(request, resume_id)
    try:
        response = resumes.attachment(resume)
    except resumes.FileGone as gone:
        raise Http404(gone.reason) from gone
    audit.record("resume.download", resume, by=person(request))
    return response


@private
@require_POST
def remove_resume(request: HttpRequest, resume_id: int) -> HttpResponse:
    """Those that no application holds; a draft goes on without it."""
    with transaction.atomic():
        mine = Resume.objects.select_for_update(of=("self",)).filter(student__user=person(request))
        resume = get_object_or_404(mine, pk=resume_id)
        if profile_page.is_used(resume):
            messages.error(request, _("An application holds it. It goes when you delete your account."))
        else:
            resumes.delete(resume)
            messages.success(request, _("Removed, with its file."))
    return redirect(f"{reverse('profile')}#files")
