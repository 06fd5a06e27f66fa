from django.urls import include, path

from panel.views import claiming, embedding, founding, home, joining, leaving, merging, overview, profile, team

urlpatterns = [
    path("", home.home, name="panel"),
    path("new/", founding.found, name="panel_found"),
    path("claim/<slug:slug>/", claiming.claim, name="panel_claim"),
    path("join/<str:token>/", joining.join, name="panel_join"),
    path("<slug:slug>/", overview.overview, name="panel_overview"),
    path("<slug:slug>/postings/", include("panel.urls_postings")),
    path("<slug:slug>/import/", include("panel.urls_import")),
    path("<slug:slug>/profile/", profile.profile, name="panel_profile"),
    path("<slug:slug>/embed/", embedding.embed, name="panel_embed"),
    path("<slug:slug>/leave/", leaving.leave, name="panel_leave"),
    path("<slug:slug>/twins/", merging.twins, name="panel_twins"),
    path("<slug:slug>/team/", team.members, name="panel_team"),
    path("<slug:slug>/team/members/<int:member_id>/", team.member, name="panel_member"),
    path("<slug:slug>/team/invitations/<int:invitation_id>/", team.invitation, name="panel_invitation"),
]
