"""Where does the school see who has signed?

GET /sign-off/  ->  what the school asks for; /sign-off/3f…/  ->  how far it has come
"""

from django.urls import path

from gatepost.web.campaigns import files, views
from gatepost.web.campaigns.declined import declined

urlpatterns = [
    path("", views.campaigns, name="campaigns"),
    path("new/", views.begin, name="campaign-new"),
    path("declined/", declined, name="declined"),
    path("<str:campaign_id>/", views.campaign, name="campaign"),
    path("<str:campaign_id>/people/", views.people, name="campaign-people"),
    path("<str:campaign_id>/end/", views.end, name="campaign-end"),
    path("<str:campaign_id>/people.csv", files.people_csv, name="campaign-csv"),
    path("<str:campaign_id>/report.pdf", files.report_pdf, name="campaign-report"),
]
