from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts import limits
from listings.models import Membership
from listings.postings import logos
from listings.postings.profile import Profile, Stale, change
from panel.door import writing
from panel.forms.profile import ProfileForm, initial

LOGOS_A_DAY = 20
WHO = ("about", "website", "kind", "size", "recruits_for_others")


@writing
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest, seat: Membership) -> HttpResponse:
    before = Profile.of(seat.employer)
    if request.method != "POST":
        return _page(request, seat, ProfileForm(initial=initial(before)), before)
    if "logo" in request.FILES:
        limits.require("logo", str(seat.user_id), most=LOGOS_A_DAY, per=limits.DAY)
    form = ProfileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, seat, form, before, status=422)
    try:
        change(seat, form.profile(), seen=request.POST.get("seen", ""), logo=_logo(form))
    except logos.Refused as refused:
        form.add_error("logo", str(refused))
        return _page(request, seat, form, before, status=422)
    except Stale:
        return _page(request, seat, form, Profile.of(seat.employer), status=409)
    messages.success(request, _("Saved. This is what students see from now on."))
    return redirect("panel_profile", seat.employer.slug)


def _logo(form: ProfileForm) -> str | None:
    if picture := form.cleaned_data["logo"]:
        return logos.store(picture)
    return "" if form.cleaned_data["remove_logo"] else None


def _page(
    request: HttpRequest, seat: Membership, form: ProfileForm, standing: Profile, *, status: int = 200
) -> HttpResponse:
    """SEEN in the form is what stands now, so that after a 409 the next save is a decision."""
    context = {"seat": seat, "slug": seat.employer.slug, "at": "profile", "form": form, "seen": standing.digest}
    context |= {"who": [form[name] for name in WHO], "logo": seat.employer.logo}
    context |= {"theirs": _theirs(form, standing) if status == 409 else []}
    return render(request, "panel/profile.html", context, status=status)


def _theirs(form: ProfileForm, standing: Profile) -> list[dict[str, str]]:
    """What somebody else has saved meanwhile where these words differ."""
    now = initial(standing)
    names = [name for name in form.fields if name in now and form.cleaned_data.get(name) != getattr(standing, name)]
    return [{"label": str(form[name].label), "words": str(now[name] or _("nothing"))} for name in names]
