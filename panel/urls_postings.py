from django.urls import path

from panel.views import editing, postings

urlpatterns = [
    path("", postings.postings, name="panel_postings"),
    path("new/", editing.new, name="panel_new"),
    path("<int:posting_id>/", editing.editor, name="panel_editor"),
]
