"""Where does it say what is kept of signatures?

GET /policy/kept/  ->  for everybody, to publish; /sign-off/kept/  ->  for how long, and what was removed: the head and the office
"""

from django.urls import path

from gatepost.web.keeping import views

urlpatterns = [
    path("policy/kept/", views.kept, name="kept"),
    path("sign-off/kept/", views.keeping, name="keeping"),
]
