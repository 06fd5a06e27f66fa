"""Staff: corrections of what imports wrote, and a look at the vocabularies and sources."""

from collections.abc import Mapping
from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.admin import ReadOnlyAdmin
from listings.models import (
    CannedReason,
    Employer,
    ImportRun,
    Membership,
    ModerationDecision,
    Place,
    Posting,
    PostingPlace,
    PostingReport,
    PostingTerm,
    Requirement,
    Skill,
    SkillAlias,
    Source,
)
from listings.models.choices import Role
from listings.postings import editing


class PostingPlaceInline(admin.TabularInline):  # type: ignore[type-arg]
    model = PostingPlace
    autocomplete_fields = ["place"]
    extra = 0


class PostingTermInline(admin.TabularInline):  # type: ignore[type-arg]
    model = PostingTerm
    extra = 0


class RequirementInline(admin.TabularInline):  # type: ignore[type-arg]
    model = Requirement
    autocomplete_fields = ["skill"]
    extra = 0


# What Django 6 assumes of an address typed without a scheme.
HTTPS: "Mapping[type[models.Field[Any, Any]], Mapping[str, Any]]" = {models.URLField: {"assume_scheme": "https"}}
# Which rows below a posting stand for which of its correctable fields.
INLINE_FIELDS = {PostingPlace: "places", PostingTerm: "terms", Requirement: "skills"}


class RoleFilter(admin.SimpleListFilter):
    """Role corrections: what a person set, and what was inferred with which evidence."""

    title = _("who told the role")
    parameter_name = "role_by"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("person", _("a person")), ("inferred", _("inferred")), ("nobody", _("nobody"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        by_person = models.Q(role_set_by__isnull=False) | models.Q(locked_fields__contains=["role"])
        return {
            "person": lambda: queryset.filter(by_person),
            "inferred": lambda: queryset.exclude(by_person).exclude(role_evidence=""),
            "nobody": lambda: queryset.filter(role=Role.NOT_STATED),
        }.get(self.value() or "", lambda: queryset)()


@admin.register(Posting)
class PostingAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """A person's correction is kept over every later import."""

    list_display = ["title", "employer", "role", "status", "first_published_at", "source"]
    list_filter = ["status", RoleFilter, "role", "source", "workplace"]
    list_select_related = ["employer", "source"]
    search_fields = ["title", "employer__name"]
    date_hierarchy = "first_published_at"
    fields = [
        "title",
        "employer",
        "role",
        "role_evidence",
        "workplace",
        "status",
        "apply_url",
        "source",
        "locked_fields",
    ]
    readonly_fields = ["employer", "role_evidence", "status", "apply_url", "source", "locked_fields"]
    inlines = [PostingPlaceInline, PostingTermInline, RequirementInline]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        changed = set(form.changed_data) & set(editing.CORRECTABLE)
        changed |= {INLINE_FIELDS[formset.model] for formset in formsets if formset.has_changed()}
        editing.correct(form.instance, changed, by=request.user)  # type: ignore[arg-type]


class MembershipInline(admin.TabularInline):  # type: ignore[type-arg]
    model = Membership
    autocomplete_fields = ["user"]
    extra = 0


@admin.register(Employer)
class EmployerAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Verifying and suspending are verbs: the page /admin/employers/<id>/ has them."""

    list_display = ["name", "slug", "claimed_at", "verified_at", "suspended_at", "is_demo"]
    list_filter = [
        "kind",
        "is_demo",
        ("suspended_at", admin.EmptyFieldListFilter),
        ("verified_at", admin.EmptyFieldListFilter),
    ]
    search_fields = ["name", "slug"]
    readonly_fields = [
        *("slug", "name_key", "created_at", "claimed_at", "suspended_at", "suspended_by", "verified_at", "verified_by"),
        *("is_demo", "logo"),
    ]
    view_on_site = False
    formfield_overrides = HTTPS
    inlines = [MembershipInline]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


@admin.register(Place)
class PlaceAdmin(ReadOnlyAdmin):
    list_display = ["label", "slug", "kind", "country", "population"]
    list_filter = ["kind"]
    search_fields = ["slug", "name"]


class SkillAliasInline(admin.TabularInline):  # type: ignore[type-arg]
    model = SkillAlias
    extra = 0


@admin.register(Skill)
class SkillAdmin(ReadOnlyAdmin):
    list_display = ["name", "slug", "kind", "db_model"]
    list_filter = ["kind"]
    search_fields = ["name", "slug", "aliases__folded"]
    inlines = [SkillAliasInline]


class ImportRunInline(admin.TabularInline):  # type: ignore[type-arg]
    model = ImportRun
    fields = ["at", "whole", "counts", "error"]
    readonly_fields = ["at", "whole", "counts", "error"]
    ordering = ["-at"]
    extra = 0
    max_num = 0
    can_delete = False


@admin.register(Source)
class SourceAdmin(ReadOnlyAdmin):
    list_display = ["slug", "kind", "read_at"]
    formfield_overrides = HTTPS
    inlines = [ImportRunInline]


@admin.register(CannedReason)
class CannedReasonAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Words that moderators begin with. Decisions name reasons by code: one no longer used is switched off."""

    list_display = ["label", "decision", "code", "position", "is_active"]
    list_filter = ["decision", "is_active"]
    search_fields = ["label", "code", "words"]

    def get_readonly_fields(self, request: HttpRequest, obj: object = None) -> list[str]:
        return ["code"] if obj else []

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


@admin.register(ModerationDecision)
class ModerationDecisionAdmin(ReadOnlyAdmin):
    list_display = ["decided_at", "posting", "decision", "is_change", "decided_by", "by_clock"]
    list_filter = ["decision", "is_change", "by_clock", "decided_at"]
    list_select_related = ["posting", "decided_by"]
    search_fields = ["posting__title", "posting__employer__name"]
    date_hierarchy = "decided_at"


@admin.register(PostingReport)
class PostingReportAdmin(ReadOnlyAdmin):
    """Without the address: it is there to be written to, and for nothing else."""

    list_display = ["reported_at", "posting", "reason", "receipt", "settled_at", "upheld"]
    list_filter = ["reason", "upheld", ("settled_at", admin.EmptyFieldListFilter)]
    list_select_related = ["posting"]
    search_fields = ["receipt", "posting__title"]
    date_hierarchy = "reported_at"
    exclude = ["email", "reporter"]


admin.site.site_header = _("First Commit staff")
admin.site.site_title = _("First Commit")
