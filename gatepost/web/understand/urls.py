"""Where is the policy understood?

These addresses stand below ``/policy/`` and are looked at before those of the clauses.
"""

from django.urls import path

from gatepost.web.understand import views

urlpatterns = [
    path("understand/", views.understand, name="understand"),
    path("explore/", views.explore, name="explore"),
    path("law/", views.law, name="law"),
]
