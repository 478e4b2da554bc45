"""May *this person* answer to an edition?

Everybody of the school, for themselves and for nobody else. It needs no second factor: it is one's own.

    >>> from gatepost.people.viewer import NOBODY
    >>> may_answer(NOBODY).code
    'not-signed-in'
"""

from gatepost.kernel.errors import Refused
from gatepost.people.viewer import Viewer


def may_answer(viewer: Viewer) -> Refused | None:
    """Answer whether the viewer may read and sign the policy of their school."""
    if viewer.is_signed_in:
        return None
    return Refused("not-signed-in", "Sign in to read and sign the policy.")
