"""Who hires: what waits to be claimed, and what staff do with one employer."""

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from listings.models import Employer, EmployerClaim, Membership
from listings.models.choices import MembershipRole
from listings.postings import employers
from listings.public import phrasing
from listings.staff import clock
from listings.staff.answers import SeeOther, number, who

VERBS = {"verify": employers.verify, "suspend": employers.suspend, "lift": employers.lift}
SHOWN = 30


@require_http_methods(["GET", "HEAD", "POST"])
def all_of_them(request: HttpRequest) -> HttpResponse:
    """Claims that wait, what is suspended, and who is new; POST `claim` (an id) and `do` decides a claim."""
    if request.method == "POST":
        claim = get_object_or_404(
            EmployerClaim.objects.select_related("employer", "user"), pk=number(request.POST.get("claim"))
        )
        try:
            (employers.grant if request.POST.get("do") == "grant" else employers.refuse)(claim, by=who(request))
            messages.success(request, _("Decided. They are written to."))
        except employers.NotAllowed:
            messages.info(request, _("Somebody else has decided this claim."))
        return SeeOther(request.path)
    claims = EmployerClaim.objects.filter(decided_at=None).select_related("employer", "user").order_by("claimed_at")
    context = {
        "at": "employers",
        "claims": [_claim(one) for one in claims],
        "suspended": Employer.objects.filter(suspended_at__isnull=False).order_by("-suspended_at"),
        "unverified": _unverified(),
    }
    return render(request, "staff/employers.html", context)


def _unverified() -> list[dict[str, object]]:
    native = Q(postings__source=None, postings__submitted_at__isnull=False)
    found = Employer.objects.filter(verified_at=None, claimed_at__isnull=False, suspended_at=None)
    newest = list(found.annotate(sent=Count("postings", filter=native)).order_by("-created_at")[:SHOWN])
    owners = Membership.objects.filter(employer__in=newest, role=MembershipRole.OWNER, user__is_active=True)
    addresses: dict[int, list[str]] = {}
    for employer_id, address in owners.order_by("pk").values_list("employer_id", "user__email"):
        addresses.setdefault(employer_id, []).append(address)
    return [{"employer": one, "sent": one.sent, **_vouched(one, addresses.get(one.pk, []))} for one in newest]


def _vouched(employer: Employer, addresses: list[str]) -> dict[str, object]:
    """The owner's address that says most: one of their own domain, else the first that is no webmail."""
    ranked = sorted(
        addresses, key=lambda one: (not employers.domain_matches(one, employer.website), employers.is_webmail(one))
    )
    best = ranked[0] if ranked else ""
    fits = bool(best) and employers.domain_matches(best, employer.website)
    return {"address": best, "fits": fits, "is_webmail": bool(best) and employers.is_webmail(best)}


@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, employer_id: int) -> HttpResponse:
    """POST `do`: verify, suspend, lift."""
    employer = get_object_or_404(Employer, pk=employer_id)
    if request.method == "POST":
        try:
            if verb := VERBS.get(request.POST.get("do", "")):
                verb(employer, by=who(request))
                messages.success(request, _("Done."))
        except employers.NotAllowed:
            messages.info(request, _("It stood so already."))
        return SeeOther(request.path)
    seats = Membership.objects.filter(employer=employer).select_related("user").order_by("role", "pk")
    postings = employer.postings.values_list("status").annotate(n=Count("pk")).order_by("status")
    context = {
        "at": "employers",
        "e": employer,
        "people": [_person(seat, employer) for seat in seats],
        "postings": list(postings),
        "since": phrasing.on_day(employer.created_at.date()),
        "claims": [_claim(one) for one in employer.claims.filter(decided_at=None).select_related("user", "employer")],
    }
    return render(request, "staff/employer.html", context)


def _person(seat: Membership, employer: Employer) -> dict[str, object]:
    address = seat.user.email
    return {
        "name": seat.user.get_short_name(),
        "address": address,
        "role": seat.get_role_display(),
        "fits": employers.domain_matches(address, employer.website),
        "is_webmail": employers.is_webmail(address),
    }


def _claim(claim: EmployerClaim) -> dict[str, object]:
    address = claim.user.email
    return {
        "id": claim.pk,
        "employer": claim.employer,
        "address": address,
        "when": clock.moment(claim.claimed_at),
        "had_people": claim.employer.claimed_at is not None,
        "fits": employers.domain_matches(address, claim.employer.website),
        "is_webmail": employers.is_webmail(address),
    }
