"""May *this person* let somebody in?

The office and the head invite and help; nobody helps themselves, and whoever carries a duty is helped by the head only, the head by
the chair: else the office could make itself a way into the head's account.

    >>> from gatepost.people.viewer import NOBODY
    >>> may_help(NOBODY, person_id="p", school_id="s", duties=frozenset(), entrusted=frozenset()).code
    'not-the-office'
"""

from gatepost.kernel.errors import Refused
from gatepost.people.states import Duty
from gatepost.people.viewer import Viewer


def may_help(
    viewer: Viewer, *, person_id: str, school_id: str, duties: frozenset[str], entrusted: frozenset[str]
) -> Refused | None:
    """Answer whether the viewer may invite that person, or help them back in.

    `duties` are those that they carry; `entrusted` also those to come, and for whom they act.
    """
    if viewer.sets_up:
        return None
    if viewer.school_id == school_id and viewer.person_id == person_id:
        return Refused("not-oneself", "Somebody else has to do this for you.")
    helpers = _helpers(duties, entrusted)
    if viewer.school_id == school_id and viewer.has_duty(*helpers):
        return None
    if viewer.school_id == school_id and viewer.has_duty(Duty.HEAD, Duty.OFFICE, Duty.CHAIR):
        return Refused(
            "not-for-this-duty", "For this person it is the head teacher, or for the head the chair, who does this."
        )
    return Refused("not-the-office", "Only the head teacher or the school office does this.")


def may_invite(viewer: Viewer) -> Refused | None:
    """Answer whether the viewer may invite many at once: those of them whom they may help."""
    if viewer.is_signed_in and viewer.has_duty(Duty.HEAD, Duty.OFFICE):
        return None
    return Refused("not-the-office", "Only the head teacher or the school office does this.")


def _helpers(duties: frozenset[str], entrusted: frozenset[str]) -> tuple[str, ...]:
    if Duty.HEAD in duties:
        return (Duty.CHAIR.value,)
    return (Duty.HEAD.value,) if duties or entrusted else (Duty.HEAD.value, Duty.OFFICE.value)
