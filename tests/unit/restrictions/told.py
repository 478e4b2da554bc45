"""Who is told what in these tests?

row = tell(interim()); answer(row); decide(row, Step.CONFIRM, at=days(10))
"""

from datetime import date, datetime, timedelta
from typing import Any

from gatepost.mail.models import Message
from gatepost.mail.states import State as MailState
from gatepost.people.models import HatWorn, Person
from gatepost.people.queries import viewer_as
from gatepost.people.viewer import Viewer
from gatepost.restrictions import services
from gatepost.restrictions.models import Restriction, RestrictionStep
from gatepost.restrictions.queries import held
from gatepost.restrictions.services import Decision, Wanted
from gatepost.restrictions.states import Step
from tests.conftest import NOON
from tests.unit.signoff.people import viewer_of

TODAY = NOON.date()
"""Friday 3 July 2026."""
PHOTOS, PHONE = frozenset({"no-photos"}), frozenset({"no-phone"})
WHY, SAID = "You filmed other children at the gate.", "It was my sister who filmed."


def day(number: int) -> date:
    """Return the day so many days after the notice."""
    return TODAY + timedelta(days=number)


def days(number: int) -> datetime:
    """Return noon of that day."""
    return NOON + timedelta(days=number)


def later(**changed: Any) -> Wanted:
    """Return a notice that counts after the reply: no photographs for four weeks from day 15."""
    wanted = {
        "kinds": PHOTOS,
        "reasons": WHY,
        "since": day(15),
        "until": day(43),
        "review": day(30),
        "reply_by": day(14),
    }
    return Wanted(**{**wanted, **changed})


def interim(**changed: Any) -> Wanted:
    """Return one that counts at once."""
    return later(**{"is_interim": True, "interim_why": "The fair is tomorrow.", "reply_by": day(10), **changed})


def tell(wanted: Wanted | None = None, *, to: str = "parent", by: str = "head", at: datetime = NOON) -> Restriction:
    """Give a notice, whose mail goes at once."""
    row = services.give_notice(person=person(to).id, wanted=wanted or later(), by=viewer_of(by), at=at)
    Message.objects.filter(person=row.person_id, written_at=at).update(state=MailState.SENT, body="")
    return row


def answer(row: Restriction, words: str = SAID, *, by: str = "parent", at: datetime = NOON) -> RestrictionStep:
    """Reply."""
    return services.reply(restriction=row.id, words=words, by=viewer_of(by), at=at)


def decide(
    row: Restriction, step: Step, *, by: str | Viewer = "head", at: datetime = NOON, had: int | None = None, **said: Any
) -> RestrictionStep:
    """Take a step, having read what there is."""
    viewer = viewer_of(by) if isinstance(by, str) else by
    decision = Decision(step, said.pop("words", "I have read it."), **said)
    had = row.steps.count() if had is None else had
    return services.decide(restriction=row.id, decision=decision, had=had, by=viewer, at=at)


def person(kind: str) -> Person:
    """Return one of the invented people."""
    return Person.objects.get(id=viewer_of(kind).person_id)


def lost(kind: str, number: int = 0) -> frozenset[str]:
    """Return what somebody has lost on a day."""
    return held(person(kind).id, on=day(number))


def wear(kind: str, hat: str, since: date = date(2025, 9, 1), until: date | None = None) -> None:
    """Give somebody a hat, past the office."""
    HatWorn.objects.create(person=person(kind), hat=hat, since=since, until=until)


def again(kind: str, number: int = 0) -> Viewer:
    """Return somebody as a viewer on a day, with what they are then."""
    return viewer_as(person(kind), day(number))
