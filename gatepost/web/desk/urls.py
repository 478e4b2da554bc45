"""Where does the office see its day?

GET /desk/  ->  everything that waits, is held, holds, or ends this week
"""

from django.urls import path

from gatepost.web.desk import views

urlpatterns = [path("", views.desk, name="desk")]
