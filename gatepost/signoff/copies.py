"""What is in somebody's copy of what they answered?

The receipt and exactly the words of that day. It is made anew each time, from the answer and the edition, neither of which is ever
changed; no copy is kept. One goes by mail to whoever agreed, a second or two later, since hundreds may sign at the same time. It
names nobody: families share mailboxes, and a phone shows what comes on a locked screen.

    copy = get_copy(viewer, sign_off_id, on=today)
    copy_pdf(copy.receipt, copy.edition)
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import translation
from django.utils.timezone import localdate, localtime

from gatepost.agreements.queries import get_policy, get_visible
from gatepost.audit.following import follow, is_to_come
from gatepost.kernel.errors import GatepostError
from gatepost.mail.enclosing import Enclosed
from gatepost.mail.housekeeping import MESSAGES_KEPT
from gatepost.mail.kinds import Kind
from gatepost.mail.queries import enclosed_already, last_enclosing
from gatepost.mail.services import Addressee, send
from gatepost.mail.states import State
from gatepost.people.models import Person
from gatepost.people.naming import plain
from gatepost.people.queries import get_school_name
from gatepost.people.viewer import Viewer
from gatepost.policy import Edition
from gatepost.printing import Receipt, Signer, copy_pdf
from gatepost.signoff.models import SignOff
from gatepost.signoff.queries import SignOffSeen, get_own
from gatepost.signoff.states import Answer

log = logging.getLogger(__name__)

CHECK = "/policy/check/"
"""The page where anybody may check a hash; a test holds it to the pages' own addresses."""


SIGNED = "/me/policy/signed/"
"""The page of all that one ever signed; the same test."""
KIND = "sign-off"
"""What ``ENCLOSURES`` in the settings calls a copy."""
FOLLOWS = "sign-off-copies"
"""As what the copies go by the record."""
SENT_WITHIN = MESSAGES_KEPT
"""Of an agreement that is older when the record is read, nobody can tell any more whether its copy was sent."""


@dataclass(frozen=True, slots=True)
class Mailed:
    """How far the copy by mail is: None if none was written within ninety days; and whether there is an address at all."""

    state: State | None
    has_address: bool


@dataclass(frozen=True, slots=True)
class Copy:
    """What is printed: the receipt, and the words."""

    receipt: Receipt
    edition: Edition


def get_copy(viewer: Viewer, sign_off_id: str, *, on: date) -> Copy | None:
    """Return one of the viewer's own answers to print, with their name, or None."""
    answer = get_own(viewer, sign_off_id)
    if answer is None:
        return None
    signer = Signer(answer.name, known_as(answer, viewer.name), answer.hats, answer.reason)
    return _copy(viewer, answer, signer, on)


def known_as(answer: SignOffSeen, name: str) -> str:
    """Return the name under which the school has somebody who typed another one to their answer; blank if it is the same."""
    return name if plain(answer.name) != plain(name) else ""


def send_copies(*, at: datetime) -> None:
    """Put into the outbox a copy for each who agreed since the last time; nothing for whom there is no address."""
    follow(FOLLOWS, [f"signoff.{Answer.AGREED.value}"], partial(_send_copies, at))


def send_word(person: Person, *, at: datetime) -> None:
    """Tell somebody that something waits: what was recorded in their name, or was by mistake. No mail says what."""
    _send(person, Kind.WAITING, at)


def enclosed(sign_off_id: str) -> Enclosed | None:
    """Return the copy of an agreement that goes by mail: nobody's name, no hats; None if there is no such agreement."""
    row = SignOff.objects.filter(id=sign_off_id, answer=Answer.AGREED).select_related("person").first()
    if row is None:
        return None
    signer = Viewer(actor=row.person_id, person_id=row.person_id, school_id=row.person.school_id)
    answer = get_own(signer, row.id)
    with translation.override(settings.LANGUAGE_CODE):
        copy = _copy(signer, answer, None, localdate(row.at)) if answer else None
        return (
            Enclosed("policy.pdf", "application/pdf", copy_pdf(copy.receipt, copy.edition, say=_say)) if copy else None
        )


def mailed(answer: SignOffSeen, viewer: Viewer) -> Mailed:
    """Return how far the copy of one's own answer is."""
    person = Person.objects.select_related("account").filter(id=viewer.person_id).first()
    has_address = bool(person and _address(person))
    is_agreement = answer.answer is Answer.AGREED
    waits = (
        has_address and is_agreement and is_to_come(FOLLOWS, viewer.school_id, answer.id)
    )  # asked first: it may come now
    mail = last_enclosing(f"{KIND}:{answer.id}")
    return Mailed(mail.state if mail else State.QUEUED if waits else None, has_address)


def _send_copies(at: datetime, school: str, sign_offs: Sequence[str]) -> None:
    """Put the copies of these agreements into the outbox, each once."""
    new = SignOff.objects.filter(id__in=sign_offs, person__school=school, at__gt=at - SENT_WITHIN, mistake=None)
    there = enclosed_already(f"{KIND}:{sign_off}" for sign_off in sign_offs)
    whole = ("person__merged_into__school", "person__merged_into__account")
    for row in new.select_related("person__school", "person__account", *whole).order_by("at", "id"):
        if f"{KIND}:{row.id}" in there:
            continue
        try:
            with transaction.atomic():
                _send(row.person.entry, Kind.COPY, at, encloses=f"{KIND}:{row.id}")
        except (GatepostError, ValidationError) as failed:  # the others' copies do not wait for it
            log.error("a copy could not be written: %s", type(failed).__name__)  # noqa: TRY400  # the type says it all


def _send(person: Person, kind: Kind, at: datetime, *, encloses: str = "") -> None:
    address = _address(person)
    if address:
        context = {"school": person.school.name, "link": SIGNED}
        to, school = Addressee(person.id, address), person.school_id
        send(to=to, kind=kind, context=context, school=school, at=at, encloses=encloses)


def _address(person: Person) -> str:
    """Return where somebody reads their mail: the address that they sign in with, or the one that the school has."""
    return (person.account.email if person.account else "") or person.email


def _say(text: str) -> str:
    return translation.gettext(text) if text else ""


def _copy(viewer: Viewer, answer: SignOffSeen, signer: Signer | None, on: date) -> Copy | None:
    seen, policy = get_visible(viewer, answer.edition, on=on), get_policy(viewer, answer.edition)
    if seen is None or policy is None:
        return None
    receipt = Receipt(
        school=get_school_name(viewer),
        label=answer.label,
        sha256=answer.sha256,
        in_force_from=seen.in_force_from,
        answer=str(answer.answer.label),
        at=localtime(answer.at),
        reference=answer.id,
        check=settings.PUBLIC_URL + CHECK,
        signer=signer,
        on_paper=answer.on_paper,
    )
    return Copy(receipt, policy)
