"""Which rows by hat, or by class, may somebody see who is told no names, so that none tells what one of a few people answered?

A row of a few is left out. But rows of hats overlap and a total stands beside them, so that others can be worked out: the total
less a row is whoever does not wear that hat; rows together less the total are whoever wears several of them. Each of these groups
has to be of nobody, or of enough people; where that takes it, a large row is left out with a small one.

    >>> three = {("parent",): _of(40), ("staff",): _of(9), ("volunteer",): _of(1)}
    >>> tellable(three, ["staff", "volunteer", "parent"])
    ('parent',)
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import reduce
from itertools import chain, combinations

from gatepost.campaigns.audience import Standing
from gatepost.campaigns.counts import NO_HAT, Count, Hats

FEW = 5
"""People: below this a figure would tell those who see no names what somebody answered."""


def is_few(count: Count) -> bool:
    """Tell whether so few are there, or asked, that the figure would tell of somebody; of nobody it tells nothing."""
    return _is_of_few(count.everybody) or _is_of_few(count.asked)


def tellable(alike: Mapping[Hats, Count], hats: Sequence[str]) -> tuple[str, ...]:
    """Return the most of these hats whose rows may stand beside each other and the total; of as many, those of the most people.

    ``alike`` are all people once, by exactly the hats that they wear.
    """
    every = {frozenset(worn or (NO_HAT,)): count for worn, count in alike.items()}
    sets = [each for each in _subsets(hats) if _tells_of_nobody(every, each)]
    return max(sets, key=lambda each: (len(each), _together(every, each, least=1).asked), default=())


def tellable_classes(classes: Collection[str], *parents: Sequence[frozenset[str]]) -> frozenset[str]:
    """Return the classes of which a report may say something, of groups of parents, each by the classes of their children.

    In each class, in none of them and in several of them are nobody, or enough people: the report has all parents in one figure
    too, and who is in none, or in two, is what is left if one figure is taken from another. The smallest class goes first.

        >>> sorted(tellable_classes(["1A", "2B"], [frozenset({"1A"})] * 9 + [frozenset({"2B"})] * 8 + [frozenset({"1A", "2B"})]))
        ['1A']
    """
    told = sorted(classes, key=lambda name: max(sum(name in each for each in group) for group in parents), reverse=True)
    while told and any(_singles_out(frozenset(told), group) for group in parents):
        told.pop()
    return frozenset(told)


def _singles_out(told: frozenset[str], parents: Sequence[frozenset[str]]) -> bool:
    """Tell whether a figure of these classes, or what can be worked out from them and all parents, is of a few people."""
    found = [each & told for each in parents]
    none, several = sum(not each for each in found), sum(len(each) > 1 for each in found)
    return any(map(_is_of_few, (none, several, *(sum(name in each for each in found) for name in told))))


def _tells_of_nobody(every: Mapping[frozenset[str], Count], shown: Hats) -> bool:
    """Tell whether nothing that can be worked out from these rows and the total is of a few people."""
    return not any(
        is_few(_without(every, some)) or any(is_few(_together(every, some, least=least)) for least in (1, 2))
        for some in _subsets(shown)
    )


def _without(every: Mapping[frozenset[str], Count], some: Hats) -> Count:
    """Return those who wear none of these hats."""
    return _sum(count for worn, count in every.items() if worn.isdisjoint(some))


def _together(every: Mapping[frozenset[str], Count], some: Hats, *, least: int) -> Count:
    """Return those who wear at least so many of these hats."""
    return _sum(count for worn, count in every.items() if len(worn.intersection(some)) >= least)


def _subsets(hats: Sequence[str]) -> Iterator[Hats]:
    return chain.from_iterable(combinations(hats, size) for size in range(1, len(hats) + 1))


def _sum(counts: Iterable[Count]) -> Count:
    return reduce(Count.plus, counts, Count())


def _of(number: int) -> Count:
    """Return a count of so many, for the example above."""
    return Count(Counter({Standing.AGREED: number}))


def _is_of_few(number: int) -> bool:
    return 0 < number < FEW
