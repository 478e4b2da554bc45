"""May *this person* ask the school something, or say how it is reached?

>>> from gatepost.people.viewer import NOBODY
>>> may_ask(NOBODY).code, may_keep_channels(NOBODY).code
('not-signed-in', 'not-the-office')
"""

from gatepost.kernel.errors import Refused
from gatepost.people.access import MANAGERS
from gatepost.people.viewer import Viewer


def may_ask(viewer: Viewer) -> Refused | None:
    """Answer whether the viewer may ask the school something: anybody of the school may."""
    if viewer.is_signed_in:
        return None
    return Refused(
        "not-signed-in", "Sign in to ask the school something here. You can always telephone or come to the office."
    )


def may_keep_channels(viewer: Viewer) -> Refused | None:
    """Answer whether the viewer may say how the school is reached, and who is asked about what."""
    if viewer.is_signed_in and viewer.acts_for(*MANAGERS):
        return None
    return Refused("not-the-office", "Only the head teacher or the school office says how the school is reached.")
