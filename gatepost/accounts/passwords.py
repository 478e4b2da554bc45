"""Who may sign in with a password, and is this theirs?

Staff, governors and volunteers may, if they like; a password is worth nothing from the moment when they wear no such hat any
more, and the worker removes it within the hour. Parents never have one: a code by mail is as good, and nobody guesses it.

    prove(address="daniel.osei@oddenbrook.example", typed="…", at=now())      # his account, or None and no reason
    set_password(account, "three words nobody joins", at=now())               # or Refused, with what would help
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX, check_password, make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from zxcvbn import zxcvbn

from gatepost.accounts.adapter import note
from gatepost.accounts.sessions import end_sessions
from gatepost.kernel.errors import Refused
from gatepost.people.models import Account, HatWorn, Person, holding_on
from gatepost.people.states import Hat
from gatepost.people.viewer import SETUP

HATS = (Hat.STAFF.value, Hat.GOVERNOR.value, Hat.VOLUNTEER.value)
NOT_FOR_YOU = "Only staff, governors and volunteers sign in with a password."


def with_such_a_hat(on: date) -> QuerySet[Account]:
    """Return the accounts that may have a password that day: somebody has such a hat at one school at least."""
    worn = HatWorn.objects.filter(holding_on(on), hat__in=HATS)
    people = Person.objects.filter(access_ended_at=None, id__in=worn.values("person")).exclude(account=None)
    with_address = Account.objects.exclude(
        email=None
    )  # a password is typed beside an address, never beside a sign-in name
    return with_address.filter(is_active=True, id__in=people.values("account"))


def with_a_password() -> QuerySet[Account]:
    """Return the accounts that have one."""
    return Account.objects.exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX)


def may_have_one(account_id: str, *, on: date) -> bool:
    """Tell whether an account may have a password that day."""
    return with_such_a_hat(on).filter(id=account_id).exists()


def has_one(account_id: str) -> bool:
    """Tell whether an account has a password."""
    return with_a_password().filter(id=account_id).exists()


def prove(*, address: str, typed: str, at: datetime) -> Account | None:
    """Return the account that an address and a password open, or None: one run of the hash either way, and no reason."""
    account = with_such_a_hat(localdate(at)).filter(email=address).first()
    if check_password(typed, account.password if account else UNUSABLE_PASSWORD_PREFIX):
        return account
    if account and account.has_usable_password():
        note(account, "account.password-refused", hats=HATS)
    return None


def set_password(account_id: str, typed: str, *, at: datetime, session: str = "") -> Account:
    """Let a password open an account, and no more the one before; sessions but the named one end. Raise Refused."""
    if not may_have_one(account_id, on=localdate(at)):
        raise Refused("not-for-you", NOT_FOR_YOU)
    _check(typed, Account.objects.get(id=account_id))
    hashed = make_password(typed)  # outside the transaction: whoever waits for a place must not hold up who writes
    with transaction.atomic():
        account = with_such_a_hat(localdate(at)).select_for_update().filter(id=account_id).first()
        if account is None:
            raise Refused("not-for-you", NOT_FOR_YOU)
        account.password = hashed
        account.save(update_fields=["password"])
        note(account, "account.password-set", tell=True, hats=HATS)
        end_sessions(account.id, but=session)
    return account


@transaction.atomic
def remove_password(account_id: str, *, by: str = "", session: str = "") -> Account:
    """Let nobody sign in with the password of an account any more; its sessions but the named one end."""
    account = Account.objects.select_for_update().get(id=account_id)
    if account.has_usable_password():
        account.set_unusable_password()
        account.save(update_fields=["password"])
        note(account, "account.password-removed", by=by, tell=account.is_active, hats=HATS)
    end_sessions(account.id, but=session)
    return account


def remove_what_outlived_its_hat(*, at: datetime) -> None:
    """Remove the passwords of whoever may not have one any more."""
    gone = with_a_password().exclude(id__in=with_such_a_hat(localdate(at)).values("id"))
    for account_id in gone.values_list("id", flat=True):
        remove_password(account_id, by=SETUP.actor)


LOOKED_AT = 72
"""Characters whose guessing is estimated: more would only take time."""
STRONG_ENOUGH = 3
"""Of zxcvbn's nought to four: ten thousand million guesses would be needed, and ten are allowed in a quarter of an hour."""


@dataclass(frozen=True, slots=True)
class _Owner:
    """What a password must not be made of, as Django's validator reads it."""

    email: str
    name: str
    _meta = Account._meta  # noqa: SLF001  # the validator asks it what the columns are called


def _check(typed: str, account: Account) -> None:
    """Refuse a password that is guessed early; any letters, spaces and signs will do."""
    known = list(account.persons.values_list("name", "school__name"))
    try:
        validate_password(typed, _Owner(account.email, " ".join(name for name, _school in known)))  # type: ignore[arg-type]  # it reads two attributes
    except ValidationError as found:
        sentences = {
            "password_too_short": _(
                "At least 12 characters are needed. Four words that do not belong together are good."
            ),
            "password_too_similar": _("This is too much like your name or your address. Take something else."),
        }
        code = str(found.error_list[0].code)
        raise Refused(code, sentences[code]) from None
    words = ["gatepost", *(word for both in known for part in both for word in (part, *part.split()))]
    if zxcvbn(typed[:LOOKED_AT], user_inputs=words)["score"] < STRONG_ENOUGH:
        sentence = _(
            "This would be guessed soon. Take four words that do not belong together, or what a password manager makes."
        )
        raise Refused("password_too_common", sentence)
