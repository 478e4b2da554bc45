"""What does Django call this room? `grants`."""

from django.apps import AppConfig


class GrantsConfig(AppConfig):
    """The grants room."""

    name = "gatepost.grants"
    label = "grants"
