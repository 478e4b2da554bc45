"""What is known of whoever asks, beside what they say?

Which permissions they hold that are about just this, an adjustment that the head recorded, a phone that lies in the office for an
urgent call, a right that they lost. It is looked up only for somebody who asks as what they are themselves, now, and it stays
out of the address: a link that is shared says nothing of whoever made it.

    known = facts_about(teacher, situation, policy=policy, at=now())
    decide(policy, known.situation).verdict  ->  'may'
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.timezone import localdate

from gatepost.grants.held import Held, answering, given_to, undecided
from gatepost.kernel.clock import in_utc
from gatepost.people.mine import has_adjustment
from gatepost.people.viewer import Viewer
from gatepost.policy import Edition, Situation
from gatepost.premises.queries import holds_urgent_call
from gatepost.restrictions.queries import held as rights_lost

ADJUSTMENT, URGENT_CALL = "adjustment", "urgent-call"
"""The permissions that the head records for a need and that a phone in the office gives, as the policy's schema calls them."""


@dataclass(frozen=True, slots=True)
class Facts:
    """A situation with what is known of whoever asks.

    ``used`` are the permissions that count in it, ``later`` those that will, the first one first. ``open`` are facts that are not
    said, on which it turns whether another permission of theirs counts.
    """

    situation: Situation
    used: tuple[Held, ...] = ()
    later: tuple[Held, ...] = ()
    open: tuple[str, ...] = ()
    is_adjusted: bool = False
    left_phone: bool = False
    lost: frozenset[str] = frozenset()
    is_personal: bool = False
    """Whether anything was looked up: for whoever asks as themselves."""


def facts_about(viewer: Viewer, situation: Situation, *, policy: Edition, at: datetime) -> Facts:
    """Return a situation with what is known of the viewer at a moment; as it is, for nobody and for whoever asks as another.

    That somebody says that they have a permission does not count then: it is known whether they do.
    """
    return facts_about_each(viewer, (situation,), policy=policy, at=at)[0]


def facts_about_each(
    viewer: Viewer, situations: Sequence[Situation], *, policy: Edition, at: datetime
) -> tuple[Facts, ...]:
    """Return the same of several situations; it is looked up once."""
    if not any(_is_own(viewer, situation) for situation in situations):
        return tuple(Facts(situation) for situation in situations)
    on = localdate(in_utc(at))
    given = given_to(viewer, on=on, policy=policy)
    held = [each for each in given if each.since <= on]
    later = sorted((each for each in given if each.since > on), key=lambda each: each.since)
    is_adjusted, left_phone = has_adjustment(viewer, on=on), holds_urgent_call(viewer, at=at)
    lost = rights_lost(viewer.person_id, on=on)
    always = {name for name, holds in ((ADJUSTMENT, is_adjusted), (URGENT_CALL, left_phone)) if holds}

    def known(situation: Situation) -> Facts:
        if not _is_own(viewer, situation):
            return Facts(situation)
        used = answering(held, situation, policy)
        permissions = frozenset(always | {each.kind for each in used})
        restrictions = situation.restrictions | lost
        return Facts(
            situation=replace(situation, permissions=permissions, restrictions=restrictions),
            used=used,
            later=answering(later, situation, policy),
            open=undecided(held, situation, policy),
            is_adjusted=is_adjusted,
            left_phone=left_phone,
            lost=lost,
            is_personal=True,
        )

    return tuple(known(situation) for situation in situations)


def _is_own(viewer: Viewer, situation: Situation) -> bool:
    return viewer.is_signed_in and viewer.hats.issuperset(situation.hats)
