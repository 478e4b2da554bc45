"""Where does the office find people, and what is done about them?

GET /people/<id>/  ->  somebody's page; /people/<id>/hat/ gives a hat, /people/<id>/end/hat/<row>/ ends one
"""

from django.urls import path

from gatepost.web.people import families, lists, merging, unreached, views
from gatepost.web.people.deeds import DEEDS

urlpatterns = [
    path("", lists.people, name="people"),
    path("add/", lists.add, name="person-add"),
    path("pupils/", lists.pupils, name="pupils"),
    path("pupils/add/", lists.add_pupil, name="pupil-add"),
    path("pupils/<slug:pupil_id>/", families.pupil, name="pupil"),
    path("pupils/<slug:pupil_id>/correct/", families.correct_pupil, name="pupil-correct"),
    path("pupils/<slug:pupil_id>/leave/", families.pupil_leaves, name="pupil-leave"),
    path("pupils/<slug:pupil_id>/restrict/<slug:link_id>/", families.restrict, name="pupil-restrict"),
    path("pupils/<slug:pupil_id>/lift/<slug:row_id>/", families.lift, name="pupil-lift"),
    path("unreached/", unreached.unreached, name="unreached"),
    path("<slug:person_id>/", views.person, name="person"),
    *(path(f"<slug:person_id>/{deed}/", views.do, {"deed": deed}, name=f"person-{deed}") for deed in DEEDS),
    path("<slug:person_id>/child/", families.child, name="person-child"),
    path("<slug:person_id>/end/<slug:kind>/<slug:row_id>/", views.end, name="person-end"),
    path("<slug:person_id>/leave/", views.leave, name="person-leave"),
    path("<slug:person_id>/merge/", merging.merge, name="person-merge"),
    path("<slug:person_id>/merge/<slug:other_id>/", merging.merge_with, name="person-merge-with"),
]
