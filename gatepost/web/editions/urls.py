"""Where do the editions of a school stand?

Before the addresses of clauses, which take any word.
"""

from django.urls import path

from gatepost.web.editions import views
from gatepost.web.editions.steps import STEPS

urlpatterns = [
    path("editions/", views.editions, name="editions"),
    path("editions/<str:edition_id>/", views.edition, name="edition"),
    path("editions/<str:edition_id>/read/", views.document, name="edition-document"),
    *(path(f"editions/<str:edition_id>/{slug}/", views.step, {"slug": slug}, name=f"edition-{slug}") for slug in STEPS),
]
