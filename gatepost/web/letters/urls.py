"""Where is a letter checked, and where printed?

GET /letter/?code=K7QM-4XTD-9RWE-2HP0-V3CZ-PGPR  ->  whether the permission counts today
"""

from django.urls import path

from gatepost.web.letters.views import check, letter_pdf

urlpatterns = [
    path("letter/", check, name="letter"),
    path("permissions/<str:permission_id>/letter.pdf", letter_pdf, name="permission-letter"),
]
