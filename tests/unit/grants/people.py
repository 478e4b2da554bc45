"""Who asks and decides in these tests, and for what?

asked = ask("teacher"); yes(asked, "head", "head")
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from gatepost.grants import services
from gatepost.grants.kinds import scoped_by
from gatepost.grants.models import Permission
from gatepost.grants.scope import Scope
from gatepost.grants.services import Said
from gatepost.people import services as people
from gatepost.people.models import Person
from gatepost.people.states import Lent
from gatepost.people.viewer import SETUP
from gatepost.policy import default_pack
from tests.conftest import NOON
from tests.unit.signoff.people import TODAY, viewer_of

__all__ = ["TODAY", "viewer_of"]

FOR_THE_SCHOOL, NAME, IMAGES, PASS = "on-behalf-of-school", "school-name", "publish-images", "photo-pass"
FACTS: Mapping[str, Sequence[str]] = {"service_kind": ("blog", "social-networking"), "outlet": ("social-media",)}
LAST = TODAY + timedelta(days=30)


def scope(kind: str = NAME, **other: Any) -> Scope:
    """Return what somebody could ask for."""
    facts = {fact: FACTS[fact] for fact in scoped_by(default_pack(), kind)}
    said: dict[str, Any] = {"what": "The summer fair", "account": "Our page", "in_public": "News of the summer fair"}
    days = {"since": TODAY, "until": TODAY if kind == PASS else LAST}
    return Scope(**{**said, **days, "facts": facts, **other})


def ask(who: str, kind: str = NAME, *, at: datetime = NOON, **other: Any) -> Permission:
    """Ask for a permission."""
    return services.ask(kind=kind, scope=scope(kind, **other), by=viewer_of(who, at.date()), at=at)


def yes(row: Permission, body: str, who: str, *, at: datetime = NOON, **other: Any) -> Permission:
    """Agree as it should be done: with a minute for the governing body, and with what was checked for images."""
    said: dict[str, Any] = {"minute": "2026/7, item 3", "met_on": at.date()} if body == "governing-body" else {}
    said |= {"checked": "All four parents were rung."} if row.kind == IMAGES else {}
    return services.agree(
        permission=row.id,
        body=body,
        expected_sha256=row.sha256,
        by=viewer_of(who, at.date()),
        at=at,
        said=Said(**{**said, **other}),
    )


def no(row: Permission, body: str, who: str, *, at: datetime = NOON, reason: str = "Not this year.") -> Permission:
    """Decline."""
    return services.decline(
        permission=row.id, body=body, expected_sha256=row.sha256, reason=reason, by=viewer_of(who, at.date()), at=at
    )


def granted(who: str = "teacher", kind: str = NAME, *, at: datetime = NOON, **other: Any) -> Permission:
    """Let somebody have a permission."""
    row = ask(who, kind, at=at, **other)
    deciders = {"head": "head", "governing-body": "chair", "office": "office"}
    for body in default_pack().grants[kind].decided_by:
        row = yes(row, body, deciders[body], at=at)
    return row


def lend(kind: str, power: Lent, *, since: date = TODAY) -> None:
    """Let somebody act for the head or the governing body."""
    minute = {"minute": "2026/6, item 9", "decided_on": since} if power is Lent.GOVERNING_BODY else {}
    person = Person.objects.get(id=viewer_of(kind).person_id)
    people.lend(person=person, acts_for=power, since=since, by=SETUP, at=NOON, **minute)  # type: ignore[arg-type]  # as the power needs


def leave(kind: str, last_day: date = TODAY - timedelta(days=1)) -> None:
    """Let somebody leave."""
    people.leave(person=Person.objects.get(id=viewer_of(kind).person_id), last_day=last_day, by=SETUP, at=NOON)
