from django.urls import path

from panel.views import acting, bulk, duplicating, editing, keeping, postings, previewing, traffic

urlpatterns = [
    path("", postings.postings, name="panel_postings"),
    path("bulk/", bulk.bulk, name="panel_bulk"),
    path("new/", editing.new, name="panel_new"),
    path("skills/", keeping.skills, name="panel_skills"),
    path("<int:posting_id>/", editing.editor, name="panel_editor"),
    path("<int:posting_id>/duplicate/", duplicating.duplicate, name="panel_duplicate"),
    path("<int:posting_id>/draft/", keeping.draft, name="panel_draft"),
    path("<int:posting_id>/preview/", previewing.preview, name="panel_preview"),
    path("<int:posting_id>/traffic/", traffic.traffic, name="panel_traffic"),
    path("<int:posting_id>/pause/", acting.pause, name="panel_pause"),
    path("<int:posting_id>/resume/", acting.resume, name="panel_resume"),
    path("<int:posting_id>/confirm/", acting.confirm, name="panel_confirm"),
    path("<int:posting_id>/close/", acting.close, name="panel_close"),
    path("<int:posting_id>/reopen/", acting.reopen, name="panel_reopen"),
    path("<int:posting_id>/extend/", acting.extend, name="panel_extend"),
    path("<int:posting_id>/archive/", acting.archive, name="panel_archive"),
]
