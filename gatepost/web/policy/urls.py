"""Where do the policy, its clauses and its examples stand?

The address of a clause is its id, and stays as long as the id does.
"""

from django.urls import path

from gatepost.web.policy import views

urlpatterns = [
    path("", views.policy, name="policy"),
    path("examples/", views.examples, name="examples"),
    path("examples/<str:scenario_id>/", views.example, name="example"),
    path("<str:clause_id>/", views.clause, name="clause"),
]
