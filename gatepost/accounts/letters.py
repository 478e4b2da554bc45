"""How is somebody let in on paper?

By a letter with a code that works once. The document goes to whoever asked for it and is kept nowhere; of the code only its
hash is. It is set before anything is written, so that nobody waits for it and a page that cannot be set changes nothing.

    make_letter(person_id=person.id, after=standing.latest, by=office, at=now())   ->  a PDF of one page
    make_letters(chosen, (Place.PAPER,), seen=…, by=office, at=now())              ->  one of a page each
"""

from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext

from gatepost.accounts.by_name import names_for
from gatepost.accounts.codes import new_code, shown
from gatepost.accounts.groups import Chosen, Place
from gatepost.accounts.many import hold, look
from gatepost.accounts.opening import PAPER_LASTS, renew
from gatepost.accounts.qr import picture
from gatepost.accounts.queries import latest
from gatepost.accounts.services import helped
from gatepost.audit import services as audit
from gatepost.kernel.errors import Refused
from gatepost.mail.kinds import Kind
from gatepost.mail.services import Addressee, send
from gatepost.people.models import Person, School
from gatepost.people.services import open_named_accounts
from gatepost.people.viewer import SETUP, Viewer
from gatepost.printing import Letter, Square, letters_pdf

PAGE = "/invitation"
"""Where a code is typed, as it is printed."""
MADE = "account.letter-made"
Say = Callable[[str], str]


def make_letter(*, person_id: str, after: str, by: Viewer, at: datetime, say: Say = gettext) -> bytes:
    """Make a letter for one person, whoever they are; `after` is the latest invitation that the page has shown."""
    with transaction.atomic():
        person = _unless_changed(person_id, after, by, at)
    code, names = new_code(), names_for([person])
    letter = _letter(person.school, person.name, code, at, sign_in_name=names.get(person.id, ""))
    document = letters_pdf([letter], say=say)
    with transaction.atomic():
        person = _unless_changed(person_id, after, by, at)
        before = person.account if person.account and person.account.last_login else None
        open_named_accounts(names=names, people=[person], by=SETUP, at=at)
        renew({person.id: code}, [person], on_paper=True, by=by, at=at)
        if before and before.email:
            to = Addressee(person.id, before.email)
            filled = {"school": person.school.name}
            send(to=to, kind=Kind.LETTER_MADE, context=filled, school=person.school_id, at=at)
        audit.record(by=by.actor, action=MADE, subject=person.id, at=at, school=person.school_id)
    return document


def make_letters(
    chosen: Chosen, places: tuple[Place, ...], *, seen: str, by: Viewer, at: datetime, say: Say = gettext
) -> bytes:
    """Make letters for those of a group who stand in these places; raise Refused if they are not those who were seen."""
    people = look(chosen, places, seen=seen, by=by, at=at)
    codes = {person.id: new_code() for person in people}
    rows = Person.objects.filter(id__in=codes, school_id=by.school_id).select_related("account")
    names = names_for(list(rows))
    school = School.objects.get(id=by.school_id)
    sort = chosen.value if chosen.code == "class" else ""
    letters = [
        _letter(school, one.name, codes[one.id], at, sort=sort, sign_in_name=names.get(one.id, "")) for one in people
    ]
    document = letters_pdf(letters, say=say)
    with transaction.atomic():
        held = hold(chosen, places, seen=seen, by=by, at=at)
        open_named_accounts(names=names, people=held, by=SETUP, at=at)
        renew(codes, held, on_paper=True, by=by, at=at)
        made = [audit.Happened(MADE, person.id) for person in held]
        audit.record_all(made, by=by.actor, at=at, school=by.school_id)
    return document


def _letter(school: School, name: str, code: str, at: datetime, *, sort: str = "", sign_in_name: str = "") -> Letter:
    square = picture(f"{settings.PUBLIC_URL}{PAGE}/{code}/")
    return Letter(
        school=school.name,
        name=name,
        page=settings.PUBLIC_URL.split("://", 1)[-1] + PAGE,
        code=shown(code),
        square=Square(square.size, square.path),
        made=localdate(at),
        until=localdate(at + PAPER_LASTS),
        sign_in_name=sign_in_name,
        sort=sort,
    )


def _unless_changed(person_id: str, after: str, by: Viewer, at: datetime) -> Person:
    """Return the person, locked; a form that is sent twice would leave a page whose code has ended."""
    person = helped(person_id, by, at)
    if latest(person.id) != after:
        raise Refused(
            "changed",
            "An invitation or a letter was made for this person meanwhile. Look whether you have it; if not, make another.",
        )
    return person
