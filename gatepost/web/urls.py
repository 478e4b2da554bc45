"""Which pages are there?

Every pattern needs a row in the table of ``tests/pages/table.py``, or the sweep over all addresses fails.

    GET /policy/conduct.1/  ->  the page of one clause, an address that stays
"""

from django.urls import include, path

from gatepost.web.start.views import start

urlpatterns = [
    path("", start, name="start"),
    path("policy/", include("gatepost.web.policy.urls")),
    path("", include("gatepost.web.sign_in.urls")),
]
