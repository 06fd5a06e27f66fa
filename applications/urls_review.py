from django.urls import path

from applications.views.review import bulk, closing, deciding, dossier, inbox, templates

urlpatterns = [
    path("", inbox.desks, name="review"),
    path("<slug:slug>/", inbox.inbox, name="review_inbox"),
    path("<slug:slug>/board/", inbox.boards, name="review_boards"),
    path("<slug:slug>/board/<int:posting_id>/", inbox.board, name="review_board"),
    path("<slug:slug>/applications/<int:application_id>/", dossier.application, name="review_application"),
    path("<slug:slug>/applications/<int:application_id>/resume/", dossier.resume, name="review_resume"),
    path("<slug:slug>/applications/<int:application_id>/note/", dossier.note, name="review_note"),
    path("<slug:slug>/applications/<int:application_id>/message/", dossier.message, name="review_message"),
    path("<slug:slug>/applications/<int:application_id>/move/", deciding.move, name="review_move"),
    path("<slug:slug>/applications/<int:application_id>/reject/", deciding.reject, name="review_reject"),
    path("<slug:slug>/applications/<int:application_id>/assign/", deciding.assign, name="review_assign"),
    path("<slug:slug>/bulk/", bulk.bulk, name="review_bulk"),
    path("<slug:slug>/postings/<int:posting_id>/closing/", closing.closing_letters, name="review_closing"),
    path("<slug:slug>/undo/<uuid:batch>/", deciding.undo, name="review_undo"),
    path("<slug:slug>/templates/", templates.templates, name="review_templates"),
    path("<slug:slug>/templates/<slug:purpose>/", templates.template, name="review_template"),
]
