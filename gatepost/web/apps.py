"""What does Django call this room?

It has templates and static files, and no tables.
"""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """The web room."""

    name = "gatepost.web"
    label = "web"
