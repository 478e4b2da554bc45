"""What does a page see of a permission?

Values only, made by ``queries``: the permission as it stands on a day, the steps that were taken, what the viewer may do about it.

    get_visible(chair, permission, on=today).able.decide  ->  ('governing-body',)
"""

from dataclasses import dataclass
from datetime import date, datetime

from gatepost.grants.scope import Scope
from gatepost.grants.states import State, Step


@dataclass(frozen=True, slots=True)
class StepSeen:
    """A step that was taken. ``by`` is a name, blank for Gatepost itself; ``checked`` is blank for whoever asked."""

    step: Step
    body: str
    by: str
    text: str
    checked: str
    minute: str
    met_on: date | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Able:
    """What the viewer may do: for which bodies decide, for which take away or refuse after all, and what with one's own."""

    decide: tuple[str, ...] = ()
    decline: tuple[str, ...] = ()
    revoke: tuple[str, ...] = ()
    answer: bool = False
    withdraw: bool = False
    give_back: bool = False


@dataclass(frozen=True, slots=True)
class PermissionSeen:
    """A permission as it stands on a day. ``begins`` is the first day on which it counts, once it is given.

    ``agreed`` and ``waits_for`` are bodies, as the policy in force calls them; ``steps`` is empty for who sees no history.
    """

    id: str
    kind: str
    title: str
    clause: str
    holder_id: str
    holder: str
    hats: tuple[str, ...]
    scope: Scope
    sha256: str
    state: State
    agreed: tuple[str, ...]
    waits_for: tuple[str, ...]
    asked_at: datetime
    granted_on: date | None
    begins: date
    conditions: tuple[str, ...]
    steps: tuple[StepSeen, ...]
    is_own: bool
    is_heads: bool
    """Whether the head teacher asks: then the chair of governors decides in the head's stead."""
    able: Able
    rests: bool
    """Given, and counting for nothing under the policy of that day."""
    lacks_a_governor: bool = False
    """Whether the governing body has too few to decide on it; looked up for the head and the governors' officers alone."""


@dataclass(frozen=True, slots=True)
class Pending:
    """A request that waits for somebody else. ``seen`` is None for who may not know who asked."""

    title: str
    waits_for: tuple[str, ...]
    asked_at: datetime
    is_heads: bool
    seen: PermissionSeen | None
