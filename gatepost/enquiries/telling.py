"""How does somebody hear that something waits for them here?

By a mail that says so and nothing else: not what about, not from whom. Whoever has no address, or has left, gets none.

    tell(["3f…"], enquiry, at=now())  ->  1
"""

from collections.abc import Collection
from datetime import datetime

from gatepost.enquiries.models import Enquiry
from gatepost.mail.kinds import Kind
from gatepost.mail.services import Addressee, send
from gatepost.people.models import Person
from gatepost.people.queries import LET_IN

PAGE = "/questions/{id}/"


def tell(people: Collection[str], enquiry: Enquiry, *, at: datetime) -> int:
    """Send each of these people a mail that something waits, in the transaction of what does; return how many got one."""
    rows = Person.objects.filter(LET_IN, id__in=people, school_id=enquiry.school_id, account__email__isnull=False)
    told = 0
    for person in rows.select_related("account", "school").order_by("id"):
        address = person.account.email if person.account else ""
        context = {"school": person.school.name, "link": PAGE.format(id=enquiry.id)}
        send(to=Addressee(person.id, address or ""), kind=Kind.WAITING, context=context, school=person.school_id, at=at)
        told += 1
    return told
