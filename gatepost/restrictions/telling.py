"""How does somebody learn that something about a restriction waits for them?

By a mail that says that something waits on their own page, and nothing else: mailboxes are shared, and the address of another
page would tell what it is. Whoever has no address gets the letter; the pages say so to who decides.

    tell(person, at=now())
"""

from datetime import datetime

from gatepost.mail.kinds import Kind
from gatepost.mail.services import Addressee, send
from gatepost.people.models import Person

OWN_PAGE = "/me/"
"""Where it says what waits; a test holds it to the pages' addresses."""


def tell(person: Person, *, at: datetime) -> None:
    """Write that something waits, in the transaction of what it is; nothing to who has no address."""
    whole = person.merged_into or person
    address = address_of(whole)
    if address:
        context = {"school": whole.school.name, "link": OWN_PAGE}
        send(to=Addressee(whole.id, address), kind=Kind.WAITING, context=context, school=whole.school_id, at=at)


def address_of(person: Person) -> str:
    """Return where a mail reaches somebody, blank if nowhere."""
    return (person.account.email if person.account else "") or person.email
