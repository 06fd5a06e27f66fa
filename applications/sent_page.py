"""What the page says when an application has gone off."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from applications import apply_page, clock
from applications.me import one
from applications.timeline import Told


def context(told: Told, user: User) -> dict[str, Any]:
    application, posting = told.application, told.application.posting
    hand = clock.of(application, told.at)
    said = {"employer": posting.employer.name, "day": clock.say(hand.promised_on, hand.today)}
    return {
        "id": application.pk,
        "heading": _("Your application is with %(employer)s") % said,
        "title": posting.title,
        "clock": clock.drawn(hand),
        "promise": _("%(employer)s answers by %(day)s, and a mail brings the answer here: %(email)s.")
        % {**said, "email": user.email},
        "days": ngettext(
            "They promise an answer within a day. Should they be late, your page says so.",
            "They promise an answer within %(n)s days. Should they be late, your page says so.",
            posting.answer_within_days,
        )
        % {"n": posting.answer_within_days},
        "until": apply_page.until(posting),
        "is_new_account": not user.has_usable_password(),
        "password_url": reverse("account_set_password"),
        "sent": one.sent(application, told.at),
    }
