from django.urls import path

from panel.views import postings

urlpatterns = [
    path("", postings.postings, name="panel_postings"),
]
