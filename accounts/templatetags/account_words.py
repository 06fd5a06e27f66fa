"""For the pages of one's account."""

import json
from typing import Any
from urllib.parse import urlencode

from django import template
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import gettext as _

register = template.Library()
BROWSERS = {"Edg": "Edge", "OPR": "Opera", "Firefox": "Firefox", "Chrom": "Chrome", "Safari": "Safari", "curl": "curl"}
SYSTEMS = {
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "Mac OS": "macOS",
    "Linux": "Linux",
}


@register.filter
def as_json(value: Any) -> str:
    """For an attribute that a script of ours reads; escaped like any other words."""
    return json.dumps(value, cls=DjangoJSONEncoder)


@register.filter
def then(address: str, target: str | None) -> str:
    """ADDRESS of another door, which leads on to TARGET as this one would."""
    return f"{address}?{urlencode({'next': target})}" if target else address


@register.filter
def groups(secret: str) -> list[str]:
    """Four letters each, as people read and type them."""
    return [secret[at : at + 4] for at in range(0, len(secret), 4)]


@register.filter
def browser(user_agent: str) -> str:
    """What a session's browser calls itself, shortly; it may be wrong, but its owner knows it again."""
    name = next((name for sign, name in BROWSERS.items() if sign in user_agent), "")
    system = next((name for sign, name in SYSTEMS.items() if sign in user_agent), "")
    if name and system:
        return _("%(browser)s on %(system)s") % {"browser": name, "system": system}
    return name or system or _("A browser that says nothing of itself")
