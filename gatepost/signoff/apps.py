"""What does Django call this room? `signoff`."""

from django.apps import AppConfig


class SignoffConfig(AppConfig):
    """The sign-off room."""

    name = "gatepost.signoff"
    label = "signoff"
