"""What somebody's address says of whom they speak for, told before they ask, and how long staff take to decide."""

import statistics
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from listings.models import EmployerClaim
from listings.postings.domains import domain_matches, domain_of, host_of, is_webmail

LOOKED_AT, ENOUGH = 30, 5  # of the newest decisions; of fewer nothing is said
HOUR, TWO_DAYS, DAY = timedelta(hours=1), timedelta(days=2), timedelta(days=1)


def is_proved(user: User) -> bool:
    return EmailAddress.objects.filter(user=user, verified=True).exists()


def words(email: str, website: str = "") -> str:
    """What founding an employer with this site leads to; without one, what it depends on."""
    said = {"domain": domain_of(email), "host": host_of(website)}
    if is_webmail(email):
        return (
            _(
                "Your address is at %(domain)s, where anybody gets one. So a moderator finds out who you are before"
                " your first posting is public; an address at the employer’s own site is quicker."
            )
            % said
        )
    if not website:
        return (
            _(
                "Your address is at %(domain)s. If the employer’s site is there too, it speaks for you: a moderator"
                " who reads your first posting can verify you by it."
            )
            % said
        )
    if domain_matches(email, website):
        return (
            _(
                "Your address is at %(domain)s, like the site, and speaks for you: a moderator who reads your first"
                " posting can verify you by it."
            )
            % said
        )
    return (
        _(
            "Your address is at %(domain)s and the site at %(host)s. A moderator finds out how they belong together"
            " before your first posting is public."
        )
        % said
    )


def claim_words(email: str, website: str) -> str:
    """What a moderator makes of a claim."""
    said = {"domain": domain_of(email), "host": host_of(website)}
    if domain_matches(email, website):
        return _("Your address is at %(domain)s, like the site: that speaks for you.") % said
    if is_webmail(email):
        return (
            _(
                "Your address is at %(domain)s, where anybody gets one: it says nothing of where you work. Change it to"
                " one at work first, and this is quickly decided."
            )
            % said
        )
    if not website:
        return _("We know of no site to compare your address at %(domain)s with, so a moderator finds out.") % said
    return (
        _("Your address is at %(domain)s and the site at %(host)s: a moderator finds out how they belong together.")
        % said
    )


def usual_wait() -> str:
    """How long the claims decided last have waited; empty where there were too few to say."""
    decided = EmployerClaim.objects.filter(decided_at__isnull=False).order_by("-decided_at")
    waits = [end - start for start, end in decided.values_list("claimed_at", "decided_at")[:LOOKED_AT] if end]
    if len(waits) < ENOUGH:
        return ""
    usual = timedelta(seconds=statistics.median(wait.total_seconds() for wait in waits))
    if usual < HOUR:
        return _("The last ones took less than an hour.")
    if usual < TWO_DAYS:
        n = round(usual / HOUR)
        return ngettext("The last ones took about %(n)s hour.", "The last ones took about %(n)s hours.", n) % {"n": n}
    n = round(usual / DAY)
    return ngettext("The last ones took about %(n)s day.", "The last ones took about %(n)s days.", n) % {"n": n}
