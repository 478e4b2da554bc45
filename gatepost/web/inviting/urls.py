"""Where does the office invite many people?

GET /people/invite/?group=class:4B  ->  who of the guardians of 4B has a way in, and who gets one
"""

from django.urls import path

from gatepost.web.inviting.views import invite

urlpatterns = [path("", invite, name="invite")]
"""One page: what is done there is done from its lists."""
