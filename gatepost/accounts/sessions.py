"""Where is somebody signed in?

A session is a row that knows its account, when it began and in what kind of browser, so that its owner can see it and end it. Its
key opens it and is shown to nobody; pages name it by another word, which stays the same when the key is changed.

    SESSION_ENGINE = "gatepost.accounts.sessions"
"""

from datetime import datetime
from functools import partial
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.middleware import AuthenticationMiddleware, get_user
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db.models.functions import Now
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from ua_parser import parse_os, parse_user_agent

from gatepost.accounts.models import DEVICE_LENGTH, Session
from gatepost.kernel.clock import now
from gatepost.kernel.ids import new_id
from gatepost.people.managers import read_already
from gatepost.people.models import Account
from gatepost.sql import Once

HANDLE, BEGAN, DEVICE = "gatepost_handle", "gatepost_began", "gatepost_device"
"""In the data of a session, from which its row is made each time it is kept."""
LONGEST_HEADER = 512
"""Letters of what a browser calls itself: more tell nothing, and could be megabytes."""

_ALIVE = Once(lambda key: Session.objects.select_related("account").filter(session_key=key, expire_date__gt=Now()))


class SessionStore(DatabaseStore):
    """Django's own store, with rows that know whose they are."""

    account: Account | None = None
    """Whose it is, as it was read with the row."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """Return the table."""
        return Session

    def _get_session_from_db(self) -> Session | None:
        """Return the row, as Django's own store does; it is asked for with every click."""
        key = str(self.session_key)
        found = [] if "\x00" in key else _ALIVE(key)  # PostgreSQL would not even look for it
        if not found:
            self._session_key = None
            return None
        self.account = found[0].account
        return found[0]

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """Return the row to keep; it is somebody's once they are signed in."""
        row = super().create_model_instance(data)
        assert isinstance(row, Session)  # noqa: S101  # for the type checker: it is made of get_model_class()
        row.account_id = data.get(SESSION_KEY) if HANDLE in data else None
        if row.account_id:
            row.handle, row.device = data[HANDLE], data[DEVICE]
            row.began_at = datetime.fromisoformat(data[BEGAN])
        return row


class WithAccount(AuthenticationMiddleware):
    """Django's own, for whom the account comes with its session: both are wanted with every click."""

    def process_request(self, request: HttpRequest) -> None:
        """Let the user be found when somebody asks who it is."""
        super().process_request(request)
        request.user = SimpleLazyObject(partial(_user, request))  # type: ignore[assignment]  # as Django's own does


def _user(request: HttpRequest) -> AbstractBaseUser | AnonymousUser:
    session = request.session
    session.get(SESSION_KEY)  # its row is read when something of it is wanted
    with read_already(getattr(session, "account", None)):
        return get_user(request)


def begin(request: HttpRequest, **kwargs: object) -> None:  # noqa: ARG001  # Django's signal hands over more
    """Note, when somebody signs in, what their list of sessions shows."""
    request.session[HANDLE] = new_id()
    request.session[BEGAN] = now().isoformat()
    request.session[DEVICE] = called(str(request.META.get("HTTP_USER_AGENT", "")))[:DEVICE_LENGTH]


def end_sessions(account_id: str, *, but: str = "") -> None:
    """Let every session of an account be over with its next click, but the one with that handle."""
    Session.objects.filter(account_id=account_id).exclude(handle=but).delete()


def end_session(account_id: str, handle: str) -> bool:
    """End one session of an account; tell whether there was one."""
    ended, _ = Session.objects.filter(account_id=account_id, handle=handle).delete()
    return bool(ended)


def called(header: str) -> str:
    """Return what a person would call that browser: nothing that tells one phone from another of its kind.

    >>> called("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:130.0) Gecko/20100101 Firefox/130.0")
    'Firefox on Windows'
    """
    header = header[:LONGEST_HEADER]
    browser, system = parse_user_agent(header), parse_os(header)
    if browser and system:
        return f"{browser.family} on {system.family}"
    return browser.family if browser else system.family if system else ""
