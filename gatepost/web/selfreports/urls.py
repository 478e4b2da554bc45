"""Where does somebody report for themselves?

GET /self-report/  ->  a form and what one sent; /self-report/3f…/  ->  one report; /self-report/3f…/receipt.txt  ->  to keep
"""

from django.urls import path

from gatepost.web.selfreports import views

urlpatterns = [
    path("", views.self_reports, name="self-reports"),
    path("<str:report_id>/", views.self_report, name="self-report"),
    path("<str:report_id>/receipt.txt", views.receipt, name="self-report-receipt"),
]
