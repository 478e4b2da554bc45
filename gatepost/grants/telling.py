"""Who is told by mail that something waits for them?

Those who can decide, when something is asked; whoever asked, when it is decided or taken away. The mail says that something waits,
and nothing else.

    tell_holder(row, at=at)
"""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.utils.timezone import localdate

from gatepost.grants.access import Holder, may_speak_for
from gatepost.grants.deciders import entrusted
from gatepost.grants.models import Permission
from gatepost.kernel.clock import in_utc
from gatepost.mail.kinds import Kind
from gatepost.mail.services import Addressee, send
from gatepost.people.models import Person, School
from gatepost.people.queries import viewer_as

PAGE = "/permissions/"


def tell_deciders(row: Permission, bodies: Collection[str], holder: Holder, *, at: datetime) -> None:
    """Write to all who can decide for one of these bodies today."""
    today = localdate(in_utc(at))
    people = entrusted(row.school_id).select_related("account")
    _send(
        row,
        (
            person
            for person in people
            if any(
                may_speak_for(viewer_as(person, today), body, school=row.school_id, holder=holder) is None
                for body in bodies
            )
        ),
        at,
    )


def tell_holder(row: Permission, *, at: datetime) -> None:
    """Write to whoever asked."""
    person = Person.objects.select_related("account", "merged_into__account").get(id=row.person_id)
    _send(row, [person.merged_into or person], at)


def _send(row: Permission, people: Iterable[Person], at: datetime) -> None:
    school = School.objects.get(id=row.school_id)
    for person in people:
        address = (person.account.email if person.account else "") or person.email
        if address:
            context = {"school": school.name, "link": PAGE}
            send(to=Addressee(person.id, address), kind=Kind.WAITING, context=context, school=school.id, at=at)
