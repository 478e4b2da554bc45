"""What does Django call this room?

Its label is not ``accounts``: allauth's app is called ``account``, and one letter is too little to tell them apart.
"""

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in


class AccountsConfig(AppConfig):
    """The accounts room."""

    name = "gatepost.accounts"
    label = "gatepost_accounts"
    verbose_name = "Accounts"

    def ready(self) -> None:
        """Let every way of signing in begin a session that its owner can find again."""
        from gatepost.accounts.sessions import begin  # noqa: PLC0415  # its table is there only now

        user_logged_in.connect(begin)
