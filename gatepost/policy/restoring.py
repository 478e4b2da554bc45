"""What goes with a clause that is switched off, and where does it belong when the clause comes back?

Worked example: the clause on urgent calls is switched off. The permission to leave a phone at the office goes, and so does the
exception that another clause's rule made for it. The permission for the school's name, which two clauses look for, stays when
one of them goes: it then belongs to the other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from gatepost.policy import cedar
from gatepost.policy.draft import Draft, Part, Wording, Written

T = TypeVar("T")


def without(draft: Draft, clause: str) -> None:
    """Take ``clause`` out of ``draft`` with all that stands only on it."""
    for part in draft.parts:
        kept = [words for words in part.clauses if words.id != clause]
        if part.clauses and not kept:
            draft.parts = [other for other in draft.parts if other is not part]
        part.clauses = kept
    del draft.head["clauses"][clause]
    draft.rules = [rule.rewritten(_excepting(rule, clause)) for rule in _kept_rules(draft, clause)]
    draft.outcomes = [outcome for outcome in draft.outcomes if outcome["clause"] != clause]
    draft.procedures = [procedure for procedure in draft.procedures if procedure["clause"] != clause]
    draft.head["interpretations"] = [
        {**reading, "clauses": rest}
        for reading in draft.head.get("interpretations", [])
        if (rest := [name for name in reading["clauses"] if name != clause])
    ]
    _house_grants(draft, {})


def restore(draft: Draft, base: Draft, clause: str) -> None:
    """Put ``clause`` back into ``draft`` as it is in ``base``, with all that stands on it, each in its old place."""
    _restore_wording(draft, base, clause)
    draft.head["clauses"][clause] = base.head["clauses"][clause]
    there = set(draft.ids())
    _restore_rules(draft, base, clause, there)
    draft.outcomes = _merged(draft.outcomes, base.outcomes, clause, lambda each: each["id"])
    draft.procedures = _merged(draft.procedures, base.procedures, clause, lambda p: (p["clause"], p["source"]))
    _restore_readings(draft, base, clause, there)
    _house_grants(draft, base.grants, back=clause)
    _restore_scenarios(draft, base, there)


def _kept_rules(draft: Draft, clause: str) -> list[Written]:
    """The rules of other clauses. Remarks about what follows stay; with the last rule they go to the end of the file."""
    kept: list[Written] = []
    lead = ""
    for rule in draft.rules:
        if rule.clause == clause:
            lead += rule.lead
        else:
            kept.append(Written(lead + rule.lead, rule.note, rule.text, rule.source))
            lead = ""
    draft.tail = lead + draft.tail
    return kept


def _excepting(rule: Written, clause: str) -> cedar.Source:
    exceptions = cedar.exceptions_of(rule.source)
    kept = [exception for exception in exceptions if exception.clause != clause]
    return rule.source if kept == exceptions else cedar.with_exceptions(rule.source, kept)


def _house_grants(draft: Draft, base: dict[str, dict[str, Any]], back: str = "") -> None:
    """Give every permission that a rule looks for a clause that is there; let the others go with their clause."""
    order = draft.ids()
    there = set(order)
    homes = {
        name: rule.clause
        for rule in sorted(draft.rules, key=lambda rule: order.index(rule.clause), reverse=True)
        for name in cedar.permissions_in(rule.source)
    }
    found = {}
    for name in _in_order(list(draft.grants), list(base)):
        grant = draft.grants.get(name)
        home = (grant or base[name])["clause"]
        if name in base and base[name]["clause"] == back:
            home = back
        elif grant is None and name not in homes:
            continue
        if home not in there:
            home = homes.get(name, "")
        if home:
            found[name] = {**(grant or base[name]), "clause": home}
    draft.grants = found


def _restore_wording(draft: Draft, base: Draft, clause: str) -> None:
    number, old = next((n, p) for n, p in enumerate(base.parts) if clause in [words.id for words in p.clauses])
    words = next(words for words in old.clauses if words.id == clause)
    back = Wording(words.id, words.title, words.text)
    siblings = [other.id for other in old.clauses]
    part = _part_of(draft, siblings, siblings.index(clause)) or next(
        (part for part in draft.parts if part.title == old.title), None
    )
    if part is None:
        part = Part(old.title, old.intro, [])
        draft.parts.insert(_place([p.title for p in draft.parts], [p.title for p in base.parts], number), part)
    part.clauses.insert(_place([other.id for other in part.clauses], siblings, siblings.index(clause)), back)


def _part_of(draft: Draft, siblings: list[str], place: int) -> Part | None:
    """The section in which the nearest clause of the same old section is now."""
    for name in sorted(siblings, key=lambda name: abs(siblings.index(name) - place)):
        for part in draft.parts:
            if name in [words.id for words in part.clauses]:
                return part
    return None


def _restore_rules(draft: Draft, base: Draft, clause: str, there: set[str]) -> None:
    keys, old = _keys(draft.rules), _keys(base.rules)
    for place, rule in enumerate(base.rules):
        kept = [exception for exception in cedar.exceptions_of(rule.source) if exception.clause in there]
        if rule.clause == clause:
            as_it_can_be = rule.rewritten(cedar.with_exceptions(rule.source, kept)) if _lacks(rule, kept) else rule
            at = _place(keys, old, place)
            draft.rules.insert(at, Written("", rule.note or "\n\n", as_it_can_be.text, as_it_can_be.source))
            keys.insert(at, old[place])
        elif old[place] in keys and any(exception.clause == clause for exception in kept):
            at = keys.index(old[place])
            draft.rules[at] = _excepted_again(draft.rules[at], rule, clause, kept)


def _lacks(rule: Written, kept: list[cedar.Excepted]) -> bool:
    return len(kept) < len(cedar.exceptions_of(rule.source))


def _excepted_again(now: Written, old: Written, clause: str, kept: list[cedar.Excepted]) -> Written:
    """The rule ``now`` with the exceptions that ``clause`` made to it in ``old``."""
    exceptions = cedar.exceptions_of(now.source)
    wanted = [exception for exception in kept if exception.clause == clause]
    for exception in wanted:
        if exception not in exceptions:
            exceptions.insert(
                _place([e.clause for e in exceptions], [e.clause for e in kept], kept.index(exception)), exception
            )
    source = cedar.with_exceptions(now.source, exceptions)
    return Written(now.lead, now.note, old.text, old.source) if _alike(source, old.source) else now.rewritten(source)


def _alike(one: cedar.Source, other: cedar.Source) -> bool:
    return cedar.exceptions_of(one) == cedar.exceptions_of(other)


def _keys(rules: Sequence[Written]) -> list[str]:
    """What tells each rule from the others, its exceptions aside: the second of two alike is called the second."""
    seen: Counter[str] = Counter()
    keys = []
    for rule in rules:
        key = cedar.without_exceptions(rule.source)
        seen[key] += 1
        keys.append(f"{key} {seen[key]}")
    return keys


def _restore_readings(draft: Draft, base: Draft, clause: str, there: set[str]) -> None:
    now = {reading["id"]: reading for reading in draft.head.get("interpretations", [])}
    old = base.head.get("interpretations", [])
    back = [
        {**(now.get(reading["id"]) or reading), "clauses": [name for name in reading["clauses"] if name in there]}
        for reading in old
        if clause in reading["clauses"]
    ]
    now |= {reading["id"]: reading for reading in back}
    order = _in_order([each["id"] for each in draft.head.get("interpretations", [])], [each["id"] for each in old])
    draft.head["interpretations"] = [now[name] for name in order if name in now]


def _restore_scenarios(draft: Draft, base: Draft, there: set[str]) -> None:
    """Bring back the worked questions of which a clause is there again. Their answers are worked out anew afterwards."""
    now = {entry["id"]: entry for entry in draft.scenarios}
    back = {entry["id"]: entry for entry in base.scenarios if set(entry["clauses"]) & there}
    order = _in_order([entry["id"] for entry in draft.scenarios], [entry["id"] for entry in base.scenarios])
    draft.scenarios = [now.get(name) or back[name] for name in order if name in now or name in back]


def _merged(
    now: list[dict[str, Any]], base: list[dict[str, Any]], clause: str, key: Callable[[dict[str, Any]], Any]
) -> list[dict[str, Any]]:
    """``now`` with what ``base`` has for ``clause``, in its old place."""
    merged, keys, old = list(now), [key(each) for each in now], [key(each) for each in base]
    for place, each in enumerate(base):
        if each["clause"] == clause and old[place] not in keys:
            at = _place(keys, old, place)
            merged.insert(at, each)
            keys.insert(at, old[place])
    return merged


def _in_order(now: list[str], base: list[str]) -> list[str]:
    """All of both: those of ``now`` in their order, those of ``base`` alone beside their old neighbours."""
    order = list(now)
    for place, name in enumerate(base):
        if name not in order:
            order.insert(_place(order, base, place), name)
    return order


def _place(now: Sequence[T], base: Sequence[T], place: int) -> int:
    """Where ``base[place]`` belongs in ``now``: after the nearest of its old forerunners that is there, or before a successor."""
    for before in reversed(base[:place]):
        if before in now:
            return now.index(before) + 1
    for after in base[place + 1 :]:
        if after in now:
            return now.index(after)
    return len(now)
