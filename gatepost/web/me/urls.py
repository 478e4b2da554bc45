"""Where does somebody find what is theirs?

GET /me/  ->  my page; POST /me/data/  ->  what is kept about me, as a file
"""

from django.urls import path

from gatepost.web.me import views
from gatepost.web.me.schools import school

urlpatterns = [
    path("", views.me, name="me"),
    path("school/", school, name="me-school"),
    path("data/", views.data, name="me-data"),
    path("family/", views.family, name="me-family"),
    path("family/<str:declaration_id>/withdraw/", views.withdraw, name="me-family-withdraw"),
]
