"""May *this person* see or change who belongs to the school?

Answers are a Refused to raise or to show, or None for yes: the page that shows a button and the service behind it ask
the same question.

    >>> from gatepost.people.viewer import NOBODY
    >>> may_manage_people(NOBODY, school_id="s1").code
    'not-the-office'
"""

from collections.abc import Iterable

from gatepost.kernel.errors import Refused
from gatepost.people.states import Duty, Hat, Lent
from gatepost.people.viewer import Viewer

MANAGERS = (Duty.HEAD.value, Duty.OFFICE.value)
SEERS = (*MANAGERS, Duty.SAFEGUARDING_LEAD.value)
PROTECTORS = (Duty.HEAD.value, Duty.SAFEGUARDING_LEAD.value)
"""Who decides what may be told about a child, and sees what staff declare in private about their own family."""
BOUND = (Hat.STAFF.value, Hat.GOVERNOR.value, Hat.VOLUNTEER.value)
"""Whose dealings with pupils the policy limits, and who therefore declare that a pupil is their own family."""
KEEPERS = (Duty.HEAD, Duty.CHAIR, Duty.VICE_CHAIR, Duty.CLERK, Duty.SAFEGUARDING_LEAD, Duty.INVESTIGATOR, Duty.DEPUTY)
"""Duties that open what the office must not see or decide: the office neither gives them nor touches how they sign in."""
OFFICERS = (Duty.CHAIR.value, Duty.CLERK.value)
"""Of the governing body: they see its governors, say who is its chair, and record to whom it lent its powers."""
LENDERS = {
    Lent.HEAD: (Duty.HEAD.value, Duty.CHAIR.value),
    Lent.GOVERNING_BODY: OFFICERS,
}
"""Who records a delegation. The governing body's is decided by its minute; whoever records it decides nothing."""


def may_manage_people(viewer: Viewer, *, school_id: str) -> Refused | None:
    """Answer whether the viewer may add people to that school and change their hats, duties and accounts."""
    if viewer.sets_up or (viewer.school_id == school_id and viewer.acts_for(*MANAGERS)):
        return None
    return _not_the_office()


def may_open_school(viewer: Viewer) -> Refused | None:
    """Answer whether the viewer may add a school: nobody signed in may, only who installs Gatepost."""
    if viewer.sets_up:
        return None
    return Refused("not-the-installer", "A school is added by whoever installs Gatepost.")


def sees_everyone(viewer: Viewer) -> bool:
    """Tell whether the viewer sees all people of their school; everybody else sees only themselves."""
    return viewer.is_signed_in and viewer.acts_for(*SEERS)


def sees_desk(viewer: Viewer) -> bool:
    """Tell whether the viewer runs the office's day: the office, and the head or whoever acts for the head."""
    return viewer.is_signed_in and viewer.acts_for(*MANAGERS)


def sees_governors(viewer: Viewer) -> bool:
    """Tell whether the viewer sees the governors of their school: its chair and its clerk do, and the chair sees the head too."""
    return viewer.is_signed_in and viewer.has_duty(*OFFICERS)


def sees_others(viewer: Viewer) -> bool:
    """Tell whether the viewer sees anybody but themselves: those are shown the pages about people."""
    return sees_everyone(viewer) or sees_governors(viewer)


def may_restrict_contact(viewer: Viewer, *, school_id: str, person_id: str = "") -> Refused | None:
    """Answer whether the viewer may record that a guardian, that person, must not be told things about a child."""
    is_a_protector = viewer.school_id == school_id and viewer.acts_for(*PROTECTORS)
    if viewer.sets_up or (is_a_protector and viewer.person_id != person_id):
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


def may_entrust(viewer: Viewer, *, duty: Duty, school_id: str, person_id: str) -> Refused | None:
    """Answer whether the viewer may give that person a duty, or end it.

    Nobody entrusts themselves: what is kept apart in this file would be one click away. The office gives the duties of an
    office; those that open more are the head's to give (in person, not lent), and the head's own and the next head's the
    chair's too. Who speaks for the governing body is its officers' to say, never the head's.
    """
    if viewer.sets_up:
        return None
    if viewer.school_id != school_id or not (viewer.acts_for(*MANAGERS) or viewer.has_duty(*OFFICERS)):
        return _not_the_office()
    if viewer.person_id == person_id:
        return Refused("not-to-oneself", "Somebody else has to give you a duty, or end it.")
    if duty is Duty.HEAD:
        is_theirs = viewer.has_duty(Duty.HEAD.value, Duty.CHAIR.value)
    elif duty in (Duty.CHAIR, Duty.VICE_CHAIR, Duty.CLERK):
        is_theirs = viewer.has_duty(Duty.CHAIR.value, Duty.CLERK.value)
    elif duty in KEEPERS:
        is_theirs = viewer.has_duty(Duty.HEAD.value)
    else:
        is_theirs = viewer.acts_for(*MANAGERS)
    if is_theirs:
        return None
    return Refused(
        "not-theirs-to-give",
        "This duty is given and ended by the head teacher or, for governors, by the chair or the clerk.",
    )


def may_readdress(viewer: Viewer, *, school_id: str, duties: Iterable[str]) -> Refused | None:
    """Answer whether the viewer may change or close how somebody signs in who is entrusted with those duties, or acts for those.

    Whoever changes an address can sign in with it.
    """
    refusal = may_manage_people(viewer, school_id=school_id)
    held = {power.value for power in (*KEEPERS, *Lent)} & set(duties)
    if refusal or viewer.sets_up or not held or viewer.has_duty(Duty.HEAD.value):
        return refusal
    return Refused("not-theirs-to-change", "The head teacher changes how somebody with this duty signs in.")


def may_touch_family(viewer: Viewer, *, school_id: str, person_id: str) -> Refused | None:
    """Answer whether the viewer may change whose guardian that person is: never their own, and never what is kept from them."""
    refusal = may_manage_people(viewer, school_id=school_id)
    if refusal or viewer.person_id != person_id:
        return refusal
    return Refused("not-ones-own-family", "Somebody else has to change what is kept about your own family.")


def may_join(viewer: Viewer, *, school_id: str, people: Iterable[str], is_private: bool) -> Refused | None:
    """Answer whether the viewer may make one person of two rows; ``is_private`` if the head alone may see all of them."""
    refusal = may_manage_people(viewer, school_id=school_id)
    if refusal or viewer.sets_up:
        return refusal
    if viewer.person_id in set(people):
        return Refused("not-oneself", "Somebody else has to join your own entry to another.")
    if is_private and not viewer.acts_for(Duty.HEAD.value):
        return Refused("ask-the-head", "Ask the head teacher to join these two.")
    return None


def _not_the_office() -> Refused:
    return Refused("not-the-office", "Only the head teacher or the school office may change who belongs to the school.")
