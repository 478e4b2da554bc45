"""May *this person* see or change who belongs to the school?

Answers are a Refused to raise or to show, or None for yes: the page that shows a button and the service behind it ask
the same question.

    >>> from gatepost.people.viewer import NOBODY
    >>> may_manage_people(NOBODY, school_id="s1").code
    'not-the-office'
"""

from gatepost.kernel.errors import Refused
from gatepost.people.states import Duty, Hat, Lent
from gatepost.people.viewer import Viewer

MANAGERS = (Duty.HEAD.value, Duty.OFFICE.value)
SEERS = (*MANAGERS, Duty.SAFEGUARDING_LEAD.value)
PROTECTORS = (Duty.HEAD.value, Duty.SAFEGUARDING_LEAD.value)
"""Who decides what may be told about a child, and sees what staff declare in private about their own family."""
BOUND = (Hat.STAFF.value, Hat.GOVERNOR.value, Hat.VOLUNTEER.value)
"""Whose dealings with pupils the policy limits, and who therefore declare that a pupil is their own family."""
LENDERS = {
    Lent.HEAD: (Duty.HEAD.value, Duty.CHAIR.value),
    Lent.GOVERNING_BODY: (Duty.CHAIR.value, Duty.CLERK.value, Duty.HEAD.value),
}
"""Who records a delegation. The governing body's is decided by its minute; whoever records it decides nothing."""


def may_manage_people(viewer: Viewer, *, school_id: str) -> Refused | None:
    """Answer whether the viewer may add people to that school and change their hats, duties and accounts."""
    if viewer.sets_up or (viewer.school_id == school_id and viewer.acts_for(*MANAGERS)):
        return None
    return Refused("not-the-office", "Only the head teacher or the school office may change who belongs to the school.")


def may_open_school(viewer: Viewer) -> Refused | None:
    """Answer whether the viewer may add a school: nobody signed in may, only who installs Gatepost."""
    if viewer.sets_up:
        return None
    return Refused("not-the-installer", "A school is added by whoever installs Gatepost.")


def sees_everyone(viewer: Viewer) -> bool:
    """Tell whether the viewer sees all people of their school; everybody else sees only themselves."""
    return viewer.is_signed_in and viewer.acts_for(*SEERS)


def may_restrict_contact(viewer: Viewer, *, school_id: str) -> Refused | None:
    """Answer whether the viewer may record that a guardian must not be told things about a child."""
    if viewer.sets_up or (viewer.school_id == school_id and viewer.acts_for(*PROTECTORS)):
        return None
    return Refused(
        "not-a-protector", "Only the head teacher or the safeguarding lead may record who must not be told things."
    )


def sees_restrictions(viewer: Viewer) -> bool:
    """Tell whether the viewer may know that something must not be told, and to whom; never about themselves."""
    return sees_everyone(viewer)


def may_declare_family(viewer: Viewer, *, person_id: str) -> Refused | None:
    """Answer whether the viewer may declare that a pupil is immediate family of that person."""
    if viewer.sets_up or (viewer.person_id == person_id and not viewer.hats.isdisjoint(BOUND)):
        return None
    return Refused("not-ones-own", "Only staff, governors and volunteers declare family, each for themselves.")


def sees_declarations(viewer: Viewer) -> bool:
    """Tell whether the viewer sees what others declared about their family; everybody sees their own."""
    return viewer.is_signed_in and viewer.acts_for(*PROTECTORS)


def may_adjust(viewer: Viewer, *, school_id: str, person_id: str) -> Refused | None:
    """Answer whether the viewer may record an adjustment for that person: the head may, never for themselves."""
    is_head = viewer.school_id == school_id and viewer.acts_for(Duty.HEAD.value)
    if viewer.sets_up or (is_head and viewer.person_id != person_id):
        return None
    return Refused("not-the-head", "Only the head teacher records an adjustment, and never their own.")


def may_lend(viewer: Viewer, *, acts_for: Lent, school_id: str, person_id: str) -> Refused | None:
    """Answer whether the viewer may record that that person acts for the head or the governing body.

    What was lent cannot be lent on: duties that are held count here, not powers that are lent.
    """
    if viewer.sets_up:
        return None
    if viewer.school_id != school_id or not viewer.has_duty(*LENDERS[acts_for]):
        return Refused("not-theirs-to-lend", "Only those who hold it, or the governing body's officers, can lend this.")
    if viewer.person_id == person_id:
        return Refused("not-to-oneself", "Somebody else has to record that you may act for another.")
    return None
