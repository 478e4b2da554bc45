"""Which pages are about phones in the office, and about the places of the school?

GET /phones/  ->  what lies in the office; /areas/  ->  where one may use a phone now
"""

from django.urls import path

from gatepost.web.premises import areas, phones

urlpatterns = [
    path("phones/", phones.log, name="phones"),
    path("phones/mine/", phones.mine, name="phones-mine"),
    path("phones/closing/", phones.closing, name="phones-closing"),
    path("phones/take/", phones.find, name="phones-find"),
    path("phones/take/<str:person_id>/", phones.take, name="phones-take"),
    path("phones/<str:phone_id>/", phones.phone, name="phone"),
    path("phones/<str:phone_id>/back/", phones.back, name="phone-back"),
    path("areas/", areas.areas, name="areas"),
    path("areas/keep/", areas.keep, name="areas-keep"),
    path("areas/keep/free/", areas.free, name="areas-free"),
    path("areas/<str:area_id>/", areas.area, name="area"),
    path("areas/<str:area_id>/rename/", areas.rename, name="area-rename"),
    path("areas/<str:area_id>/remove/", areas.remove, name="area-remove"),
    path("areas/<str:area_id>/uses/<str:use_id>/remove/", areas.remove_use, name="area-use-remove"),
]
