"""What does Django call this room?

Its label is not ``accounts``: allauth's app is called ``account``, and one letter is too little to tell them apart.
"""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """The accounts room."""

    name = "gatepost.accounts"
    label = "gatepost_accounts"
    verbose_name = "Accounts"
