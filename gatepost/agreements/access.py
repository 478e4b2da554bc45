"""May *this person* draft, propose, approve, see?

Drafting and proposing is for the head, the chair, the clerk, and a deputy to whom the head delegated it. Approving, declining,
signing, setting the day, interpreting and reviewing is the governing body's: its chair records what it decided, or a vice-chair or
another governor to whom the governing body delegated that. The head never does, nor whoever acts for
the head. Whoever proposed an edition never approves it.

    >>> from gatepost.people.viewer import Viewer
    >>> may_decide(Viewer(actor="h", person_id="h", school_id="s", duties=frozenset({"head"})), school="s").code
    'not-the-governing-body'
"""

from gatepost.kernel.errors import Refused
from gatepost.people.states import Duty, Hat
from gatepost.people.viewer import Viewer

CLAUSE = "approval"
GOVERNING_BODY = "governing-body"
HEAD = "head"
DRAFTERS = (Duty.HEAD.value, Duty.CHAIR.value, Duty.CLERK.value)
READERS = (*DRAFTERS, Duty.DEPUTY.value, Duty.VICE_CHAIR.value)


def may_draft(viewer: Viewer, *, school: str) -> Refused | None:
    """Answer whether the viewer may draft, propose and take back a proposal at that school."""
    delegated = viewer.has_duty(Duty.DEPUTY.value) and viewer.acts_for(HEAD)
    if _is_here(viewer, school) and (viewer.has_duty(*DRAFTERS) or delegated):
        return None
    return Refused(
        "not-a-drafter",
        "Only the head teacher, the chair of governors and the clerk may draft a policy, "
        "and a deputy to whom the head teacher has delegated it.",
        clause=CLAUSE,
    )


def may_decide(viewer: Viewer, *, school: str) -> Refused | None:
    """Answer whether the viewer may record what that school's governing body decided."""
    is_head = viewer.has_duty(Duty.HEAD.value) or viewer.acts_for(HEAD)
    if _is_here(viewer, school) and not is_head and _acts_for_the_body(viewer):
        return None
    return Refused(
        "not-the-governing-body",
        "Only the governing body decides this. Its chair records what it decided, "
        "or a governor to whom the governing body has delegated that.",
        clause=CLAUSE,
    )


def may_approve(viewer: Viewer, *, school: str, proposed_by: str | None) -> Refused | None:
    """Answer whether the viewer may record the approval of an edition that ``proposed_by`` (a person's id) proposed."""
    refusal = may_decide(viewer, school=school)
    if refusal or viewer.person_id != proposed_by:
        return refusal
    return Refused(
        "proposed-it",
        "You proposed this edition yourself, so somebody else records that the governing body approved it.",
        clause=CLAUSE,
    )


def may_withdraw(viewer: Viewer, *, school: str, proposed_by: str | None) -> Refused | None:
    """Answer whether the viewer may take back what ``proposed_by`` (a person's id; None: nobody) proposed: only who did."""
    refusal = may_draft(viewer, school=school)
    if refusal or proposed_by in {None, viewer.person_id}:
        return refusal
    return Refused(
        "not-the-proposer",
        "Only the person who proposed this edition can take it back. The governing body can decline it.",
        clause=CLAUSE,
    )


def may_read_drafts(viewer: Viewer) -> bool:
    """Tell whether the viewer sees what is drafted at their school: those who may draft do."""
    return may_draft(viewer, school=viewer.school_id) is None


def may_read_proposals(viewer: Viewer) -> bool:
    """Tell whether the viewer sees what is proposed at their school: those who answer for the policy do."""
    answers = viewer.has_duty(*READERS) or Hat.GOVERNOR.value in viewer.hats
    return viewer.is_signed_in and answers


def _is_here(viewer: Viewer, school: str) -> bool:
    return viewer.is_signed_in and viewer.school_id == school


def _acts_for_the_body(viewer: Viewer) -> bool:
    is_governor = viewer.has_duty(Duty.VICE_CHAIR.value) or Hat.GOVERNOR.value in viewer.hats
    return viewer.has_duty(Duty.CHAIR.value) or (is_governor and viewer.acts_for(GOVERNING_BODY))
