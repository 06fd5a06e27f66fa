from django.urls import path

from applications.views.me import applications, data, elsewhere, mail, profile, saved

APPLICATION = "me/applications/<int:application_id>/"
ELSEWHERE = "me/elsewhere/<int:elsewhere_id>/"
RESUME = "me/resumes/<int:resume_id>/"

urlpatterns = [
    path("me/", applications.me, name="me"),
    path(APPLICATION, applications.my_application, name="my_application"),
    path(f"{APPLICATION}withdraw/", applications.withdraw_application, name="withdraw_application"),
    path(f"{APPLICATION}restore/", applications.restore_application, name="restore_application"),
    path("me/elsewhere/add/", elsewhere.add_elsewhere, name="add_elsewhere"),
    path(ELSEWHERE, elsewhere.change_elsewhere, name="change_elsewhere"),
    path(f"{ELSEWHERE}answer/", elsewhere.answer_elsewhere, name="answer_elsewhere"),
    path(f"{ELSEWHERE}remove/", elsewhere.remove_elsewhere, name="remove_elsewhere"),
    path("me/saved/", saved.saved, name="saved"),
    path("me/saved/<int:posting_id>/note/", saved.note_saved, name="note_saved"),
    path("me/profile/", profile.profile, name="profile"),
    path("me/profile/facts/", profile.change_facts, name="change_facts"),
    path("me/profile/skills/<slug:slug>/", profile.change_skill, name="change_skill"),
    path(RESUME, profile.my_resume, name="my_resume"),
    path(f"{RESUME}file/", profile.my_resume_file, name="my_resume_file"),
    path(f"{RESUME}remove/", profile.remove_resume, name="remove_resume"),
    path("me/mail/", mail.me_mail, name="me_mail"),
    path("me/data/", data.me_data, name="me_data"),
    path("me/data/export/", data.export_data, name="export_data"),
    path("me/data/delete/", data.delete_account, name="delete_account"),
    path("me/gone/", data.gone, name="gone"),
    path("withdraw/<str:token>/", applications.withdraw, name="withdraw"),
]
