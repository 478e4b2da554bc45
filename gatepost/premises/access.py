"""May *this person* take a phone in, keep the log of phones, read its messages, or keep the list of places?

With a phone that is taken in goes a permission, so the policy in force says who takes it in (``agreements.bodies``); where it names
the office, the head stands in for it. The office and the head keep the log and the list. What somebody who rang said is for the
owner of the phone and the office; the head sees that there is a message, and what they took down themselves. Where phones may be
used is read by those whose phones the policy limits, and by who keeps the list.

    >>> from gatepost.people.viewer import NOBODY
    >>> may_keep_log(NOBODY, school_id="s1").code, sees_messages(NOBODY)
    ('not-the-office', False)
"""

from gatepost.agreements.bodies import OFFICE, Holder, decided_by, may_give_at_once
from gatepost.kernel.errors import Refused
from gatepost.people.access import BOUND, MANAGERS
from gatepost.people.states import Duty
from gatepost.people.viewer import Viewer
from gatepost.policy import Edition

PERMISSION, FORM = "urgent-call", "log"
"""What the policy calls the permission that somebody has whose phone lies in the office, and the form in which it is given here."""
SOMEBODY = Holder(frozenset())


def may_keep_log(viewer: Viewer, *, school_id: str) -> Refused | None:
    """Answer whether the viewer may take messages for phones and give phones back at that school."""
    if _manages(viewer, school_id):
        return None
    return Refused("not-the-office", "Only the school office or the head teacher keeps the phones.")


def may_take_in(viewer: Viewer, *, policy: Edition, school_id: str, owner: Holder = SOMEBODY) -> Refused | None:
    """Answer whether the viewer may take that person's phone in: whoever keeps the log, if the policy names them."""
    refusal = may_keep_log(viewer, school_id=school_id)
    if refusal:
        return refusal
    refusal = may_give_at_once(viewer, PERMISSION, form=FORM, policy=policy, school=school_id, holder=owner)
    stands_in = decided_by(policy, PERMISSION) == (OFFICE,)
    return None if refusal and refusal.code == "not-named" and stands_in else refusal


def sees_log(viewer: Viewer, *, school_id: str = "") -> bool:
    """Tell whether the viewer sees whose phones lie in the office of a school, or of their own; everybody sees their own phone."""
    return _manages(viewer, school_id or viewer.school_id)


def sees_messages(viewer: Viewer, *, school_id: str = "") -> bool:
    """Tell whether the viewer reads the messages that were taken for others there."""
    return _is_at(viewer, school_id or viewer.school_id) and viewer.has_duty(Duty.OFFICE.value)


def sees_areas(viewer: Viewer, *, school_id: str = "") -> bool:
    """Tell whether the viewer reads where pupils are when: staff, governors and volunteers, and who keeps the list."""
    is_theirs = not viewer.hats.isdisjoint(BOUND) or viewer.acts_for(*MANAGERS)
    return _is_at(viewer, school_id or viewer.school_id) and is_theirs


def may_keep_areas(viewer: Viewer, *, school_id: str) -> Refused | None:
    """Answer whether the viewer may say which parts that school has, and who uses them when."""
    if _manages(viewer, school_id):
        return None
    return Refused("not-the-office", "Only the school office or the head teacher keeps this list.")


def _manages(viewer: Viewer, school_id: str) -> bool:
    return _is_at(viewer, school_id) and viewer.acts_for(*MANAGERS)


def _is_at(viewer: Viewer, school_id: str) -> bool:
    return viewer.is_signed_in and viewer.school_id == school_id
