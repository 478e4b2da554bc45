"""Where does somebody sign the policy?

GET /me/policy/  ->  what changed for me, then the document, the questions, the form; /me/policy/signed/  ->  all that I ever signed
"""

from django.urls import path

from gatepost.web.signing import linked, questions, steps, views

urlpatterns = [
    path("", steps.begin, name="me-policy"),
    path("read/", steps.read, name="me-policy-read"),
    path("questions/", questions.questions, name="me-policy-questions"),
    path("sign/", views.sign_policy, name="me-policy-sign"),
    path("leave/", linked.leave, name="me-policy-leave"),
    path("signed/", views.signed, name="me-signed"),
    path("signed/<str:sign_off_id>/", views.receipt, name="me-receipt"),
    path("signed/<str:sign_off_id>/copy.pdf", views.copy, name="me-copy"),
]
