"""Where is a draft changed, and where does an edition leave the house?

Before the addresses of clauses, which take any word.
"""

from django.urls import path

from gatepost.web.drafts import exports, views

urlpatterns = [
    path("drafts/", views.drafts, name="drafts"),
    path("drafts/<str:edition_id>/", views.draft, name="draft"),
    path("drafts/<str:edition_id>/add/", views.add, name="draft-add"),
    path("drafts/<str:edition_id>/about/", views.about, name="draft-about"),
    path("drafts/<str:edition_id>/hours/", views.site, name="draft-site"),
    path("drafts/<str:edition_id>/check/", views.check, name="draft-check"),
    path("drafts/<str:edition_id>/impact/", views.draft_impact, name="draft-impact"),
    path("drafts/<str:edition_id>/propose/", views.propose, name="draft-propose"),
    path("drafts/<str:edition_id>/sections/<int:number>/", views.section, name="draft-section"),
    path("drafts/<str:edition_id>/places/<str:clause_id>/", views.places, name="draft-places"),
    path("drafts/<str:edition_id>/permissions/<str:name>/", views.permission, name="draft-permission"),
    path("drafts/<str:edition_id>/clauses/<str:clause_id>/", views.clause, name="draft-clause"),
    path("drafts/<str:edition_id>/clauses/<str:clause_id>/switch/", views.switch, name="draft-switch"),
    path("editions/<str:edition_id>/export/<str:form>/", exports.export, name="edition-export"),
    path("editions/<str:edition_id>/impact/", exports.edition_impact, name="edition-impact"),
]
