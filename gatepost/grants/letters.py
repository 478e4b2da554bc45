"""What is on the letter of a permission, and who may print it?

Whoever may know of the permission, once it was given. The letter is made anew each time, from what is never changed: nothing of it
is kept but its code, and no mail encloses it. One that does not count any more says so across its head.

    letter_of(teacher, permission.id, on=today).code  ->  'K7QM-4XTD-9RWE-2HP0-V3CZ-PGPR'
    granted_pdf(get_letter(teacher, permission.id, on=today))
"""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.conf import settings
from django.utils.timezone import localdate

from gatepost.accounts.qr import picture
from gatepost.agreements.queries import edition_on
from gatepost.grants import rules
from gatepost.grants.checking import Standing, begins, standing_of
from gatepost.grants.codes import new_code, shown
from gatepost.grants.models import Letter, Permission, PermissionStep
from gatepost.grants.queries import taken, visible_to, with_holders
from gatepost.grants.states import YES, Step
from gatepost.people.viewer import Viewer
from gatepost.printing import Decision, Granted, Square

PAGE = "/letter/"
"""The page where anybody may check a code; a test holds it to the pages' own addresses."""


@dataclass(frozen=True, slots=True)
class LetterSeen:
    """A letter: its code as it is printed, the address that says whether it counts, and whether it does."""

    code: str
    address: str
    standing: Standing


def make(row: Permission) -> None:
    """Make the letter of a permission, in the transaction of the yes that gave it."""
    Letter.objects.create(permission=row, code=new_code())


def letter_of(viewer: Viewer, permission_id: str, *, on: date) -> LetterSeen | None:
    """Return the letter of a permission that the viewer may know of, or None if there is none."""
    row = _given(viewer, permission_id, on)
    if row is None:
        return None
    code = shown(row.letter.code)
    return LetterSeen(code, address(code), _standing(row, on))


def get_letter(viewer: Viewer, permission_id: str, *, on: date) -> Granted | None:
    """Return what is printed of such a letter, or None."""
    row = _given(viewer, permission_id, on)
    if row is None:
        return None
    steps = list(row.steps.select_related("by").order_by("number"))
    gave = next(one for one in reversed(steps) if one.step == Step.GRANT.value)
    given_on = row.granted_on or localdate(gave.at)
    code = shown(row.letter.code)
    square = picture(address(code))
    return Granted(
        school=row.school.name,
        given_on=given_on,
        holder=row.person.entry.name,
        hats=tuple(row.hats.split(",")),
        kind=row.kind,
        what=row.what,
        account=row.account,
        facts=row.facts,
        begins=begins(row),
        until=row.until,
        decisions=_decisions(steps),
        edition=edition_on(row.school_id, given_on),
        standing=_standing(row, on).value,
        printed_on=on,
        code=code,
        page=settings.PUBLIC_URL.split("://", 1)[-1] + PAGE.rstrip("/"),
        square=Square(square.size, square.path),
    )


def address(code: str) -> str:
    """Return the address that says whether a letter counts, with its code as a query: servers do not log those."""
    return f"{settings.PUBLIC_URL}{PAGE}?{urlencode({'code': code})}"


def _given(viewer: Viewer, permission_id: str, on: date) -> Permission | None:
    rows = visible_to(viewer, on=on).filter(id=permission_id, letter__isnull=False)
    return with_holders(rows, on=on).select_related("letter", "school", "person__merged_into").first()


def _standing(row: Permission, on: date) -> Standing:
    return standing_of(row, edition_on(row.school_id, on), on=on)


def _decisions(steps: list[PermissionStep]) -> tuple[Decision, ...]:
    """Return the yes of each body that stands, in the order in which they were given."""
    agreed = rules.standing(taken(steps))
    last = {one.body: one for one in steps if one.step in YES}
    return tuple(
        Decision(
            body=one.body,
            by=one.by.name if one.by else "",
            on=localdate(one.at),
            minute=one.minute,
            met_on=one.met_on,
            conditions=one.text,
        )
        for one in sorted((last[body] for body in agreed), key=lambda one: one.number)
    )
