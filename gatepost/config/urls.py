"""Which addresses are there?

All pages are in `gatepost.web.urls`; the health check stands apart, since machines ask it and it needs no session.

    GET /health  ->  200 "ok", or 503 "not ok"
"""

from django.urls import include, path

from gatepost.web.health import health

urlpatterns = [
    path("health", health, name="health"),
    path("", include("gatepost.web.urls")),
]
