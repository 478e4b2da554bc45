"""Which address opens the explorer with a situation filled in, and which the verdict card?

>>> explore_address(Situation(("parent",), "take-photos", {"where": "hall"}))
'/policy/explore/?hat=parent&act=take-photos&where=hall'
"""

from dataclasses import replace

from django.urls import reverse

from gatepost.policy import Situation
from gatepost.policy.schema import ACTS
from gatepost.web.ask.addresses import address, asked_of, query_of


def explore_address(situation: Situation) -> str:
    """Return the explorer's address for a situation."""
    return f"{reverse('explore')}?{query_of(asked_of(situation))}"


def card_address(situation: Situation, *, on: str = "") -> str:
    """Return the address of the verdict card; what is not known is not asked again on the way."""
    unknown = {fact for fact in ACTS[situation.act].facts if fact not in situation.known}
    unknown |= {"content"} if ACTS[situation.act].content and not situation.content else set()
    return address(replace(asked_of(situation), skipped=frozenset(unknown), on=on))
