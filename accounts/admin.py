from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.models import AuditEvent, OutgoingMail, User


class ReadOnlyAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Staff look; verbs write."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


@admin.register(User)
class UserAdmin(DjangoUserAdmin):  # type: ignore[type-arg]
    ordering = ["email"]
    list_display = ["email", "name", "is_staff", "is_active", "date_joined"]
    search_fields = ["email", "name"]
    fieldsets = [
        (None, {"fields": ["email", "password", "name"]}),
        (_("Permissions"), {"fields": ["is_active", "is_staff", "is_superuser", "groups", "user_permissions"]}),
        (_("Dates"), {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [(None, {"fields": ["email", "name", "usable_password", "password1", "password2"]})]


@admin.register(AuditEvent)
class AuditEventAdmin(ReadOnlyAdmin):
    """Found by code, by kind and id of the subject, by the id of who did it, and by day."""

    list_display = ["at", "code", "subject_kind", "subject_id", "actor_id"]
    list_filter = ["at", "code", "subject_kind"]
    search_fields = ["=subject_id", "=actor_id", "^code"]
    search_help_text = _("A number is an id of who did it or of what it was done to; words begin a code.")
    date_hierarchy = "at"


@admin.register(OutgoingMail)
class OutgoingMailAdmin(ReadOnlyAdmin):
    """Without the words: letters, and codes that sign in, are nobody else's to read, nor to guess at by filtering."""

    list_display = ["created_at", "kind", "to", "send_after", "sent_at", "failed_at", "attempts", "last_error"]
    list_filter = ["kind", "sent_at", "failed_at", "cancelled_at"]
    exclude = ["subject", "body", "html", "headers"]

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        return lookup.partition("__")[0] not in self.exclude and super().lookup_allowed(lookup, value, request)
