"""What does allauth ask us?

To send its mail through our outbox, worded by us; to keep its secrets unreadable in a copy of the database; and never to let
anybody make an account by themselves. Addresses of computers are not kept: a whole school is one.

    ACCOUNT_ADAPTER = "gatepost.accounts.adapter.AccountAdapter"
"""

import base64
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from gatepost.accounts.choice import chosen, remembered
from gatepost.accounts.devices import mark
from gatepost.accounts.factors import keeps_out
from gatepost.accounts.returning import going_on
from gatepost.accounts.sessions import HANDLE, end_sessions
from gatepost.accounts.telling import changed
from gatepost.audit import services as audit
from gatepost.kernel.clock import now
from gatepost.mail.kinds import Kind
from gatepost.mail.services import Addressee, send
from gatepost.people.models import Account, Person
from gatepost.people.queries import list_viewers

NO_ADDRESS = "0.0.0.0"  # noqa: S104  # nothing listens on it: it stands where an address would be kept
WHICH_SCHOOL = "/me/school/"
CODE_MAIL = "account/email/login_code"


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth carries no types
    """Our answers for accounts."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "incorrect_code": _(
            "This is not the code in our newest mail to you. Type its two groups of four as they stand there."
        ),
        "incorrect_password": _(
            "This is not your password. Type it again, or sign in with a code by mail and set another one."
        ),
        "too_many_login_attempts": _("That was tried many times. Wait a quarter of an hour, then try again."),
        "rate_limited": _("That was tried many times. Wait a quarter of an hour, then try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002  # allauth asks like this
        """Say no: the school knows who its people are, and invites them."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:  # noqa: ARG002  # the same
        """Return no address."""
        return NO_ADDRESS

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Lead whoever belongs to several schools to the page that asks which; else on to where they were."""
        viewers = list_viewers(str(request.user.pk), on=localdate(now()))
        if len(viewers) > 1 and not chosen(viewers, remembered(request)).is_signed_in:
            return WHICH_SCHOOL
        url: str = super().get_login_redirect_url(request)
        return going_on(request) or url

    def reauthenticate(self, user: Account, password: str) -> bool:
        """Tell whether this is the password of whoever is signed in."""
        return check_password(password, user.password)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Return how somebody proves anew that it is them: by a second factor where there is one, else by the password."""
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        return [one for one in methods if one["id"] != "reauthenticate"] or methods

    def post_login(self, request: HttpRequest, user: Account, **kwargs: Any) -> HttpResponse:
        """Note that somebody is in, and know their browser again."""
        response: HttpResponse = super().post_login(request, user, **kwargs)
        _prove(request, user)
        note(user, "account.signed-in")
        mark(request, response, user.id)
        return response

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Put the one mail that allauth sends for us, the code, into the outbox; to nobody whom we do not know."""
        account = Account.objects.filter(email=email.lower(), is_active=True).first()
        if template_prefix != CODE_MAIL or account is None:
            return
        with transaction.atomic():
            _tell(account, Kind.CODE, at=now(), code=str(context["code"]))

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Send nothing: what changed is told by the service that changed it."""


class MfaAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # the same
    """Our answers for second factors."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _(
            "This code is not right. Type the six digits that the app shows at this moment. A recovery code works once."
        ),
    }

    def encrypt(self, text: str) -> str:
        """Return a secret as the database keeps it."""
        return _box().encrypt(text.encode()).decode("ascii")

    def decrypt(self, encrypted_text: str) -> str:
        """Return it as it was."""
        return _box().decrypt(encrypted_text.encode("ascii")).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Say no where it would leave its owner outside."""
        return not keeps_out(authenticator)

    def _get_user_identifier(self, user: Account) -> str:
        """Return what an app or a browser shows beside the code or the passkey."""
        return str(user.email or user.name)

    def get_totp_issuer(self) -> str:
        """Return what the app shows above the code."""
        return "Gatepost"


def _box() -> Fernet:
    kdf = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=b"gatepost second factors")
    return Fernet(base64.urlsafe_b64encode(kdf.derive(settings.SECRET_KEY.encode())))


def note(
    account: Account, action: str, *, by: str = "", tell: bool = False, hats: Sequence[str] = (), **data: str
) -> None:
    """Keep a step of signing in in the record of every school that it opens, and tell its owner if it changes how they do.

    With `hats`, only of those where its owner wears or wore one of these: elsewhere it would tell what they are at another school.
    """
    at = now()
    with transaction.atomic():
        if tell and account.email:
            filled = changed(action, data.get("kind", ""), people=_persons(account), on=localdate(at))
            _tell(account, Kind.SIGN_IN_CHANGED, at=at, **filled)
        persons = _persons(account)
        for one in persons.filter(hats__hat__in=hats).distinct() if hats else persons:
            audit.record(by=by or one.id, action=action, subject=one.id, at=at, school=one.school_id, data=data)


def _persons(account: Account) -> QuerySet[Person]:
    """Return whose account it is, at each school that it opens; of a closed one, at those that it opened."""
    people = account.persons.select_related("school").order_by("id")
    return people.filter(access_ended_at=None) if account.is_active else people


def _prove(request: HttpRequest, account: Account) -> None:
    """Keep that a code came to the address; what was set before, by whoever had a letter, opens nothing any more."""
    by_code = any(record.get("method") == "code" for record in get_authentication_records(request, account))
    if by_code and not account.is_proven:
        new = {"is_proven": True, "password": make_password(None)}
        Account.objects.filter(id=account.pk).update(**new)
        account.refresh_from_db()
        update_session_auth_hash(request, account)
        end_sessions(account.pk, but=request.session[HANDLE])


def _tell(account: Account, kind: Kind, *, at: datetime, **filled: str) -> None:
    """Write to the owner of an account; if it opens several schools, in the name of none of them."""
    one, *others = _persons(account)
    school = "Gatepost" if others else one.school.name
    to = Addressee(one.id, account.email or "")
    send(to=to, kind=kind, context={**filled, "school": school}, school=one.school_id, at=at)
