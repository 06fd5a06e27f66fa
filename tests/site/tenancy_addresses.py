"""Whose every address with an argument is: the person's or the employer's whose rows it names, or everybody's."""

from panel.offered import LABELS

REF = r"(?P<ref>[0-9]+(?:-[^/]*)?)"
APPLY = f"^internships/{REF}/apply/"
PAIRS = ("", "resume/", "note/", "message/", "move/", "reject/", "assign/")

# With which id each argument takes.
STUDENTS: dict[str, dict[str, str]] = {
    **{f"me/applications/<int:application_id>/{page}": {"application_id": "application"}
       for page in ("", "sent/", "edit/", "edit/draft/", "withdraw/", "restore/")},
    **{f"me/elsewhere/<int:elsewhere_id>/{page}": {"elsewhere_id": "elsewhere"} for page in ("", "answer/", "remove/")},
    **{f"me/resumes/<int:resume_id>/{page}": {"resume_id": "unused"} for page in ("", "file/", "remove/")},
    "me/saved/<int:posting_id>/note/": {"posting_id": "saved"},
    "accounts/sessions/<int:pk>/end/": {"pk": "session"},
    **{f"accounts/2fa/webauthn/keys/<int:pk>/{page}/": {"pk": "key"} for page in ("edit", "remove")},
}  # fmt: skip
DESK: dict[str, dict[str, str]] = {
    **{
        f"review/<slug:slug>/applications/<int:application_id>/{page}": {"application_id": "application"}
        for page in PAIRS
    },
    "review/<slug:slug>/board/<int:posting_id>/": {"posting_id": "posting"},
    "review/<slug:slug>/postings/<int:posting_id>/closing/": {"posting_id": "posting"},
    "review/<slug:slug>/undo/<uuid:batch>/": {"batch": "batch"},
    **{f"review/<slug:slug>/{page}": {} for page in ("", "board/", "bulk/", "templates/", "templates/<slug:purpose>/")},
}
OF_ONE = (*LABELS, "duplicate", "draft", "preview", "traffic")
PANEL: dict[str, dict[str, str]] = {
    **{
        f"employer/<slug:slug>/{page}": {}
        for page in ("", "postings/", "postings/bulk/", "postings/new/", "postings/skills/", "team/")
    },
    "employer/<slug:slug>/postings/<int:posting_id>/": {"posting_id": "posting"},
    **{f"employer/<slug:slug>/import/<int:upload_id>/{page}": {"upload_id": "upload"} for page in ("", "columns/")},
    "employer/<slug:slug>/import/runs/<int:run_id>/": {"run_id": "run"},
    **{f"employer/<slug:slug>/postings/<int:posting_id>/{verb}/": {"posting_id": "posting"} for verb in OF_ONE},
    **{f"employer/<slug:slug>/{page}/": {} for page in ("embed", "import", "leave", "profile", "twins")},
    "employer/<slug:slug>/team/members/<int:member_id>/": {"member_id": "seat"},
    "employer/<slug:slug>/team/invitations/<int:invitation_id>/": {"invitation_id": "invitation"},
}
DESK |= PANEL
# Postings are public once published; one that never was is its employer's alone.
POSTINGS = (f"^internships/{REF}/$", f"{APPLY}$", f"{APPLY}code/$", f"{APPLY}draft/$",
            "internships/<int:posting_id>/out/", "internships/<int:posting_id>/save/",
            f"^internships/{REF}/report/$")  # fmt: skip
TOKENS = (
    "employer/join/<str:token>/",
    "preview/<str:token>/",
    "mail/stop/<str:token>/",
    "postings/answer/<str:token>/",
    "withdraw/<str:token>/",
    "reports/<slug:receipt>/",
)
PUBLIC = {"employers/<slug:slug>/", "logos/<str:name>", "skills/<slug:slug>/", "me/profile/skills/<slug:slug>/",  # everybody's words
          "employer/claim/<slug:slug>/",
          "sitemaps/<slug:part>.xml", "embed/<slug:slug>/", "embed/<slug:slug>.json"}  # fmt: skip
STAFF = "admin/"  # tests/site/test_urls_matrix.py: nobody else gets past its door, whatever stands behind
