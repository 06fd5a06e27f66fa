from django.urls import path

from applications.views.me import applications, elsewhere

urlpatterns = [
    path("me/", applications.me, name="me"),
    path("me/applications/<int:application_id>/", applications.my_application, name="my_application"),
    path(
        "me/applications/<int:application_id>/withdraw/", applications.withdraw_application, name="withdraw_application"
    ),
    path("me/applications/<int:application_id>/restore/", applications.restore_application, name="restore_application"),
    path("me/elsewhere/add/", elsewhere.add_elsewhere, name="add_elsewhere"),
    path("me/elsewhere/<int:elsewhere_id>/", elsewhere.change_elsewhere, name="change_elsewhere"),
    path("me/elsewhere/<int:elsewhere_id>/answer/", elsewhere.answer_elsewhere, name="answer_elsewhere"),
    path("me/elsewhere/<int:elsewhere_id>/remove/", elsewhere.remove_elsewhere, name="remove_elsewhere"),
    path("withdraw/<str:token>/", applications.withdraw, name="withdraw"),
]
