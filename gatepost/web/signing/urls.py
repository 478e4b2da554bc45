"""Where does somebody sign the policy?

GET /me/policy/  ->  the edition in force, and the form; /me/policy/signed/  ->  all that I ever signed
"""

from django.urls import path

from gatepost.web.signing import views

urlpatterns = [
    path("", views.sign_policy, name="me-policy"),
    path("signed/", views.signed, name="me-signed"),
    path("signed/<str:sign_off_id>/", views.receipt, name="me-receipt"),
    path("signed/<str:sign_off_id>/copy.pdf", views.copy, name="me-copy"),
]
