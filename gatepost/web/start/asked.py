"""Which questions stand on the first page?

One for each verdict, so that everybody sees that the policy says more than yes and no; for somebody signed in, those of
their own hats.

    [row.face.verdict for row in often_asked(edition, frozenset())]  ->  ['may', 'with-permission', …]
"""

from gatepost.policy import Edition
from gatepost.policy.model import Scenario
from gatepost.web.policy.examples import ExampleRow, rows
from gatepost.web.policy.faces import VERDICTS

SHORT = 80  # characters of a question that fit three lines on a phone; longer ones stand on their own pages


def often_asked(edition: Edition, hats: frozenset[str]) -> tuple[ExampleRow, ...]:
    """Return a short question for each verdict as a row."""
    return rows(short_questions(edition, hats))


def short_questions(edition: Edition, hats: frozenset[str]) -> tuple[Scenario, ...]:
    """Return a short question for each verdict; where nobody is signed in, neighbours are asked by different people."""
    chosen: list[Scenario] = []
    for verdict in VERDICTS:
        mine = [scenario for scenario in edition.scenarios if scenario.verdict == verdict and _is_mine(scenario, hats)]
        chosen += _another(_short(mine), chosen[-1:])
    return tuple(chosen)


def _is_mine(scenario: Scenario, hats: frozenset[str]) -> bool:
    # With one hat, and one of theirs: what somebody is told who wears another hat as well would be untrue for them.
    (hat, *others) = scenario.situation.hats
    return not others and (not hats or hat in hats)


def _short(scenarios: list[Scenario]) -> list[Scenario]:
    """Return the short ones, or else the shortest, or none."""
    short = [scenario for scenario in scenarios if len(scenario.title) <= SHORT]
    return short or sorted(scenarios, key=lambda scenario: len(scenario.title))[:1]


def _another(scenarios: list[Scenario], last: list[Scenario]) -> list[Scenario]:
    """Return the first that somebody else asks than the last one chosen, or else the first, or none."""
    before = {scenario.situation.hats for scenario in last}
    others = [scenario for scenario in scenarios if scenario.situation.hats not in before]
    return (others or scenarios)[:1]
