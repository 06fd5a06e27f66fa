from django.urls import path, re_path

from applications.views import applying, codes, drafting, sent

REF = r"^internships/(?P<ref>[0-9]+(?:-[^/]*)?)/apply/"

urlpatterns = [
    re_path(rf"{REF}$", applying.apply, name="apply"),
    re_path(rf"{REF}code/$", codes.apply_code, name="apply_code"),
    re_path(rf"{REF}draft/$", drafting.apply_draft, name="apply_draft"),
    path("me/applications/<int:application_id>/sent/", sent.application_sent, name="application_sent"),
    path("me/applications/<int:application_id>/edit/", sent.edit_application, name="edit_application"),
    path("me/applications/<int:application_id>/edit/draft/", drafting.edit_draft, name="edit_draft"),
]
