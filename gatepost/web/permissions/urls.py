"""Which pages are there about permissions?

GET /permissions/  ->  one's own, what waits, what is in force; /permissions/new/school-name/  ->  the form
"""

from django.urls import path

from gatepost.web.permissions import views

urlpatterns = [
    path("", views.permissions, name="permissions"),
    path("new/<slug:kind>/", views.new, name="permission-new"),
    path("<str:permission_id>/", views.permission, name="permission"),
    path("<str:permission_id>/<slug:deed>/", views.do, name="permission-do"),
]
