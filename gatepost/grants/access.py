"""May *this person* ask, decide, take away, see?

Those decide whom the clause names, and nobody on what is their own. The head teacher's own request goes to the chair of
governors; those to whom the head lent the office decide nothing of the head's, and nothing of the chair's, who can lend it too.
What the governing body decided is recorded by those who may do so everywhere (``agreements.access``).

    >>> from gatepost.people.viewer import Viewer
    >>> head = Viewer(actor="h", person_id="h", school_id="s", duties=frozenset({"head"}))
    >>> may_speak_for(head, "head", school="s", holder=Holder(frozenset({"h"}), is_head=True)).code
    'own-request'
"""

from dataclasses import dataclass

from gatepost.agreements.access import may_decide
from gatepost.kernel.errors import Refused
from gatepost.people.access import LENDERS
from gatepost.people.states import Duty, Lent
from gatepost.people.viewer import Viewer

HEAD, GOVERNING_BODY, OFFICE = "head", "governing-body", "office"
OFFICERS = (Duty.CHAIR.value, Duty.VICE_CHAIR.value, Duty.CLERK.value)


@dataclass(frozen=True, slots=True)
class Holder:
    """Whoever asks for a permission: their entries (ids), and whether they are the head teacher or the chair today."""

    entries: frozenset[str]
    is_head: bool = False
    is_chair: bool = False


def may_ask(viewer: Viewer) -> Refused | None:
    """Answer whether the viewer may ask for any permission: whoever wears a hat at their school."""
    if viewer.is_signed_in and viewer.hats:
        return None
    return Refused("not-bound", "You ask for a permission as somebody who belongs to the school.")


def may_speak_for(viewer: Viewer, body: str, *, school: str, holder: Holder) -> Refused | None:
    """Answer whether the viewer may decide for a body of that school on what ``holder`` asked for, or take it away again."""
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


def sees_all(viewer: Viewer) -> bool:
    """Tell whether the viewer sees every request of their school: the head does."""
    return viewer.is_signed_in and viewer.has_duty(Duty.HEAD.value)


def sees_the_heads(viewer: Viewer) -> bool:
    """Tell whether the viewer sees what the head decides, and nothing that the head asks for: who acts for the head does."""
    return viewer.is_signed_in and viewer.acts_for(HEAD)


def sees_the_bodys(viewer: Viewer) -> bool:
    """Tell whether the viewer sees what the governing body is asked: its officers do, and those to whom it lent its powers."""
    return viewer.is_signed_in and (viewer.has_duty(*OFFICERS) or may_decide(viewer, school=viewer.school_id) is None)


def sees_the_desks(viewer: Viewer) -> bool:
    """Tell whether the viewer sees what the office decides, and which permissions of the school are in force."""
    return viewer.is_signed_in and viewer.has_duty(Duty.OFFICE.value)


def may_lend_the_bodys(viewer: Viewer) -> bool:
    """Tell whether the viewer records to whom the governing body lent its powers."""
    return viewer.is_signed_in and viewer.has_duty(*LENDERS[Lent.GOVERNING_BODY])


def sees_requests(viewer: Viewer) -> bool:
    """Tell whether the viewer has requests of others before them: somebody who speaks for a body that the policy names."""
    return any(sees(viewer) for sees in (sees_all, sees_the_heads, sees_the_bodys, sees_the_desks))


def _not_named() -> Refused:
    return Refused("not-named", "The policy names who decides this, and that is not you.")
