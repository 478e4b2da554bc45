"""How do invitations for several people come to be?

One row each with the hash of what opens it, an account for whoever has none, and an end to those that were open before. The
callers ask who may, send what they send, and write the record's entry.

    tokens = renew({person.id: new_token() for person in people}, people, lasts=MAIL_LASTS, by=office, at=now())
"""

import hashlib
import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from gatepost.accounts.models import Invitation
from gatepost.kernel.errors import Refused
from gatepost.mail.kinds import Kind
from gatepost.mail.services import Addressee, send
from gatepost.people.models import Person
from gatepost.people.services import open_accounts
from gatepost.people.viewer import SETUP, Viewer

MAIL_LASTS = timedelta(days=14)
"""Long enough for a week away, short enough to be forgotten in no mailbox."""
PAPER_LASTS = timedelta(days=28)
"""Long enough for a letter that goes home in a school bag."""
TOKEN_BYTES = 16
"""A hundred and twenty-eight random bits: nobody guesses one."""


def renew(tokens: Mapping[str, str], people: Sequence[Person], *, on_paper: bool, by: Viewer, at: datetime) -> None:
    """Let each person's token, by the person's id, be their one open invitation; open the accounts that are missing.

    In a transaction that holds the rows of the people.
    """
    if any(person.account_id and person.access_ended_at for person in people):
        raise Refused("closed", "This person's account is closed.")
    open_accounts(people=[person for person in people if person.account_id is None], by=SETUP, at=at)
    Invitation.objects.filter(person__in=tokens, used_at=None, ended_at=None).update(ended_at=at)
    lasts = PAPER_LASTS if on_paper else MAIL_LASTS
    Invitation.objects.bulk_create(
        Invitation(
            person_id=person_id,
            token_hash=hash_of(token),
            on_paper=on_paper,
            made_by=by.actor,
            made_at=at,
            expires_at=at + lasts,
        )
        for person_id, token in tokens.items()
    )


def mail(person: Person, token: str, at: datetime) -> None:
    """Put the mail of an invitation into the outbox."""
    filled = {"school": person.school.name, "link": f"/invitation/{token}/"}
    address = person.account.email if person.account else person.email
    send(to=Addressee(person.id, address), kind=Kind.INVITATION, context=filled, school=person.school_id, at=at)


def new_token() -> str:
    """Return what opens an invitation that goes by mail."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def hash_of(token: str) -> str:
    """Return a token as it is kept: it is random, so a quick hash hides it for good."""
    return hashlib.sha256(token.encode()).hexdigest()
