"""Where does a parent read what they were told, and reply?

GET /me/restrictions/3f…/  ->  the notice; POST  ->  a reply
"""

from django.urls import path

from gatepost.web.restrictions import own

urlpatterns = [
    path("", own.notices, name="me-restrictions"),
    path("<str:restriction_id>/", own.notice, name="me-restriction"),
    path("<str:restriction_id>/letter-<int:number>.pdf", own.letter, name="me-restriction-letter"),
]
