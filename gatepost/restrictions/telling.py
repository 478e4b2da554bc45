"""How does somebody learn that something about a restriction waits for them?

By a mail that says that something waits on their own page, and nothing else: mailboxes are shared, and the address of another
page would tell what it is. Whoever has no address gets the letter; the pages say so to who decides.

    tell(person, at=now())
"""

from collections.abc import Sequence
from datetime import datetime

from gatepost.mail.kinds import Kind
from gatepost.mail.queries import failed_mails
from gatepost.mail.services import Addressee, send
from gatepost.people.models import Person
from gatepost.restrictions.models import Restriction

Failed = frozenset[tuple[str, datetime]]
"""Mails that were not delivered: to whom, and when they were written, which is when it was done of which they told."""

OWN_PAGE = "/me/"
"""Where it says what waits; a test holds it to the pages' addresses."""


def tell(person: Person, *, at: datetime) -> None:
    """Write that something waits, in the transaction of what it is; nothing to who has no address."""
    whole = person.entry
    address = address_of(whole)
    if address:
        context = {"school": whole.school.name, "link": OWN_PAGE}
        send(to=Addressee(whole.id, address), kind=Kind.WAITING, context=context, school=whole.school_id, at=at)


def failed_about(rows: Sequence[Restriction]) -> Failed:
    """Return which mails to those whom these rows of one school are about were not delivered."""
    people = {entry for row in rows for entry in _entries(row)}
    return failed_mails(rows[0].school_id, people, kind=Kind.WAITING.code) if people else frozenset()


def is_failed(row: Restriction, at: datetime, failed: Failed) -> bool:
    """Tell whether the mail about what was done at a moment is one of those."""
    return bool(failed) and any((entry, at) in failed for entry in _entries(row))


def _entries(row: Restriction) -> tuple[str, ...]:
    return (row.person_id, row.person.entry_id)


def address_of(person: Person) -> str:
    """Return where a mail reaches somebody, blank if nowhere."""
    return (person.account.email if person.account else "") or person.email
