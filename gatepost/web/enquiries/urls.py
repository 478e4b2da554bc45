"""Where is the school asked something?

GET /questions/  ->  how the school is reached; /questions/new/  ->  a form; /questions/3f…/  ->  a question with its answers
"""

from django.urls import path

from gatepost.web.enquiries import channels, views

urlpatterns = [
    path("", views.questions, name="questions"),
    path("new/", views.new, name="question-new"),
    path("channels/", channels.edit, name="channels"),
    path("<str:enquiry_id>/", views.question, name="question"),
]
