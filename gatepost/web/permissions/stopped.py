"""What is somebody told who has lost the right to what they would ask for?

What they may not do, until when, and who decided it, instead of a form that would be refused. Only to themselves: the
notice is theirs.

    stops_of(parent, "photo-pass", policy, on=today)[0].what  ->  'Taking photographs'
"""

from dataclasses import dataclass
from datetime import date

from gatepost.grants.kinds import stopped_by
from gatepost.people.viewer import Viewer
from gatepost.policy import Edition
from gatepost.restrictions.queries import list_own_open
from gatepost.restrictions.seeing import RestrictionSeen
from gatepost.restrictions.states import State
from gatepost.restrictions.words import kinds_in_words


@dataclass(frozen=True, slots=True)
class Stop:
    """A lost right; ``lapses`` is the last day of one that is not decided yet."""

    what: str
    until: date
    lapses: date | None
    by: str
    capacity: str
    notice: str


def stops_of(viewer: Viewer, kind: str, policy: Edition, *, on: date) -> tuple[Stop, ...]:
    """Return the viewer's lost rights that day that stop a kind of permission."""
    return tuple(
        _stop(each) for each in list_own_open(viewer, on=on) if stopped_by(policy, kind, viewer.hats, each.now.lost)
    )


def _stop(seen: RestrictionSeen) -> Stop:
    return Stop(
        what=kinds_in_words(seen.now.terms.kinds),
        until=seen.now.terms.until,
        lapses=seen.notice.decide_by if seen.now.state is State.INTERIM else None,
        by=seen.by,
        capacity=seen.capacity,
        notice=seen.id,
    )
