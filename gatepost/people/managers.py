"""How is an account found by what somebody typed?

Addresses are kept in small letters and looked up in small letters, so ``Head@…`` and ``head@…`` are one account.
There is no ``create_user``: an account is opened by ``services.open_account``, with its line in the record.
"""

from typing import TYPE_CHECKING

from django.contrib.auth.base_user import BaseUserManager

if TYPE_CHECKING:
    from gatepost.people.models import Account


class AccountManager(BaseUserManager["Account"]):
    """Finds accounts by address, whatever its letters' case."""

    def get_by_natural_key(self, username: str | None) -> "Account":
        """Return the account with that address; raise Account.DoesNotExist if there is none."""
        return self.get(email=(username or "").strip().lower())
