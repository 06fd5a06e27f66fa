"""Numbers as people say them in a sentence."""

from django.utils.translation import gettext as _


def number(count: int) -> str:
    """ "five"; from thirteen on in figures."""
    small = [
        *(_("no"), _("one"), _("two"), _("three"), _("four"), _("five"), _("six"), _("seven"), _("eight")),
        *(_("nine"), _("ten"), _("eleven"), _("twelve")),
    ]
    return small[count] if count < len(small) else f"{count:,}"


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]
