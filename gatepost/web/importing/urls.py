"""Where does a school bring in its own policy?

GET /policy/import/  ->  a form for a file;  GET /policy/import/<id>/  ->  how far it is, then what is proposed
"""

from django.urls import path

from gatepost.web.importing import views

urlpatterns = [
    path("", views.upload, name="import"),
    path("<str:import_id>/", views.look, name="import-look"),
    path("<str:import_id>/choose/", views.choose, name="import-choose"),
    path("<str:import_id>/draft/", views.draft, name="import-draft"),
    path("<str:import_id>/delete/", views.delete, name="import-delete"),
]
