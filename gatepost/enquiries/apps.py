"""What does Django call this room? `enquiries`."""

from django.apps import AppConfig


class EnquiriesConfig(AppConfig):
    """The enquiries room."""

    name = "gatepost.enquiries"
    label = "enquiries"
