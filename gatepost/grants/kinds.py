"""Which permissions can somebody ask for, and what has to be said of each?

Pure, and all from the policy: a kind is offered to those whom a rule that it lifts speaks to; what its scope has to name is what
the acts under that rule turn on (which service, where it appears). No kind and no clause is named here but for what only the
school can see: that everyone in a picture was asked.

    >>> from gatepost.policy import default_pack
    >>> [kind.id for kind in kinds_for(default_pack(), {"parent"})]
    ['photo-pass', 'publish-images', 'school-name']
    >>> scoped_by(default_pack(), "school-name")
    ('outlet',)
"""

from collections.abc import Collection, Mapping, Sequence

from gatepost.policy import Edition, Situation
from gatepost.policy.model import Grant
from gatepost.policy.schema import ACTS, FACTS

LONGEST = {"letter": 366, "pass": 1}
"""Days, the first and the last included, by form. The policy says in words how long a kind lasts at most, and whoever decides holds
the days against them; this is the most that Gatepost takes. The other forms are given at the desk and by the head."""
CHECKED = frozenset({"publish-images"})
"""Kinds that are given only after everyone who can be seen was checked: whoever agrees says how."""
MINUTED = "governing-body"
"""The body that decides in a meeting."""


def kinds_for(policy: Edition, hats: Collection[str]) -> tuple[Grant, ...]:
    """Return the kinds that somebody with these hats can ask for, in the order of their names."""
    return tuple(
        policy.grants[kind]
        for kind in policy.offered
        if policy.grants[kind].form in LONGEST and not hats_of(policy, kind).isdisjoint(hats)
    )


def matters_to(policy: Edition, kind: str, act: str) -> bool:
    """Tell whether any rule about an act looks at permissions of this kind."""
    return any(kind in rule.mentioned("permissions") and act in rule.acts for rule in policy.rules)


def hats_of(policy: Edition, kind: str) -> frozenset[str]:
    """Return the hats to which a permission of this kind can make a difference."""
    return frozenset(hat for rule in policy.rules if kind in rule.mentioned("permissions") for hat in rule.hats)


def stopped_by(policy: Edition, kind: str, hats: Collection[str], lost: Collection[str]) -> str:
    """Return the clause by which a lost right stops a kind for somebody with these hats, blank if none does.

    >>> stopped_by(default_pack(), "photo-pass", {"parent"}, {"no-photos"})
    'breaches.parents'
    """
    acts = _acts_of(policy, kind)
    return next(
        (
            rule.clause
            for rule in policy.rules
            if rule.mentioned("restrictions").intersection(lost)
            and not rule.acts.isdisjoint(acts)
            and not rule.hats.isdisjoint(hats)
        ),
        "",
    )


def scoped_by(policy: Edition, kind: str) -> tuple[str, ...]:
    """Return the facts that the scope of a permission has to name, in the order in which the policy asks for them."""
    wanted = {fact for act in _acts_of(policy, kind) for fact in ACTS[act].nature}
    return tuple(fact for fact in FACTS if fact in wanted)


def unknown_to(scope: Mapping[str, Sequence[str]], situation: Situation) -> tuple[str, ...]:
    """Return the facts of a scope that matter to what is asked and are not known."""
    return tuple(fact for fact in scope if fact in ACTS[situation.act].facts and fact not in situation.known)


def covers(scope: Mapping[str, Sequence[str]], situation: Situation) -> bool:
    """Tell whether a permission with this scope is about a situation; what matters and is not known is not covered.

    >>> covers({"outlet": ["print"]}, Situation(("staff",), "publish", {"outlet": "social-media"}))
    False
    """
    return all(
        situation.known.get(fact) in values for fact, values in scope.items() if fact in ACTS[situation.act].facts
    )


def _acts_of(policy: Edition, kind: str) -> set[str]:
    """Return the acts about which any rule looks at permissions of this kind."""
    return {act for rule in policy.rules if kind in rule.mentioned("permissions") for act in rule.acts}
