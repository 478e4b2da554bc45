"""Where is asked?

One address for every question and every answer, and two that take forms.
"""

from django.urls import path

from gatepost.web.ask import views

urlpatterns = [
    path("", views.ask, name="ask"),
    path("step/", views.step, name="ask-step"),
    path("words/", views.own_words, name="ask-words"),
]
