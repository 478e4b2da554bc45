"""Who speaks for a body that the policy names, and whom does the policy name for a kind of permission?

One question for every room in which something is given: asked for and decided in steps, taken in at the desk, recorded by the head.
Those decide whom the policy in force names, and nobody on what is their own. The head teacher's own request goes to the chair of
governors; those to whom the head lent the office decide nothing of the head's, and nothing of the chair's, who can lend it
too. What the governing body decided is recorded by those who may do so everywhere (``access``).

    >>> from gatepost.people.viewer import Viewer
    >>> head = Viewer(actor="h", person_id="h", school_id="s", duties=frozenset({"head"}))
    >>> may_speak_for(head, "head", school="s", holder=Holder(frozenset({"h"}), is_head=True)).code
    'own-request'
"""

from dataclasses import dataclass

from gatepost.agreements.access import may_decide
from gatepost.kernel.errors import Refused
from gatepost.people.states import Duty
from gatepost.people.viewer import Viewer
from gatepost.policy import Edition
from gatepost.policy.schema import can_be_carried_out

HEAD, GOVERNING_BODY, OFFICE = "head", "governing-body", "office"


@dataclass(frozen=True, slots=True)
class Holder:
    """Whoever a permission is for: their entries (ids), and whether they are the head teacher or the chair today."""

    entries: frozenset[str]
    is_head: bool = False
    is_chair: bool = False


def holder_as(person: Viewer) -> Holder:
    """Return somebody, as they are on a day, as whoever a permission is for."""
    entries = frozenset({person.person_id})
    return Holder(entries, is_head=person.has_duty(Duty.HEAD.value), is_chair=person.has_duty(Duty.CHAIR.value))


def decided_by(policy: Edition, kind: str) -> tuple[str, ...]:
    """Return the bodies that a policy asks about a kind; none where it does not know the kind."""
    grant = policy.grants.get(kind)
    return grant.decided_by if grant else ()


def may_speak_for(viewer: Viewer, body: str, *, school: str, holder: Holder) -> Refused | None:
    """Answer whether the viewer may decide for a body of that school on what is for ``holder``, or take it away again."""
    if not viewer.is_signed_in or viewer.school_id != school:
        return _not_named()
    if viewer.person_id in holder.entries:
        return Refused("own-request", "Nobody decides on their own request. Somebody else has to.")
    if body == GOVERNING_BODY or (body == HEAD and holder.is_head):
        return None if may_decide(viewer, school=school) is None else _not_named()
    if body == HEAD and (viewer.has_duty(Duty.HEAD.value) or (viewer.acts_for(HEAD) and not holder.is_chair)):
        return None
    if body == OFFICE and viewer.has_duty(Duty.OFFICE.value):
        return None
    return _not_named()


def may_give_at_once(
    viewer: Viewer, kind: str, *, form: str, policy: Edition, school: str, holder: Holder
) -> Refused | None:
    """Answer whether the viewer may give a kind in one step, without a request, in that form.

    The policy has to know the kind in that form, and to name one body for it that can: nobody decides for two, and no policy lets
    the office record what somebody needs for their health.
    """
    asked = decided_by(policy, kind)
    if not asked or policy.grants[kind].form != form or not can_be_carried_out(form, asked):
        return Refused("no-kind", "The policy in force does not let anybody give this here.")
    return may_speak_for(viewer, asked[0], school=school, holder=holder)


def _not_named() -> Refused:
    return Refused("not-named", "The policy names who decides this, and that is not you.")
