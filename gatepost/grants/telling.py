"""Who is told by mail that something waits for them?

When something is asked: those who can decide it, and where there are too few governors for it, those who can let another one
decide. After a yes nobody is told again who was told then, unless nobody is left who could decide: then those who can let
another. Whoever asked, when it is decided or taken away. The mail says that something waits, and nothing else.

    tell_holder(row, at=at)
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.utils.timezone import localdate

from gatepost.agreements.bodies import Holder
from gatepost.grants.deciders import able_to_decide, able_to_lend, entrusted
from gatepost.grants.models import Permission
from gatepost.grants.rules import Taken
from gatepost.kernel.clock import in_utc
from gatepost.mail.kinds import Kind
from gatepost.mail.services import Addressee, send
from gatepost.people.models import Person, School

PAGE = "/permissions/"


def tell_deciders(
    row: Permission, bodies: Sequence[str], holder: Holder, *, steps: Sequence[Taken], at: datetime
) -> None:
    """Write to all who can do something now about what these bodies have still to decide, but for whoever asked."""
    them = entrusted(row.school_id, on=localdate(in_utc(at)))
    told = (
        *able_to_decide(them, bodies, school=row.school_id, holder=holder, steps=steps),
        *able_to_lend(them, bodies, school=row.school_id, holder=holder, steps=steps),
    )
    _send(row, {each.person.id: each.person for each in told if each.person.id not in holder.entries}.values(), at)


def tell_lenders(
    row: Permission, bodies: Sequence[str], holder: Holder, *, steps: Sequence[Taken], by: str, at: datetime
) -> None:
    """Write, after a yes of ``by`` (a person's id), to those who can let another governor decide, if nobody else can."""
    them = entrusted(row.school_id, on=localdate(in_utc(at)))
    if able_to_decide(them, bodies, school=row.school_id, holder=holder, steps=steps):
        return
    lenders = able_to_lend(them, bodies, school=row.school_id, holder=holder, steps=steps)
    _send(row, (each.person for each in lenders if each.person.id not in {by, *holder.entries}), at)


def tell_holder(row: Permission, *, at: datetime) -> None:
    """Write to whoever asked."""
    person = Person.objects.select_related("account", "merged_into__account").get(id=row.person_id)
    _send(row, [person.entry], at)


def _send(row: Permission, people: Iterable[Person], at: datetime) -> None:
    school = School.objects.get(id=row.school_id)
    for person in people:
        address = (person.account.email if person.account else "") or person.email
        if address:
            context = {"school": school.name, "link": PAGE}
            send(to=Addressee(person.id, address), kind=Kind.WAITING, context=context, school=school.id, at=at)
