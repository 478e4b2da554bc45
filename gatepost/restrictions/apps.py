"""What does Django call this room? `restrictions`."""

from django.apps import AppConfig


class RestrictionsConfig(AppConfig):
    """The restrictions room."""

    name = "gatepost.restrictions"
    label = "restrictions"
