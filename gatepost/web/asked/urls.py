"""Where do those who answer for the policy see what is asked?

GET /asked/?from=2026-05-18  ->  the four weeks that begin on that Monday
"""

from django.urls import path

from gatepost.web.asked.views import asked

urlpatterns = [path("", asked, name="asked")]
