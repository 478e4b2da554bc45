"""What does Django call this room?

Its tables start with ``agreements_``.
"""

from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    """The agreements room."""

    name = "gatepost.agreements"
    label = "agreements"
    verbose_name = "Editions"
