"""What does a mail say of a change to how somebody signs in, and whom do they tell if it was not them?

In general words: nobody's name, no address and no device. Whoever carries a duty is helped by the head, the head by the chair.

    changed("account.factor-added", "app", people=[person], on=today)["what"]  ->  "an app that shows codes was added"
"""

from collections.abc import Iterable
from datetime import date, datetime

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from gatepost.mail.kinds import Kind
from gatepost.mail.services import Addressee, send
from gatepost.people.models import Person
from gatepost.people.queries import entrusted
from gatepost.people.states import Duty

MOVED = "moved"
WHAT = {
    ("account.password-set", ""): _("a password was set"),
    ("account.password-removed", ""): _("the password was removed"),
    ("account.factor-added", "app"): _("an app that shows codes was added"),
    ("account.factor-added", "passkey"): _("a passkey was added"),
    ("account.factor-removed", "app"): _("the app that shows codes was removed"),
    ("account.factor-removed", "passkey"): _("a passkey was removed"),
    ("account.codes-made", ""): _("new recovery codes were made"),
    ("account.door-bound", ""): _("it was tied to an account at Google or Microsoft"),
    ("account.factors-reset", ""): _("the school took the second step and the password away"),
    (MOVED, ""): _("it goes by another address now"),
}


def changed(action: str, kind: str = "", *, people: Iterable[Person], on: date) -> dict[str, str]:
    """Return what the mail is filled with, of a change to how these people sign in: one person at each of their schools."""
    return {"what": str(WHAT[action, kind]), "whom": whom(people, on=on), "link": "/me/sign-in/"}


def tell(person: Person, action: str, *, address: str, at: datetime) -> None:
    """Write to an address, in the name of one person's school, that how they sign in was changed. In the caller's transaction."""
    filled = changed(action, people=[person], on=localdate(at)) | {"school": person.school.name}
    to = Addressee(person.id, address)
    send(to=to, kind=Kind.SIGN_IN_CHANGED, context=filled, school=person.school_id, at=at)


def whom(people: Iterable[Person], *, on: date) -> str:
    """Return who helps somebody back in."""
    duties = {str(duty) for person in people for duty in entrusted(person, on=on)}
    if Duty.HEAD in duties:
        return str(_("the chair of governors"))
    return str(_("the head teacher")) if duties else str(_("the school office"))
