"""May *this person* import people, or see an import?

Those who may add people may: the head and the school office.

    >>> from gatepost.people.viewer import NOBODY
    >>> may_import(NOBODY).code
    'not-the-office'
"""

from gatepost.kernel.errors import Refused
from gatepost.people.access import may_manage_people
from gatepost.people.viewer import Viewer


def may_import(viewer: Viewer) -> Refused | None:
    """Answer whether the viewer may import people into their own school."""
    if viewer.is_signed_in:
        return may_manage_people(viewer, school_id=viewer.school_id)
    return Refused("not-the-office", "Only the head teacher or the school office may import people.")
