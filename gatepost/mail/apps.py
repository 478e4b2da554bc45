"""What does Django call this room?

Its tables start with ``mail_``.
"""

from django.apps import AppConfig


class MailConfig(AppConfig):
    """The mail room."""

    name = "gatepost.mail"
    label = "mail"
    verbose_name = "Mail"
