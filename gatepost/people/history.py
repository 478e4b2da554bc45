"""What happened to somebody, as the record tells it to this viewer?

Entries about the person only: what was declared in private, what a court ordered and what the head allowed are recorded
under ids of their own, so nobody's history shows them.

    list_history(office, person_id, on=today)[0].action  ->  'person.added'
"""

import json
from dataclasses import dataclass
from datetime import datetime

from gatepost.audit.queries import list_about
from gatepost.people.access import sees_everyone
from gatepost.people.models import Person
from gatepost.people.queries import visible_to
from gatepost.people.viewer import Viewer

MOST = 50
"""Entries: somebody's whole time at the school in practice."""
NOT_TOLD = (
    "account.signed-in",
    "account.code-refused",
    "account.factor-refused",
    "account.password-refused",
    "account.session-ended",
    "account.sessions-ended",
)
"""Comings and goings are for whoever looks into a wrong in the record: a history says what changed, not when somebody was here."""
DATA = ("what", "since", "until", "last_day", "columns")


@dataclass(frozen=True, slots=True)
class Happened:
    """One entry: ``what`` is a hat, a duty or a power, days are ISO; ``by`` is blank for what Gatepost did itself."""

    at: datetime
    by: str
    action: str
    what: str = ""
    since: str = ""
    until: str = ""
    last_day: str = ""
    columns: str = ""


def list_history(viewer: Viewer, person_id: str) -> tuple[Happened, ...]:
    """Return what happened to somebody, newest first; empty for who does not see everybody."""
    if not sees_everyone(viewer) or not visible_to(viewer).filter(id=person_id).exists():
        return ()
    entries = list_about(viewer.school_id, person_id, most=MOST, but=NOT_TOLD)
    actors = Person.objects.filter(school_id=viewer.school_id, id__in={entry.actor for entry in entries})
    names = dict(actors.values_list("id", "name"))
    return tuple(
        Happened(
            at=datetime.fromisoformat(entry.at),
            by=names.get(entry.actor, ""),
            action=entry.action,
            **{key: str(value) for key, value in json.loads(entry.data or "{}").items() if key in DATA},
        )
        for entry in entries
    )
