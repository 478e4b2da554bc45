"""Which clause is a self-report about, and after which answers is it offered?

The policy is asked: what it cites both to whoever would accept a pupil's request and to whoever would look at a pupil's page. No
Python names a clause; a policy without such a clause is reported under none.

    >>> from gatepost.policy import Situation, decide, default_pack
    >>> is_offered(decide(default_pack(), Situation(("staff",), "befriend", {"person.is": "pupil"})))
    True
    >>> is_offered(decide(default_pack(), Situation(("parent",), "befriend", {"person.is": "pupil"})))
    False
"""

from gatepost.people.access import BOUND
from gatepost.policy import Answer, Edition, Situation, decide

NEAR = ("befriend", "interact-online", "view-profile")
"""What one asks about whom something of a pupil's has reached."""
PUPIL = {"person.is": "pupil"}


def clause_of(edition: Edition) -> str:
    """Return the id of the clause, or a blank."""
    told = [decide(edition, Situation(("staff",), act, PUPIL)).clauses for act in ("befriend", "view-profile")]
    return next((each for each in told[0] if each in told[1]), "")


def is_offered(answer: Answer) -> bool:
    """Tell whether whoever got this answer may want to report: it forbids something about a pupil to whoever may report."""
    situation = answer.situation
    about_a_pupil = situation.act in NEAR and situation.known.get("person.is") == "pupil"
    return about_a_pupil and answer.verdict == "must-not" and not set(BOUND).isdisjoint(situation.hats)
