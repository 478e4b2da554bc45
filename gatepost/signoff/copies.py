"""What is in somebody's copy of what they answered?

The receipt and exactly the words of that day. It is made anew each time, from the answer and the edition, neither of which is ever
changed; no copy is kept. One goes by mail to whoever agreed. It names nobody: families share mailboxes, and a phone shows what
comes on a locked screen.

    copy = get_copy(viewer, sign_off_id, on=today)
    copy_pdf(copy.receipt, copy.edition)
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.utils import translation
from django.utils.timezone import localdate, localtime

from gatepost.agreements.queries import get_policy, get_visible
from gatepost.mail.enclosing import Enclosed
from gatepost.mail.kinds import Kind
from gatepost.mail.queries import last_enclosing
from gatepost.mail.services import Addressee, send
from gatepost.mail.states import State
from gatepost.people.models import Person
from gatepost.people.queries import get_school_name
from gatepost.people.viewer import Viewer
from gatepost.policy import Edition
from gatepost.printing import Receipt, Signer, copy_pdf
from gatepost.signoff.models import SignOff
from gatepost.signoff.queries import SignOffSeen, get_own
from gatepost.signoff.states import Answer

CHECK = "/policy/check/"
"""The page where anybody may check a hash; a test holds it to the pages' own addresses."""


SIGNED = "/me/policy/signed/"
"""The page of all that one ever signed; the same test."""
KIND = "sign-off"
"""What ``ENCLOSURES`` in the settings calls a copy."""


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
    return _copy(viewer, answer, Signer(answer.name, answer.hats, answer.reason), on) if answer else None


def send_copy(row: SignOff, *, at: datetime) -> None:
    """Put the copy of whoever agreed into the outbox, in the transaction of their answer; nothing for whom there is no address."""
    _send(row.person, Kind.COPY, at, encloses=f"{KIND}:{row.id}")


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
    mail = last_enclosing(f"{KIND}:{answer.id}")
    return Mailed(mail.state if mail else None, bool(person and _address(person)))


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
