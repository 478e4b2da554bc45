"""Every situation that one hat can be in: what ``analyse`` and ``diff`` walk through.

Worked example: for ``carry-phone-on`` there are 4 times by 9 places, 36 situations; for ``publish`` 8 circumstances by 67
contents (none, one, or two things at once). A set of hats is composed from its hats, so one hat at a time is enough.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product
from math import prod

from gatepost.policy.engine import Known
from gatepost.policy.schema import ACTS, FACTS, LISTS
from gatepost.policy.situation import NOTHING, Situation

MOST_CONTENT = 2
"""Things at once in what is published. Rules look for one thing or another; a clash between two needs two."""


def contents(act: str) -> tuple[frozenset[str], ...]:
    """What may be in it: nothing, one thing, or two at once; only nothing for an act that publishes nothing."""
    if not ACTS[act].content:
        return (NOTHING,)
    sizes = range(MOST_CONTENT + 1)
    return tuple(frozenset(chosen) for size in sizes for chosen in combinations(LISTS["content"], size))


def circumstances(act: str) -> Iterator[Known]:
    """Every way in which the facts that matter to ``act`` can be."""
    facts = ACTS[act].facts
    for values in product(*(FACTS[fact].values for fact in facts)):
        yield dict(zip(facts, values, strict=True))


def situations(hat: str, act: str) -> Iterator[Situation]:
    """Every situation of one hat and one act, with no permission and no restriction."""
    for known in circumstances(act):
        for content in contents(act):
            yield Situation(hats=(hat,), act=act, known=known, content=content)


def ways(act: str) -> int:
    """How many circumstances ``act`` can have."""
    return prod(len(FACTS[fact].values) for fact in ACTS[act].facts)
