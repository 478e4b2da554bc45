"""What does Django call this room? `premises`."""

from django.apps import AppConfig


class PremisesConfig(AppConfig):
    """The premises room."""

    name = "gatepost.premises"
    label = "premises"
