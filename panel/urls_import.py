from django.urls import path

from panel.views import importing

urlpatterns = [
    path("", importing.start, name="panel_import"),
    path("<int:upload_id>/", importing.trial, name="panel_import_trial"),
    path("<int:upload_id>/columns/", importing.columns, name="panel_import_columns"),
    path("runs/<int:run_id>/", importing.result, name="panel_import_run"),
]
