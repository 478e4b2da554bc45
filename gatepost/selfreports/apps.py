"""What does Django call this room? `selfreports`."""

from django.apps import AppConfig


class SelfReportsConfig(AppConfig):
    """The selfreports room."""

    name = "gatepost.selfreports"
    label = "selfreports"
