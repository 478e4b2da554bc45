"""Who seems to have left: named by the last file of this kind, and not by this one?

Proposed, never done by itself: an export can be incomplete. Whoever a duty needs is shown with it and cannot be ticked.

    leavers(school, present={"staff:p1"}, knows_contacts=False)  ->  [Item(Outcome.LEFT, …)]
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from gatepost.roster.mapping import PARENT, PUPIL
from gatepost.roster.plan import Item, Outcome, School, Subject, ref


def leavers(school: School, present: Iterable[str], *, knows_contacts: bool) -> list[Item]:
    """Return whom and what this file no longer names, pupils first."""
    gone = school.last.difference(present)
    pupils = [pupil for pupil, facts in school.pupils.items() if facts.is_here and ref(PUPIL, pupil) in gone]
    links = _links(school, gone, set(pupils)) if knows_contacts else []
    ended = {f"{pupil}.{person}" for pupil, person in links}
    items = [Item(Outcome.LEFT, Subject.PUPIL, pupil, (), school.pupils[pupil]) for pupil in pupils]
    items += _people(school, gone, set(pupils), ended)
    leaving = {
        item.id for item in items if item.subject is Subject.PERSON and item.after and PARENT not in item.after.hats
    }
    links = [(pupil, person) for pupil, person in links if person not in leaving]
    for pupil, person in links:
        before = replace(school.pupils[pupil], guardians=frozenset({person}))
        items.append(Item(Outcome.LEFT, Subject.LINK, f"{pupil}.{person}", (), before))
    return items


def _links(school: School, gone: frozenset[str], leaving: set[str]) -> list[tuple[str, str]]:
    """Return the pairs of pupil and guardian that are no longer named, of pupils who stay."""
    return [
        (pupil, person)
        for pupil, facts in school.pupils.items()
        if facts.is_here and pupil not in leaving
        for person in sorted(facts.guardians)
        if ref("link", f"{pupil}.{person}") in gone
    ]


def _people(school: School, gone: frozenset[str], pupils: set[str], ended: set[str]) -> list[Item]:
    """Return the people who lose a hat, each once."""
    lost: dict[str, list[str]] = defaultdict(list)
    for one in sorted(gone):
        hat, _, person = one.partition(":")
        if person in school.people and hat in school.people[person].facts.hats:
            keeps_a_child = any(
                child not in pupils and f"{child}.{person}" not in ended for child in school.people[person].children
            )
            if hat != PARENT or not keeps_a_child:
                lost[person].append(hat)
    items = []
    for person, hats in lost.items():
        before = school.people[person].facts
        after = replace(before, hats={hat: title for hat, title in before.hats.items() if hat not in hats})
        needed = school.needed.get(person, "") if set(hats) - {PARENT} or not after.hats else ""
        notes = (("needed", needed),) if needed else ()
        items.append(Item(Outcome.LEFT, Subject.PERSON, person, (), before, after, notes=notes))
    return items
