"""Who signs in with a code by mail and with nothing else, and is so proved by a link in a mail as well as by a code?

Whoever has no password and no second step, carries no duty and acts for nobody, at whatever school, today or later. The mailbox was
proved before, is the one that the school has, and no other entry of the school has it.

    by_mail_alone(people, at=now())  ->  {person.id: "parent@home.example"}
"""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db.models import Q
from django.utils.timezone import localdate

from gatepost.kernel.clock import in_utc
from gatepost.people.models import Delegation, DutyHeld, Person


def by_mail_alone(people: Sequence[Person], *, at: datetime) -> dict[str, str]:
    """Return the address of each of them, of people of one school with their accounts; four questions, however many they are."""
    found = {person.id: person for person in people if _has_a_mailbox(person)}
    accounts = [person.account_id for person in found.values()]
    with_more = _has_more(accounts, at)
    addresses = {person.id: person.email for person in found.values() if person.account_id not in with_more}
    shared = _shared(addresses.values(), people[0].school_id) if addresses else frozenset()
    return {person: address for person, address in addresses.items() if address not in shared}


def _has_a_mailbox(person: Person) -> bool:
    account = person.account
    if account is None or person.access_ended_at or person.merged_into_id:
        return False
    is_open = account.is_active and account.is_proven and not account.has_usable_password()
    return is_open and bool(person.email) and account.email == person.email


def _has_more(accounts: Sequence[str | None], at: datetime) -> set[str | None]:
    """Return the accounts with a second step, or with powers at any school."""
    lasting = Q(until=None) | Q(until__gte=localdate(in_utc(at)))
    more: set[str | None] = set(Authenticator.objects.filter(user_id__in=accounts).values_list("user_id", flat=True))
    for rows in (DutyHeld.objects, Delegation.objects):
        held = rows.filter(lasting, person__account__in=accounts)
        more.update(held.values_list("person__account", flat=True))
    return more


def _shared(wanted: Collection[str], school_id: str) -> frozenset[str]:
    """Return the addresses that stand with several entries of a school, in its list or to sign in."""
    rows = Person.objects.filter(
        Q(email__in=wanted) | Q(account__email__in=wanted), school_id=school_id, merged_into=None
    )
    entries = Counter[str]()
    for listed, signs_in in rows.values_list("email", "account__email"):
        entries.update(each for each in {listed, signs_in} if each and each in wanted)
    return frozenset(address for address, count in entries.items() if count > 1)
