"""What does Django call this room? `decisions`."""

from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    """The decisions room."""

    name = "gatepost.decisions"
    label = "decisions"
