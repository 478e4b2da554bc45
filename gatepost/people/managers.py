"""How is an account found by what somebody typed?

Addresses are kept in small letters and looked up in small letters, so ``Head@…`` and ``head@…`` are one account.
There is no ``create_user``: an account is opened by ``services.open_account``, with its line in the record.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from django.contrib.auth.base_user import BaseUserManager

from gatepost.sql import Once

if TYPE_CHECKING:
    from gatepost.people.models import Account


_READ: ContextVar["Account | None"] = ContextVar("read", default=None)


@contextmanager
def read_already(account: "Account | None") -> Iterator[None]:
    """Let an account that was read a moment ago, with the row that names it, be found without a question."""
    before = _READ.set(account)
    try:
        yield
    finally:
        _READ.reset(before)


class AccountManager(BaseUserManager["Account"]):
    """Finds accounts by address, whatever its letters' case; and by id, soon: Django asks so with every click."""

    def __init__(self) -> None:
        """Let the question be made once."""
        super().__init__()
        self._by_id = Once(lambda account_id: self.filter(pk=account_id))

    def get(self, *args: Any, **kwargs: Any) -> "Account":
        """Return the one account that is meant; raise Account.DoesNotExist if there is none."""
        if args or kwargs.keys() != {"pk"} or not isinstance(kwargs["pk"], str):
            return super().get(*args, **kwargs)
        read = _READ.get()
        if read is not None and read.pk == kwargs["pk"]:
            return read
        found = self._by_id(kwargs["pk"])
        if not found:
            raise self.model.DoesNotExist
        return found[0]

    def get_by_natural_key(self, username: str | None) -> "Account":
        """Return the account with that address; raise Account.DoesNotExist if there is none."""
        return self.get(email=(username or "").strip().lower())
