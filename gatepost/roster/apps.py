"""What does Django call this room?

Its tables start with ``roster_``.
"""

from django.apps import AppConfig


class RosterConfig(AppConfig):
    """The roster room."""

    name = "gatepost.roster"
    label = "roster"
    verbose_name = "Roster"
