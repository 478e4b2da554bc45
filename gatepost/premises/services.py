"""How does a phone get into the office's log, who takes down what is said for its owner, and how does it leave?

Each is one row with its entry in the record, in one transaction; a refusal raises Refused with a code that ends with the field that
it is about, and nothing is kept. Sent twice is done once.

    held = take_in(person=teacher.id, phone="Black, cracked", callers="St Mary's hospital", by=office, at=now())
    take_message(phone=held.id, text="Please ring ward 4.", by=office, at=now())
    give_back(phone=held.id, by=office, at=now())
"""

from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils.timezone import localtime

from gatepost.agreements.bodies import Holder, holder_as
from gatepost.agreements.queries import edition_on
from gatepost.kernel.errors import Refused
from gatepost.mail.kinds import Kind
from gatepost.mail.services import Addressee, send
from gatepost.people.models import Person, School
from gatepost.people.queries import entries_of, viewer_as, with_roles
from gatepost.people.viewer import Viewer
from gatepost.premises.access import may_keep_log, may_take_in
from gatepost.premises.models import (
    CALLERS_LENGTH,
    MESSAGE_LENGTH,
    PHONE_LENGTH,
    OfficeDay,
    PhoneHeld,
    PhoneMessage,
)
from gatepost.premises.rules import EARLIEST, LATEST, day_of
from gatepost.premises.states import Custody, may_follow
from gatepost.premises.writing import in_lines, is_line, is_text, phones_clause, record, unless

LINK = "/me/"
"""Where it says what waits; the address of another page would tell a shared mailbox what it is."""
SENT_TWICE = timedelta(minutes=5)
"""Within it the same words for the same phone are the same message."""


@transaction.atomic
def take_in(*, person: str, phone: str, callers: str, by: Viewer, at: datetime) -> PhoneHeld:
    """Take somebody's phone into the office; it stays there, switched on."""
    unless(may_keep_log(by, school_id=by.school_id))
    unless(is_line(phone, "phone", PHONE_LENGTH, "Say which phone it is: its colour, its case."))
    unless(
        is_line(callers, "callers", CALLERS_LENGTH, "Say who may ring, so that the office knows which call to answer.")
    )
    owner, holder = _owner(person, by, at)
    unless(_policy_lets(by, holder, at))
    held = PhoneHeld.objects.filter(person__in=entries_of([owner.id]), state=Custody.HELD).first()
    if held:
        if (held.phone, held.callers) == (phone.strip(), callers.strip()) and at - held.brought_at < SENT_TWICE:
            return held
        since = f"{localtime(held.brought_at):%-d %B, %H:%M}"
        raise Refused("here-phone", f"A phone of theirs is in the office already, since {since}. Give it back first.")
    row = PhoneHeld.objects.create(
        school_id=by.school_id,
        person=owner,
        phone=phone.strip(),
        callers=callers.strip(),
        brought_at=at,
        taken_by_id=by.person_id,
    )
    record(row.id, "phone.taken-in", clause=phones_clause, by=by, at=at)
    return row


@transaction.atomic
def take_message(*, phone: str, text: str, by: Viewer, at: datetime) -> PhoneMessage:
    """Take down what was said for the owner of a phone, and let a mail say that something waits for them."""
    row = _held(phone, by)
    text = in_lines(text)
    unless(is_text(text, "text", MESSAGE_LENGTH, "Write down what was said."))
    same = row.messages.filter(text=text, taken_by_id=by.person_id, at__gt=at - SENT_TWICE).first()
    if same:
        return same
    if row.state != Custody.HELD:
        raise Refused("given-back-text", "This phone was given back. Tell its owner yourself.")
    message = PhoneMessage.objects.create(phone=row, text=text, at=at, taken_by_id=by.person_id)
    record(row.id, "phone.message-taken", clause=phones_clause, by=by, at=at, data={"message": message.id})
    _tell(row.person, at)
    return message


@transaction.atomic
def give_back(*, phone: str, by: Viewer, at: datetime) -> PhoneHeld:
    """Let a phone leave the office. Given back once more, it is the same: the first time counts."""
    row = _held(phone, by)
    if by.person_id in (row.person_id, row.person.merged_into_id):
        raise Refused("own-phone", "Somebody else in the office gives your own phone back.")
    if not may_follow(Custody(row.state), Custody.GIVEN_BACK):
        return row
    row.state, row.given_back_at, row.given_back_by_id = Custody.GIVEN_BACK.value, at, by.person_id
    row.save(update_fields=["state", "given_back_at", "given_back_by"])
    record(row.id, "phone.given-back", clause=phones_clause, by=by, at=at)
    return row


@transaction.atomic
def set_closing(*, closes: time, by: Viewer, at: datetime) -> None:
    """Say when the office closes: what still lies there then stands out."""
    unless(may_keep_log(by, school_id=by.school_id))
    if not EARLIEST <= closes <= LATEST:
        raise Refused("night-closes", "Choose a time between five in the morning and eleven at night.")
    School.objects.select_for_update(no_key=True).get(id=by.school_id)
    row, _is_new = OfficeDay.objects.update_or_create(school_id=by.school_id, defaults={"closes": closes})
    said = {"closes": closes.isoformat("minutes")}
    record(row.id, "phone.closing-set", clause=phones_clause, by=by, at=at, data=said)


def _policy_lets(by: Viewer, owner: Holder, at: datetime) -> Refused | None:
    """Answer whether the policy in force names whoever takes a phone in; the code ends with the field that it is about."""
    policy = edition_on(by.school_id, day_of(at))
    refusal = may_take_in(by, policy=policy, school_id=by.school_id, owner=owner)
    return Refused(f"{refusal.code}-phone", refusal.sentence) if refusal else None


def _owner(person: str, by: Viewer, at: datetime) -> tuple[Person, Holder]:
    """Return whose phone it is, held: two who take it in come one after the other."""
    row = Person.objects.select_for_update(no_key=True).filter(id=person, school_id=by.school_id, merged_into=None)
    owner = with_roles(row).prefetch_related("delegations").first()
    them = viewer_as(owner, day_of(at)) if owner else None
    if owner is None or them is None or not them.is_signed_in:
        raise Refused("nobody-phone", "This person does not belong to your school today.")
    if owner.id == by.person_id:
        raise Refused("own-phone", "Somebody else in the office takes your own phone in.")
    return owner, holder_as(them)


def _held(phone: str, by: Viewer) -> PhoneHeld:
    unless(may_keep_log(by, school_id=by.school_id))
    rows = PhoneHeld.objects.select_for_update(of=("self",)).filter(id=phone, school_id=by.school_id)
    row = rows.select_related("person__school", "person__account", "person__merged_into__account").first()
    if row is None:
        raise Refused("no-such-phone", "There is no such phone in your office.")
    return row


def _tell(person: Person, at: datetime) -> None:
    """Write to the owner, where they read their mail, that something waits; nothing for whom there is no address."""
    whole = person.entry
    address = (whole.account.email if whole.account else "") or whole.email
    if address:
        context = {"school": person.school.name, "link": LINK}
        send(to=Addressee(whole.id, address), kind=Kind.WAITING, context=context, school=person.school_id, at=at)
