"""How do invitations for several people come to be?

One row each with the hash of what opens it, and an end to those that were open before. Which account it opens shows when it
is taken up (``taking_up``): until then nobody can tell whether there is one. The callers ask who may, send what they send,
and write the record's entry.

    tokens = renew({person.id: new_token() for person in people}, people, lasts=MAIL_LASTS, by=office, at=now())
"""

import hashlib
import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.utils.formats import date_format
from django.utils.timezone import localdate

from gatepost.accounts.models import Invitation
from gatepost.kernel.errors import Refused
from gatepost.mail.kinds import TO_SEE, Kind, Words
from gatepost.mail.services import Addressee, send
from gatepost.people.models import Person
from gatepost.people.viewer import Viewer

MAIL_LASTS = timedelta(days=14)
"""Long enough for a week away, short enough to be forgotten in no mailbox."""
PAPER_LASTS = timedelta(days=28)
"""Long enough for a letter that goes home in a school bag."""
TOKEN_BYTES = 16
"""A hundred and twenty-eight random bits: nobody guesses one."""


def renew(tokens: Mapping[str, str], people: Sequence[Person], *, on_paper: bool, by: Viewer, at: datetime) -> None:
    """Let each person's token, by the person's id, be their one open invitation, in a transaction that holds their rows."""
    if any(not person.email and not (on_paper and person.account_id) for person in people):
        raise Refused("no-email", "There is no e-mail address for this person. Add one first.")
    Invitation.objects.filter(person__in=tokens, used_at=None, ended_at=None).update(ended_at=at)
    sent_to = {person.id: person.email for person in people}
    lasts = PAPER_LASTS if on_paper else MAIL_LASTS
    Invitation.objects.bulk_create(
        Invitation(
            person_id=person_id,
            token_hash=hash_of(token),
            on_paper=on_paper,
            sent_to="" if on_paper else sent_to[person_id],
            made_by=by.actor,
            made_at=at,
            expires_at=at + lasts,
        )
        for person_id, token in tokens.items()
    )


def mail(person: Person, token: str, at: datetime, *, what: Words = TO_SEE) -> None:
    """Put the mail of an invitation into the outbox; ``what`` the school asks of them."""
    until = date_format(localdate(at + MAIL_LASTS), "j F Y")
    filled = {"school": person.school.name, "link": f"/invitation/{token}/", "until": until, "what": str(what)}
    send(to=Addressee(person.id, person.email), kind=Kind.INVITATION, context=filled, school=person.school_id, at=at)


def new_token() -> str:
    """Return what opens an invitation that goes by mail."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def hash_of(token: str) -> str:
    """Return a token as it is kept: it is random, so a quick hash hides it for good."""
    return hashlib.sha256(token.encode()).hexdigest()
