"""Where does the office record a signed sheet?

GET /sign-off/paper/  ->  find the person; /sign-off/paper/<person>/  ->  the form; …/sheet/  ->  a sheet to print
"""

from django.urls import path

from gatepost.web.paper import mistakes, views

urlpatterns = [
    path("", views.find, name="paper"),
    path("scan/<slug:sign_off_id>/", views.scan, name="paper-scan"),
    path("mistake/<slug:sign_off_id>/", mistakes.mistake, name="paper-mistake"),
    path("<slug:person_id>/", views.record, name="paper-record"),
    path("<slug:person_id>/sheet/", views.sheet, name="paper-sheet"),
]
