"""Which pages are there?

Every pattern needs a row in the table of ``tests/pages/table.py``, or the sweep over all addresses fails.

    GET /policy/conduct.1/  ->  the page of one clause, an address that stays
"""

from django.urls import include, path

from gatepost.web.signing.checking import check
from gatepost.web.signing.leavers import left
from gatepost.web.signing.linked import to_sign_link
from gatepost.web.start.views import start

urlpatterns = [
    path("", start, name="start"),
    path("me/policy/", include("gatepost.web.signing.urls")),
    path("me/restrictions/", include("gatepost.web.restrictions.own_urls")),
    path("me/", include("gatepost.web.me.urls")),
    path("ask/", include("gatepost.web.ask.urls")),
    path("", include("gatepost.web.keeping.urls")),
    path("policy/import/", include("gatepost.web.importing.urls")),
    path("policy/check/", check, name="check-hash"),
    path("policy/", include("gatepost.web.understand.urls")),
    path("policy/", include("gatepost.web.drafts.urls")),
    path("policy/", include("gatepost.web.editions.urls")),
    path("policy/interpretations/", include("gatepost.web.interpretations.urls")),
    path("policy/", include("gatepost.web.policy.urls")),
    path("api/v1/", include("gatepost.web.api.urls")),
    path("people/import/", include("gatepost.web.roster.urls")),
    path("people/invite/", include("gatepost.web.inviting.urls")),
    path("people/", include("gatepost.web.people.urls")),
    path("sign-off/paper/", include("gatepost.web.paper.urls")),
    path("sign-off/left/<slug:person_id>/", left, name="left-signed"),
    path("sign-off/", include("gatepost.web.chasing.urls")),
    path("sign-off/", include("gatepost.web.campaigns.urls")),
    path("self-report/", include("gatepost.web.selfreports.urls")),
    path("desk/", include("gatepost.web.desk.urls")),
    path("questions/", include("gatepost.web.enquiries.urls")),
    path("permissions/", include("gatepost.web.permissions.urls")),
    path("asked/", include("gatepost.web.asked.urls")),
    path("restrictions/", include("gatepost.web.restrictions.urls")),
    path("to-sign/<str:token>/", to_sign_link, name="to-sign"),
    path("", include("gatepost.web.letters.urls")),
    path("", include("gatepost.web.premises.urls")),
    path("", include("gatepost.web.sign_in.urls")),
]
