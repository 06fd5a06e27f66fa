"""Who holds an address: six digits sent there, typed here. What the forms that make an account stand on.

    state = proving.send_code(email, purpose="apply")      # keep it in the session
    verdict = proving.check_code(state, email, code)       # while it is not ok: say verdict.words()
    arrival = proving.arrive(request, email, name=name)    # signed in, or arrival.response leads to the second factor

The first two do the same whether there is an account or not, so nobody can tell by words, time or mail.
"""

import math
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.models import EmailAddress
from allauth.account.utils import perform_login
from allauth.core import context
from django.conf import settings
from django.contrib.auth import logout
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts import audit, letters, limits
from accounts.models import User

LASTS = timedelta(seconds=settings.CODE_LASTS)
TRIES = settings.CODE_TRIES
WRONG_AN_HOUR, MAILS_AN_HOUR, MAILS_A_NETWORK = 20, 5, 300
PAUSE = timedelta(minutes=1)
PURPOSES = {"apply", "sign-up", "again"}
OK, WRONG, EXPIRED, SPENT, SHUT = "ok", "wrong", "expired", "spent", "shut"


@dataclass(frozen=True)
class Verdict:
    """`kind` is one of OK, WRONG, EXPIRED, SPENT, SHUT; `left` are the tries left of a wrong one, `minutes` how long
    no code is looked at."""

    kind: str
    left: int = 0
    minutes: int = 0

    @property
    def ok(self) -> bool:
        return self.kind == OK

    def words(self) -> str:
        """What to say beside the field; '' when it was right."""
        if self.kind == WRONG:
            words = ngettext(
                "That is not the code. %(left)d try is left.",
                "That is not the code. %(left)d tries are left.",
                self.left,
            )
            return words % {"left": self.left}
        if self.kind == SHUT:
            words = ngettext(
                "Too many wrong codes for this address. In %(minutes)d minute you can go on, with a new code.",
                "Too many wrong codes for this address. In %(minutes)d minutes you can go on, with a new code.",
                self.minutes,
            )
            return words % {"minutes": self.minutes}
        if self.kind == EXPIRED:
            return _("This code was good for fifteen minutes, which are over. Let us send a new one.")
        return _("That was one try too many; this code is spent. Let us send a new one.") if self.kind == SPENT else ""


@dataclass(frozen=True)
class Arrival:
    """`response`, where there is one, must be returned: the second factor comes next, or the account is closed."""

    user: User
    is_new: bool
    response: HttpResponse | None


def count_mail(email: str) -> None:
    """Five mails that anybody can ask for, a person and hour, and three hundred a network; raises limits.TooMany."""
    request = context.request
    if request:
        limits.require("mail from", limits.network(request), most=MAILS_A_NETWORK, per=limits.HOUR)
    limits.require("mail", limits.person(email), most=MAILS_AN_HOUR, per=limits.HOUR)
    limits.hit("mail again", limits.person(email), most=1, per=PAUSE)


def count_resend(email: str) -> None:
    """One mail more, a minute after the last."""
    limits.require("mail again", limits.person(email), most=1, per=PAUSE)
    count_mail(email)


def send_code(email: str, *, purpose: str, link: str = "") -> dict[str, Any]:
    """Queue the mail and return what check_code() needs: plain values that do not betray the code. LINK is the page
    for the code, where it can be reached from another browser too.

    Raises limits.TooMany after five mails to one person within an hour: say so in the form, or leave it to the page.
    """
    if purpose not in PURPOSES:
        raise ValueError(purpose)
    count_mail(email)
    code = f"{secrets.randbelow(10**6):06d}"
    state = {"id": secrets.token_hex(16), "email": email.lower(), "purpose": purpose}
    state |= {"sent_at": timezone.now().isoformat(), "digest": _digest(state["id"], email, code)}
    letters.send("account/email/code", email, {"code": code, "purpose": purpose, "link": link})
    return state


def sent_at(state: dict[str, Any]) -> datetime:
    return datetime.fromisoformat(state["sent_at"])


def good_until(state: dict[str, Any]) -> datetime:
    return sent_at(state) + LASTS


def seconds_to_resend(state: dict[str, Any]) -> int:
    """Until another may be asked for; 0 when it may."""
    if "sent_at" not in state:
        return 0
    return max(0, math.ceil((sent_at(state) + PAUSE - timezone.now()).total_seconds()))


def minutes_left(state: dict[str, Any]) -> int:
    if "sent_at" not in state:
        return 0
    return max(0, math.ceil((good_until(state) - timezone.now()).total_seconds() / 60))


def check_code(state: dict[str, Any], email: str, code: str) -> Verdict:
    """Five tries a code, and twenty wrong ones an hour for a person and network, whatever the code: who guesses
    elsewhere shuts nobody out. A try is counted before it is looked at, so that many at once are many tries."""
    if timezone.now() >= good_until(state):
        return Verdict(EXPIRED)
    who = _guesser(email)
    tried = limits.take("wrong code", who, most=WRONG_AN_HOUR, per=limits.HOUR)
    if not tried.allowed:
        return Verdict(SHUT, minutes=math.ceil(tried.seconds / 60))
    taken = limits.take("code", state["id"], most=TRIES, per=LASTS)
    if not taken.allowed:
        limits.forgive("wrong code", who)
        return Verdict(SPENT)
    given = "".join(letter for letter in code if letter.isdigit())
    if constant_time_compare(_digest(state["id"], email, given), state["digest"]):
        limits.forgive("code", state["id"])
        limits.forgive("wrong code", who)
        return Verdict(OK)
    audit.record("user.fail_to_prove_address", User.objects.filter(email=email.lower()).first() or User(pk=0), by=None)
    return Verdict(WRONG, TRIES - taken.count) if taken.count < TRIES else Verdict(SPENT)


def arrive(request: HttpRequest, email: str, *, name: str = "", password: str = "", then: str = "") -> Arrival:
    """Sign in who has just proved to hold EMAIL; without an account one is made, with NAME and PASSWORD (a hash, or ''
    for none yet). THEN is where a second factor leads on to. What the session holds stays there, unless somebody else
    was signed in."""
    user, is_new = _account(email.lower(), name, password)
    if request.user.is_authenticated and request.user.pk != user.pk:
        logout(request)
    record_authentication(request, user, method="code", email=user.email)
    response = perform_login(request, user, redirect_url=then or None, email=email.lower(), signup=is_new)
    arrived = request.user.is_authenticated and request.user.pk == user.pk
    return Arrival(user, is_new, None if arrived else response)


def _guesser(email: str) -> str:
    request = context.request
    return f"{limits.person(email)}\n{limits.network(request) if request else ''}"


def _digest(state_id: str, email: str, code: str) -> str:
    return salted_hmac("accounts.proving", f"{state_id}\n{email.lower()}\n{code}", algorithm="sha256").hexdigest()


def _account(email: str, name: str, password: str) -> tuple[User, bool]:
    try:
        with transaction.atomic():
            return _found_or_made(email, name, password)
    except IntegrityError:  # made this instant by another request
        return _found_or_made(email, name, password)


def _found_or_made(email: str, name: str, password: str) -> tuple[User, bool]:
    address = EmailAddress.objects.filter(email=email, verified=True).select_related("user").first()
    if address:
        return address.user, False
    user = User.objects.filter(email=email).first()
    is_new = user is None
    if user is None:
        user = User(email=email, name=name)
        user.password = password
        if not password:
            user.set_unusable_password()
        user.save()
        audit.record("user.sign_up", user, by=user)
    EmailAddress.objects.update_or_create(user=user, email=email, defaults={"verified": True, "primary": True})
    return user, is_new
