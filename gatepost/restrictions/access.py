"""May *this person* restrict a parent, reply, or know of it?

The policy says what a parent may lose and not who decides; here the head does, or whoever acts for the head by a recorded
delegation. Nobody decides about themselves: for a head who is a parent here the chair of governors does, and nobody who
answers to the head. The office and the safeguarding lead see that a right is lost and until when, and nothing of why.

    >>> from gatepost.people.viewer import NOBODY
    >>> may_restrict(NOBODY, Subject("p", "s", "Anna", is_parent=True, is_head=False)).code
    'not-the-head'
"""

from dataclasses import dataclass

from gatepost.kernel.errors import Refused
from gatepost.people.access import sees_everyone
from gatepost.people.states import Duty
from gatepost.people.viewer import Viewer
from gatepost.restrictions.states import Capacity


@dataclass(frozen=True, slots=True)
class Subject:
    """The person whom it is about, as they are on a day. ``has_address``: a mail can reach them."""

    id: str
    school_id: str
    name: str
    is_parent: bool
    is_head: bool
    has_address: bool = False


def may_decide(viewer: Viewer, subject: Subject) -> Refused | None:
    """Answer whether the viewer decides about that person, and so sees all of it."""
    is_here = viewer.is_signed_in and viewer.school_id == subject.school_id
    decides = viewer.has_duty(Duty.CHAIR.value) if subject.is_head else viewer.acts_for(Duty.HEAD.value)
    if not is_here or not decides:
        return Refused(
            "not-the-head",
            "Only the head teacher may restrict a parent, and for a head teacher who is a parent the chair of governors.",
        )
    if viewer.person_id == subject.id:
        return Refused("not-oneself", "Somebody else has to decide about you.")
    return None


def may_restrict(viewer: Viewer, subject: Subject) -> Refused | None:
    """Answer whether the viewer may give that person a notice: only a parent can lose what the policy names."""
    refusal = may_decide(viewer, subject)
    if refusal or subject.is_parent:
        return refusal
    return Refused(
        "not-a-parent",
        "The policy names this for parents alone, and nothing like it for staff, governors or volunteers.",
    )


def may_reply(viewer: Viewer, subject: Subject) -> Refused | None:
    """Answer whether the viewer may reply: whom it is about, and nobody else."""
    if viewer.is_signed_in and viewer.person_id == subject.id:
        return None
    return Refused("not-yours", "Only the parent whom it is about replies here.")


def may_ever_decide(viewer: Viewer) -> bool:
    """Tell whether there can be anybody about whom the viewer decides."""
    return viewer.is_signed_in and (viewer.acts_for(Duty.HEAD.value) or viewer.has_duty(Duty.CHAIR.value))


def sees_in_force(viewer: Viewer) -> bool:
    """Tell whether the viewer may know which parents have lost what today: whoever issues passes and stands at the desk."""
    return sees_everyone(viewer)


def capacity_of(by: Viewer, subject: Subject) -> Capacity:
    """Return as whom somebody decides about that person."""
    if subject.is_head:
        return Capacity.CHAIR
    return Capacity.HEAD if by.has_duty(Duty.HEAD.value) else Capacity.FOR_THE_HEAD
