from django.urls import include, path

from panel.views import home, joining, profile, team

urlpatterns = [
    path("", home.home, name="panel"),
    path("join/<str:token>/", joining.join, name="panel_join"),
    path("<slug:slug>/", home.overview, name="panel_overview"),
    path("<slug:slug>/postings/", include("panel.urls_postings")),
    path("<slug:slug>/profile/", profile.profile, name="panel_profile"),
    path("<slug:slug>/team/", team.team_page, name="panel_team"),
    path("<slug:slug>/team/members/<int:member_id>/", team.member, name="panel_member"),
    path("<slug:slug>/team/invitations/<int:invitation_id>/", team.invitation, name="panel_invitation"),
]
