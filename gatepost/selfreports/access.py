"""May *this person* report for themselves, and which reports of others are theirs to see?

>>> from gatepost.people.viewer import NOBODY
>>> may_report(NOBODY).code, receives(NOBODY)
('not-bound', frozenset())
"""

from gatepost.kernel.errors import Refused
from gatepost.people.access import BOUND
from gatepost.people.viewer import Viewer
from gatepost.selfreports.states import RECEIVES


def may_report(viewer: Viewer) -> Refused | None:
    """Answer whether the viewer may report: staff, governors and volunteers, each for themselves."""
    if viewer.is_signed_in and not viewer.hats.isdisjoint(BOUND):
        return None
    return Refused("not-bound", "This is for staff, governors and volunteers, each for themselves.")


def receives(viewer: Viewer) -> frozenset[str]:
    """Return the duties whose reports the viewer sees: those that they hold in person, never one that is lent."""
    return viewer.duties & {each.value for each in RECEIVES} if viewer.is_signed_in else frozenset()
