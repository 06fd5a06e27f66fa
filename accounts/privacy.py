"""What a model holds of a person, declared beside its fields; applications.privacy exports and erases by it.

Every field of every model is named: exported, erased, or said to be kept. A test fails for one that is not.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from django.apps import apps
from django.db import models

Rows = models.QuerySet[Any]
DELETE: Literal["delete"] = "delete"
REST = "*"


@dataclass(frozen=True)
class Privacy:
    """One relation of a model to a person.

    `of` leads from a row to the User ("" is the user itself), or with `by_address` to an e-mail address, of the rows
    that `where` leaves; None: the model is about nobody. `export` are look-ups whose values the person gets, of the
    rows that `shown` leaves at an instant. `erase` is DELETE, or what each field becomes (a function is called).
    `keep` stays while the row does: it says nothing of this person; REST stands for all fields that lead to nobody.
    """

    of: str | None
    export: tuple[str, ...] = ()
    erase: Literal["delete"] | Mapping[str, Any] = field(default_factory=dict)
    keep: tuple[str, ...] = ()
    by_address: bool = False
    where: Mapping[str, Any] = field(default_factory=dict)
    shown: Callable[[Rows, datetime], Rows] | None = None

    @property
    def named(self) -> set[str]:
        """Fields of the model itself; a look-up counts for the field that it begins with."""
        erased = () if self.erase == DELETE else self.erase
        return {name.partition("__")[0] for name in (*self.export, *self.keep, *erased)}


NOBODYS = Privacy(of=None, keep=(REST,))


def declared(model: type[models.Model]) -> tuple[Privacy, ...]:
    """A model of ours says it in its class; what libraries store stands in THIRD_PARTY."""
    found = vars(model).get("privacy") or THIRD_PARTY.get(model._meta.label_lower)
    if found is None:
        raise LookupError(f"{model._meta.label} does not say what it holds of a person")
    return found if isinstance(found, tuple) else (found,)


def all_models() -> Iterable[type[models.Model]]:
    """Every table that Django knows, those between two models too."""
    return apps.get_models(include_auto_created=True)


# Sessions name their person inside; applications.privacy reads them.
THIRD_PARTY: dict[str, Privacy | tuple[Privacy, ...]] = {
    "account.emailaddress": Privacy(
        of="user", export=("email", "verified", "primary"), erase=DELETE, keep=("id", "user")
    ),
    "account.emailconfirmation": Privacy(
        of="email_address__user", erase=DELETE, keep=("id", "email_address", "created", "sent", "key")
    ),
    "mfa.authenticator": Privacy(
        of="user", export=("type", "created_at", "last_used_at"), erase=DELETE, keep=("id", "user", "data")
    ),
    "usersessions.usersession": Privacy(
        of="user",
        export=("ip", "user_agent", "created_at", "last_seen_at"),
        erase=DELETE,
        keep=("id", "user", "session_key", "data"),
    ),
    "sessions.session": NOBODYS,
    "admin.logentry": Privacy(
        of="user",
        export=("action_time", "object_repr"),
        erase=DELETE,
        keep=("id", "user", "content_type", "object_id", "action_flag", "change_message"),
    ),
    "accounts.user_groups": Privacy(of="user", export=("group__name",), erase=DELETE, keep=("id", "user", "group")),
    "accounts.user_user_permissions": Privacy(of="user", erase=DELETE, keep=("id", "user", "permission")),
    "auth.group": NOBODYS,
    "auth.group_permissions": NOBODYS,
    "auth.permission": NOBODYS,
    "contenttypes.contenttype": NOBODYS,
}
