"""Where are the pages about restrictions, for the school?

GET /restrictions/  ->  what is in force today, and for who decides the notices; /restrictions/3f…/  ->  one of them
"""

from django.urls import path

from gatepost.web.restrictions import deciding, views

urlpatterns = [
    path("", views.restrictions, name="restrictions"),
    path("new/<str:person_id>/", views.new, name="restriction-new"),
    path("<str:restriction_id>/", views.restriction, name="restriction"),
    path("<str:restriction_id>/letter-<int:number>.pdf", views.letter, name="restriction-letter"),
    path("<str:restriction_id>/paper/", deciding.paper, name="restriction-paper"),
    path("<str:restriction_id>/handed/", deciding.handed, name="restriction-handed"),
    path("<str:restriction_id>/<slug:step>/", deciding.decide, name="restriction-decide"),
]
