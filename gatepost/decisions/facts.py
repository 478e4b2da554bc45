"""What is known of whoever asks, beside what they say?

Which permissions they hold that are about just this, an adjustment that the head recorded. It is looked up only for somebody
who asks as what they are themselves, today, and it stays out of the address: a link that is shared says nothing of whoever made it.

    known = facts_about(teacher, situation, policy=policy, on=today)
    decide(policy, known.situation).verdict  ->  'may'
"""

from dataclasses import dataclass, replace
from datetime import date

from gatepost.grants.held import Held, answering, in_force, undecided
from gatepost.people.mine import has_adjustment
from gatepost.people.viewer import Viewer
from gatepost.policy import Edition, Situation

ADJUSTMENT = "adjustment"
"""The permission that the head records for a need, as the policy's schema calls it."""


@dataclass(frozen=True, slots=True)
class Facts:
    """A situation with what is known of whoever asks.

    ``used`` are the permissions that count in it. ``open`` are facts that are not said, on which it turns whether another
    permission of theirs counts.
    """

    situation: Situation
    used: tuple[Held, ...] = ()
    open: tuple[str, ...] = ()
    is_adjusted: bool = False
    is_personal: bool = False
    """Whether anything was looked up: for whoever asks as themselves."""


def facts_about(viewer: Viewer, situation: Situation, *, policy: Edition, on: date) -> Facts:
    """Return a situation with what is known of the viewer on a day; as it is, for nobody and for whoever asks as another."""
    if not viewer.is_signed_in or not viewer.hats.issuperset(situation.hats):
        return Facts(situation)
    held = in_force(viewer, on=on, policy=policy)
    used = answering(held, situation, policy)
    is_adjusted = has_adjustment(viewer, on=on)
    known = frozenset(each.kind for each in used) | ({ADJUSTMENT} if is_adjusted else set())
    return Facts(
        situation=replace(situation, permissions=situation.permissions | known),
        used=used,
        open=undecided(held, situation, policy),
        is_adjusted=is_adjusted,
        is_personal=True,
    )
