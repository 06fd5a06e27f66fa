"""Lists as people say them."""

from collections.abc import Sequence

from django.utils.translation import gettext as _


def any_of(words: Sequence[str]) -> str:
    """ "Go, Java or Kotlin"."""
    return _joined(words, _("%(first)s or %(last)s"))


def all_of(words: Sequence[str]) -> str:
    """ "Go, Java and Kotlin"."""
    return _joined(words, _("%(first)s and %(last)s"))


def _joined(words: Sequence[str], pattern: str) -> str:
    if len(words) < 2:
        return "".join(words)
    return pattern % {"first": ", ".join(words[:-1]), "last": words[-1]}
