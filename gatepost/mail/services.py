"""How does the school send a mail?

In the transaction of what it tells of: the row and its task are kept together with it, or not at all.

    with transaction.atomic():
        invitation.save()
        send(to=Addressee(person.id, person.email), kind=Kind.INVITATION,
             context={"school": school.name, "link": "/invitation/…/"}, school=school.id, at=at)
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import translation

from gatepost.kernel.errors import ProgrammingMistake
from gatepost.mail.enclosing import is_known
from gatepost.mail.kinds import Kind
from gatepost.mail.models import SUBJECT_LENGTH, Message
from gatepost.mail.tasks import deliver_message
from gatepost.sql import insert

CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
PATH = re.compile(r"/(?!/)[A-Za-z0-9/._~?=&%-]*\Z")


@dataclass(frozen=True, slots=True)
class Addressee:
    """Whom a mail is for: a person's id (blank if it is nobody's) and an address."""

    person: str
    address: str


def send(
    *, to: Addressee, kind: Kind, context: Mapping[str, str], school: str, at: datetime, encloses: str = ""
) -> Message:
    """Put one mail into the outbox and return its row.

    `context` fills the kind's places, no more and no less: `school` is its name, `link` the path of a page. `encloses` is what
    `enclosing` can make. Raises ProgrammingMistake outside a transaction, for other places, or without an address.
    """
    _check(to, kind, context, encloses)
    filled = {place: _filled(place, value) for place, value in context.items()}
    with translation.override(settings.LANGUAGE_CODE):
        subject = _one_line(str(kind.value.subject).format(**filled))[:SUBJECT_LENGTH]
        body = "\n\n".join(str(paragraph).format(**filled) for paragraph in kind.value.paragraphs) + "\n"
    message = Message(
        school=school,
        person=to.person,
        address=to.address,
        kind=kind.code,
        subject=subject,
        body=body,
        encloses=encloses,
        written_at=at,
        due_at=at,
        moved_at=at,
    )
    message.clean_fields()
    insert(message)
    deliver_message.enqueue(message.id)
    return message


def _check(to: Addressee, kind: Kind, context: Mapping[str, str], encloses: str) -> None:
    if not transaction.get_connection().in_atomic_block:
        raise ProgrammingMistake("mail-outside-transaction", "A mail is kept with what it tells of, or not.")
    if frozenset(context) != kind.value.needs:
        raise ProgrammingMistake("mail-context", f"A mail of kind {kind.code} needs {sorted(kind.value.needs)}.")
    if not to.address or CONTROL.search(to.address):
        raise ProgrammingMistake("mail-address", "A mail needs an address.")
    if not PATH.match(context.get("link", "/")):
        raise ProgrammingMistake("mail-link", "A link is a path of ours.")
    if encloses and not is_known(encloses):
        raise ProgrammingMistake("mail-encloses", "No room makes what is to be enclosed.")


def _filled(place: str, value: str) -> str:
    return settings.PUBLIC_URL + value if place == "link" else _one_line(value)


def _one_line(text: str) -> str:
    return CONTROL.sub(" ", text).strip()
