"""How does somebody learn that something about a restriction waits for them?

By a mail that says that something waits on their own page, and nothing else: mailboxes are shared, and the address of another
page would tell what it is. Whoever has no address gets the letter; the pages say so to who decides.

    tell(person, at=now())
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.utils.timezone import localdate

from gatepost.mail.kinds import Kind
from gatepost.mail.queries import Delayed, not_at_once
from gatepost.mail.services import Addressee, send
from gatepost.people.models import Person
from gatepost.restrictions.models import Restriction
from gatepost.restrictions.standing import MAIL_TAKES

Mails = Mapping[tuple[str, datetime], Delayed]
"""Mails that did not go at once: to whom, and when they were written, which is when it was done of which they tell."""

OWN_PAGE = "/me/"
"""Where it says what waits; a test holds it to the pages' addresses."""


def tell(person: Person, *, at: datetime) -> None:
    """Write that something waits, in the transaction of what it is; nothing to who has no address."""
    whole = person.entry
    address = address_of(whole)
    if address:
        context = {"school": whole.school.name, "link": OWN_PAGE}
        send(to=Addressee(whole.id, address), kind=Kind.WAITING, context=context, school=whole.school_id, at=at)


def mails_about(rows: Sequence[Restriction]) -> Mails:
    """Return which mails to those whom these rows of one school are about did not go at once."""
    people = {entry for row in rows for entry in _entries(row)}
    return not_at_once(rows[0].school_id, people, kind=Kind.WAITING.code, within=MAIL_TAKES) if people else {}


def told_too_late(row: Restriction, at: datetime, mails: Mails, *, by: date, on: date) -> bool:
    """Tell on a day whether the mail about what was done at a moment failed, or had not gone ``by`` a day: it told nobody."""
    found = [mails[entry, at] for entry in _entries(row) if (entry, at) in mails] if mails else []
    return any(mail.has_failed or (localdate(mail.sent_at) if mail.sent_at else on) > by for mail in found)


def _entries(row: Restriction) -> tuple[str, ...]:
    return (row.person_id, row.person.entry_id)


def address_of(person: Person) -> str:
    """Return where a mail reaches somebody, blank if nowhere."""
    return (person.account.email if person.account else "") or person.email
