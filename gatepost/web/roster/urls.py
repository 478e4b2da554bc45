"""Where does the office import a list of people?

POST /people/import/ with a file  ->  302 /people/import/<id>/columns/
"""

from django.urls import path

from gatepost.web.roster import deciding, ending, views

urlpatterns = [
    path("", views.start, name="roster"),
    path("template.csv", views.template, name="roster-template"),
    path("<slug:import_id>/", views.show, name="roster-import"),
    path("<slug:import_id>/columns/", views.columns, name="roster-columns"),
    path("<slug:import_id>/list/<slug:outcome>/", views.lines, name="roster-lines"),
    path("<slug:import_id>/who-is-who/", deciding.who_is_who, name="roster-who"),
    path("<slug:import_id>/leavers/", deciding.leavers, name="roster-leavers"),
    path("<slug:import_id>/confirm/", ending.confirm, name="roster-confirm"),
    path("<slug:import_id>/drop/", ending.drop, name="roster-drop"),
    path("<slug:import_id>/undo/", ending.undo, name="roster-undo"),
]
