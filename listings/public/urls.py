from django.urls import path, re_path

from listings.public.views import (
    answering,
    employers,
    guide,
    home,
    machines,
    posting,
    reporting,
    saving,
    search,
    skills,
)

urlpatterns = [
    path("", home.home, name="home"),
    path("internships/", search.search, name="search"),
    path("internships.json", search.search_json, name="search_json"),
    path("internships.atom", search.search_atom, name="search_atom"),
    path("internships/<int:posting_id>/out/", posting.out, name="out"),
    path("internships/<int:posting_id>/save/", saving.save, name="save"),
    re_path(r"^internships/(?P<ref>[0-9]+(?:-[^/]*)?)/$", posting.posting, name="posting"),
    re_path(r"^internships/(?P<ref>[0-9]+(?:-[^/]*)?)/report/$", reporting.report, name="report"),
    path("reports/<slug:receipt>/", reporting.receipt, name="receipt"),
    path("postings/answer/<str:token>/", answering.answer_posting, name="answer_posting"),
    path("employers/", employers.employers, name="employers"),
    path("employers/<slug:slug>/", employers.employer, name="employer"),
    path("logos/<str:name>", employers.logo, name="logo"),
    path("skills/<slug:slug>/", skills.skill, name="skill"),
    path("guide/", guide.guide, name="guide"),
    path("sitemap.xml", machines.sitemap, name="sitemap"),
    path("sitemaps/<slug:part>.xml", machines.sitemap_part, name="sitemap_part"),
    path("robots.txt", machines.robots, name="robots"),
    path(".well-known/security.txt", machines.security, name="security"),
]
