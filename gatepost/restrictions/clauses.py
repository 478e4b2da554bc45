"""Which clause of a policy says that a parent can lose a right?

The one whose rule looks at what was lost: the pack knows, and no code names it.

    >>> from gatepost.policy import default_pack
    >>> default_pack().clauses[clause_of(default_pack())].binds
    ('parent',)
"""

from gatepost.policy import Edition


def clause_of(policy: Edition) -> str:
    """Return its id; blank where a policy has no such clause, so that there is nothing that a parent could lose."""
    return next((rule.clause for rule in policy.rules if rule.mentioned("restrictions")), "")
