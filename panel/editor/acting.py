"""What a button of the editor does to what is typed. Saving and sending are the view's."""

from django.http import QueryDict

from lib.text import tidy
from listings.models import Posting
from listings.models.choices import Level
from panel.editor import found, pay_ways, questions, stack
from panel.editor.typed import CLEAR, Typed


def acted(typed: Typed, post: QueryDict, posting: Posting) -> tuple[Typed, list[str], str]:
    """What is typed by now, words that name no skill, and the part of the page to go on with."""
    verb, _colon, key = tidy(post.get("action", "save")[:200]).partition(":")
    words = post.get("add_skill", "")[:500]
    unknown: list[str] = []
    if words.strip():  # also with Enter, which is "save"
        typed, unknown = stack.added(typed, words, any_of=verb == "add-any", level=Level.NEEDED)
    if verb == "drop":
        typed = stack.dropped(typed, key)
    elif verb == "part":
        typed = stack.parted(typed, key)
    elif verb == "pay":
        typed = pay_ways.corrected(typed, key)
    elif verb == "add-work":
        typed = typed.with_rows("work", [*typed.rows("work"), ("", "")])
    elif verb == "take":
        typed = found.taken(typed, key)
    elif verb == "take-all":
        typed = found.all_taken(typed, post.getlist(CLEAR))
    elif verb == "leave":
        typed = found.left(typed, key)
    elif verb == "ask":
        typed = questions.acted(typed, key, posting)
    at = {"add-work": "work", "save": "main", "pay": "pay", "ask": questions.SAID}.get(verb, "stack")
    return typed, unknown, "found" if verb in ("take", "take-all", "leave") else "add-skill" if words.strip() else at
