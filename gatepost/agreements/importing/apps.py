"""What does Django call this part of the room? `importing`."""

from django.apps import AppConfig


class ImportingConfig(AppConfig):
    """Documents that are being brought in."""

    name = "gatepost.agreements.importing"
    label = "importing"
