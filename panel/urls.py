from django.urls import include, path

from panel.views import home

urlpatterns = [
    path("", home.home, name="panel"),
    path("<slug:slug>/", home.overview, name="panel_overview"),
    path("<slug:slug>/postings/", include("panel.urls_postings")),
]
