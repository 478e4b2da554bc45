"""Which clauses send people to the school with their questions?

The policy is asked, as it is about everything: those that it cites to a parent who wants to talk about the school elsewhere, if it
only requests that they do not. A policy that forbids it, or says nothing, sends nobody here.

    >>> from gatepost.policy import default_pack
    >>> [default_pack().clauses[each].title for each in clauses_that_send_here(default_pack())]
    ['Ask us first']
"""

from gatepost.policy import Edition, Situation, decide
from gatepost.policy.answer import Answer

ELSEWHERE = Situation(("parent",), "discuss-school")


def clauses_that_send_here(edition: Edition) -> tuple[str, ...]:
    """Return the ids of the clauses, in the order of the answer."""
    answer: Answer = decide(edition, ELSEWHERE)
    return tuple(each for each in answer.clauses if edition.clauses[each].modality == "requested")
