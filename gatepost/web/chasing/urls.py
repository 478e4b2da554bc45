"""Where are people reminded?

GET /sign-off/chasing/  ->  the plan and the holidays; /sign-off/3f…/remind/  ->  the button, and whom no mail reaches
"""

from django.urls import path

from gatepost.web.chasing import views

urlpatterns = [
    path("chasing/", views.plan, name="chasing"),
    path("chasing/holidays/", views.add_holiday, name="chasing-holidays"),
    path("chasing/holidays/<str:holiday_id>/remove/", views.remove_holiday, name="chasing-holiday-remove"),
    path("<str:campaign_id>/remind/", views.remind, name="campaign-remind"),
    path("<str:campaign_id>/gate.pdf", views.gate_list, name="campaign-gate"),
]
