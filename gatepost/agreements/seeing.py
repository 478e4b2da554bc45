"""What may be shown of an edition, to whom?

Who approved and who signed stands on the policy, for everybody. Who drafted and who proposed it, and what was proposed with which
reasons, is for those who answer for the policy.

    seen(row, viewer, on=today).state  ->  State.IN_FORCE
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from gatepost.agreements.access import may_read_proposals
from gatepost.agreements.models import Approval, EditionStep, RulingMade, SchoolEdition, Signature
from gatepost.agreements.rules import in_words
from gatepost.agreements.states import Source, State, Step, state_on
from gatepost.people.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Approved:
    """Who approved an edition for the governing body, and where the minutes say so."""

    name: str
    capacity: str
    met_on: date
    minute: str


@dataclass(frozen=True, slots=True)
class Signed:
    """Who signed an edition."""

    name: str
    capacity: str
    day: date


@dataclass(frozen=True, slots=True)
class EditionSeen:
    """An edition as it stands on a day. The names of who drafted and proposed are blank for whom they are not meant."""

    id: str
    school: str
    label: str
    title: str
    sha256: str
    source: Source
    state: State
    in_force_from: date | None
    in_force_until: date | None
    base: str
    started_by: str
    started_at: datetime
    proposed_by: str
    proposed_by_id: str
    proposed_at: datetime | None
    approved: Approved | None
    signed: Signed | None


@dataclass(frozen=True, slots=True)
class StepSeen:
    """One step of an edition's history."""

    step: Step
    by: str
    at: datetime
    day: date | None
    reason: str


@dataclass(frozen=True, slots=True)
class RulingSeen:
    """What was decided about a doubt, from ``since`` to ``until`` (None: until further notice); no choice settles nothing."""

    doubt: str
    choice: str
    name: str
    capacity: str
    met_on: date
    minute: str
    why: str
    since: date
    until: date | None
    counts: bool


def rulings_seen(made: tuple[RulingMade, ...], *, on: date) -> tuple[RulingSeen, ...]:
    """Return rulings (by doubt and first day) with the days on which they count."""
    following: tuple[RulingMade | None, ...] = (*made[1:], None)
    return tuple(_ruling_seen(one, following[place], on) for place, one in enumerate(made))


def _ruling_seen(one: RulingMade, other: RulingMade | None, on: date) -> RulingSeen:
    until = other.since - timedelta(days=1) if other and other.doubt == one.doubt else None
    return RulingSeen(
        doubt=one.doubt,
        choice=one.choice,
        name=one.name,
        capacity=one.capacity,
        met_on=one.met_on,
        minute=one.minute,
        why=one.why,
        since=one.since,
        until=until,
        counts=one.since <= on and (until is None or on <= until),
    )


def seen(row: SchoolEdition, viewer: Viewer, *, on: date) -> EditionSeen:
    """Return what a viewer may see of an edition (a row of ``queries``, which knows when it is followed) on a day."""
    followed: date | None = getattr(row, "followed_on", None)
    knows = may_read_proposals(viewer)
    return EditionSeen(
        id=row.id,
        school=row.school_id,
        label=row.label,
        title=row.title,
        sha256=row.sha256,
        source=Source(row.source),
        state=state_on(on, row.state, row.in_force_from, followed),
        in_force_from=row.in_force_from,
        in_force_until=followed - timedelta(days=1) if followed else None,
        base=row.base_id or "",
        started_by=row.started_by.name if knows else "",
        started_at=row.started_at,
        proposed_by=row.proposed_by.name if knows and row.proposed_by else "",
        proposed_by_id=(row.proposer_id or "") if knows else "",
        proposed_at=row.proposed_at if knows else None,
        approved=_approved(approval_of(row)),
        signed=_signed(signature_of(row)),
    )


def step_seen(step: EditionStep) -> StepSeen:
    """Return a step as those see it who answer for the policy."""
    return StepSeen(Step(step.step), step.by.name, step.at, step.day, step.reason)


def approval_of(row: SchoolEdition) -> Approval | None:
    """Return the approval of an edition, if there is one."""
    return getattr(row, "approval", None)


def signature_of(row: SchoolEdition) -> Signature | None:
    """Return the signature on an edition, if there is one."""
    return getattr(row, "signature", None)


def approved_in_words(row: SchoolEdition) -> str:
    """Return when an edition was approved, as it is printed on it; blank while it is not."""
    approval = approval_of(row)
    return in_words(approval.met_on) if approval else ""


def signed_in_words(row: SchoolEdition) -> str:
    """Return who signed an edition and when, as it is printed on it; blank while nobody did."""
    signature = signature_of(row)
    return f"{signature.name}, {signature.capacity}, {in_words(signature.day)}" if signature else ""


def _approved(approval: Approval | None) -> Approved | None:
    return Approved(approval.name, approval.capacity, approval.met_on, approval.minute) if approval else None


def _signed(signature: Signature | None) -> Signed | None:
    return Signed(signature.name, signature.capacity, signature.day) if signature else None
