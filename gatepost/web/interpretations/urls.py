"""Where do the doubts of the policy stand, and what was decided about them?"""

from django.urls import path

from gatepost.web.interpretations import views

urlpatterns = [
    path("", views.interpretations, name="interpretations"),
    path("<str:doubt_id>/", views.interpretation, name="interpretation"),
    path("<str:doubt_id>/decide/", views.decide, name="interpretation-decide"),
    path("<str:doubt_id>/withdraw/", views.withdraw, name="interpretation-withdraw"),
]
