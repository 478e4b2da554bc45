"""Which account opens a school to whoever takes up an invitation?

A mail proves an address: the account that has it, whichever schools it opens already, or a new one. A letter proves no address,
so it opens only what no other school stands behind. Until then nobody can tell who has an account where.

    take_up(invitation, at=now())  ->  the account; its owner has still to show a second step where there is one
"""

from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.hashers import make_password
from django.db.models import QuerySet

from gatepost.accounts.models import Invitation
from gatepost.accounts.sessions import end_sessions
from gatepost.accounts.telling import MOVED, tell
from gatepost.kernel.errors import Refused
from gatepost.people.models import Account, Person
from gatepost.people.services import let_in
from gatepost.people.viewer import SETUP

TAKEN = "Somebody else at the school signs in with this address. Ask the school office to write down one that is yours alone."
NO_EMAIL = "There is no e-mail address for this person. Add one first, or make a letter."
IN_USE = "Somebody else at the school signs in with this address already. Make a letter instead."
SHARED = "Somebody else at the school has this address too: whoever opened the mail first would be let in. Make a letter for each."
NOT_LIKE_THIS = (
    "You cannot be let in like this. Sign in with a code that we send you, or ask for an invitation by mail."
)


def take_up(invitation: Invitation, *, at: datetime) -> Account:
    """Let an account open the school to whoever was invited, and return it; raise Refused. In the caller's transaction."""
    person = invitation.person
    before = person.account.email if person.account else ""
    account = _by_mail(person, invitation.sent_to) if invitation.sent_to else _by_letter(person)
    let_in(person, account, SETUP, at)
    account.refresh_from_db()
    if before and before != account.email:
        tell(person, MOVED, address=before, at=at)
    return account


def joins(invitation: Invitation) -> bool:
    """Tell whether an invitation adds a school to an account: only the page at its link, in the mail, says so."""
    person = invitation.person
    found = Account.objects.filter(email=invitation.sent_to, is_active=True)
    return bool(invitation.sent_to) and found.exclude(id=person.account_id or "").exists()


def why_taken(invitation: Invitation) -> Refused | None:
    """Answer why a mail opens nothing though it is open: somebody else at that school signs in with its address by now."""
    return Refused("email-taken", TAKEN) if _is_in_use(invitation.person, invitation.sent_to) else None


def why_no_mail(person: Person) -> Refused | None:
    """Answer why somebody is not invited by mail, or None: an address must say who of the school's people reads it."""
    if not person.email:
        return Refused("no-email", NO_EMAIL)
    if _is_in_use(person, person.email):
        return Refused("email-taken", IN_USE)
    is_theirs = person.account is not None and person.account.email == person.email
    if not is_theirs and _others(person).filter(email=person.email, merged_into=None).exists():
        return Refused("email-shared", SHARED)
    return None


def _is_in_use(person: Person, address: str) -> bool:
    return bool(address) and _others(person).filter(account__email=address).exists()


def _others(person: Person) -> QuerySet[Person]:
    return Person.objects.filter(school_id=person.school_id, access_ended_at=None).exclude(id=person.id)


def _by_mail(person: Person, address: str) -> Account:
    found = Account.objects.select_for_update().filter(email=address).first()
    own = person.account
    if found is not None and found == own:
        return found
    if found is not None and not found.is_active:  # nobody's any more: whoever comes now finds nothing of theirs
        found.persons.update(account=None)
        found.delete()
        found = None
    if found is None:
        if own is None or own.persons.exclude(id=person.id).exists():
            return _new(address, is_proven=True)
        _move(own, address)
        return own
    at_this_school = found.persons.filter(school_id=person.school_id)
    if at_this_school.filter(access_ended_at=None).exists():
        raise Refused("email-taken", TAKEN)
    at_this_school.update(account=None)
    if not found.is_proven:
        _forget(found)
    return found


def _move(account: Account, address: str) -> None:
    """Let an account have another address: who came in by the one before, perhaps a wrong one, keeps no way in by that."""
    account.email, account.is_proven = address, True
    account.set_unusable_password()
    account.save(update_fields=["email", "is_proven", "password"])
    SocialAccount.objects.filter(user_id=account.id).delete()
    end_sessions(account.id)


def _by_letter(person: Person) -> Account:
    own = person.account
    if own is None:
        if not person.email:  # it was taken away since the letter was made, and with no letter since there is no name
            raise Refused("closed", "This invitation is not valid any more.")
        if Account.objects.filter(email=person.email).exists():
            raise Refused("not-like-this", NOT_LIKE_THIS)
        return _new(person.email, is_proven=False)
    if own.persons.filter(access_ended_at=None).exclude(id=person.id).exists():
        raise Refused("not-like-this", NOT_LIKE_THIS)
    return own


def _new(address: str, *, is_proven: bool) -> Account:
    new = {"password": make_password(None), "is_proven": is_proven}
    account, _ = Account.objects.get_or_create(
        email=address, defaults=new
    )  # of two at once the database lets one be new
    return account


def _forget(account: Account) -> None:
    """Let whoever opened an account with a letter keep no way in to a school that wrote to the address."""
    Authenticator.objects.filter(user_id=account.id).delete()
    SocialAccount.objects.filter(user_id=account.id).delete()
    end_sessions(account.id)
    Account.objects.filter(id=account.id).update(password=make_password(None), is_proven=True)
