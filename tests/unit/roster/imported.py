"""How do the tests carry an import through, and what does the school look like before and after?

roster = carried_out(STAFF, by=office)   ->   an import that is done
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.db.models import Model
from django.utils.timezone import localdate

from gatepost.people import services as people
from gatepost.people.models import Account, DutyHeld, Guardianship, HatWorn, Person, Pupil, School, SearchWord
from gatepost.people.states import Duty, Hat
from gatepost.people.viewer import SETUP, Viewer
from gatepost.roster import applying_job, reading_job, services, tasks, undoing
from gatepost.roster.models import RosterImport, RosterItem
from gatepost.roster.packing import unpacked
from gatepost.roster.plan import Item, Outcome

AT = datetime(2026, 7, 3, 11, 0, tzinfo=UTC)
DAY = localdate(AT)
KEPT: tuple[type[Model], ...] = (Person, HatWorn, DutyHeld, Account, Pupil, Guardianship, SearchWord)


def new_school(name: str = "Oddenbrook") -> tuple[School, Viewer]:
    """Return a school with an office, and the office as a viewer."""
    school = people.open_school(name=name, by=SETUP, at=AT)
    office = people.add_person(
        school=school, name="Janet Cowley", email=f"office@{name.lower()}.example", by=SETUP, at=AT
    )
    people.give_hat(person=office, hat=Hat.STAFF, since=DAY, by=SETUP, at=AT)
    people.give_duty(person=office, duty=Duty.OFFICE, since=DAY, by=SETUP, at=AT)
    duties, hats = frozenset({Duty.OFFICE.value}), frozenset({Hat.STAFF.value})
    return school, Viewer(actor=office.id, person_id=office.id, school_id=school.id, hats=hats, duties=duties)


def started(text: str | bytes, *, by: Viewer, at: datetime = AT) -> RosterImport:
    """Return an import whose file has been read into a plan, or refused."""
    roster = services.start(content=text.encode() if isinstance(text, str) else text, by=by, at=at)
    services.choose_columns(roster=roster, columns=roster.columns, by=by, at=at)
    return read(roster)


def read(roster: RosterImport) -> RosterImport:
    """Let the worker read, if it has not."""
    reading_job.read(roster.id, on=DAY)
    return RosterImport.objects.get(id=roster.id)


def decided(roster: RosterImport, answers: Mapping[str, str], *, by: Viewer) -> RosterImport:
    """Return an import with these answers to who is who."""
    services.decide(roster=roster, decisions=answers, by=by, at=AT)
    return read(roster)


def items(roster: RosterImport, outcome: Outcome) -> list[Item]:
    """Return the items of a kept plan."""
    rows = RosterItem.objects.filter(roster=roster, outcome=outcome).order_by("position")
    return [unpacked(Item, row.data) for row in rows]


def confirmed(roster: RosterImport, *, by: Viewer, leavers: bool = False, at: datetime = AT) -> RosterImport:
    """Return an import that was confirmed and carried out."""
    if leavers:
        left = list(RosterItem.objects.filter(roster=roster, outcome=Outcome.LEFT).values_list("position", flat=True))
        services.tick(roster=roster, shown=left, ticked=left, by=by, at=at)
    services.confirm(roster=roster, digest=roster.digest, by=by, at=at)
    applying_job.carry_out(roster.id, by=tasks._viewer(tasks._acting(by)), at=at)
    return RosterImport.objects.get(id=roster.id)


def carried_out(text: str, *, by: Viewer, leavers: bool = False) -> RosterImport:
    """Return an import of a file without doubts, done."""
    return confirmed(started(text, by=by), by=by, leavers=leavers)


def undone(roster: RosterImport, *, by: Viewer, at: datetime = AT) -> RosterImport:
    """Return an import that was undone."""
    services.ask_to_undo(roster=roster, by=by, at=at)
    undoing.undo(roster.id, by=by, at=at)
    return RosterImport.objects.get(id=roster.id)


def everything() -> dict[str, list[dict[str, Any]]]:
    """Return every row about people, exactly."""
    return {model.__name__: list(model._default_manager.order_by("pk").values()) for model in KEPT}
