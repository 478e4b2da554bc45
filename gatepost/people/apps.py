"""What does Django call this room?

Its tables start with ``people_``; the account model is ``people.Account``.
"""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """The people room."""

    name = "gatepost.people"
    label = "people"
    verbose_name = "People"
