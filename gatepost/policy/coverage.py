"""Does every clause have something behind it?

Worked example: a clause without rule, permission, outcome or procedure must say why a person judges it; one that says nothing
is a gap, and ``gatepost policy coverage`` fails.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from gatepost.policy.judging import Judgement, judge
from gatepost.policy.model import Edition, Scenario


@dataclass(frozen=True, slots=True)
class Covered:
    """What stands behind one clause: ids of rules, grants, outcomes, scenarios, sources of procedures, and ``judged``."""

    clause: str
    rules: tuple[str, ...]
    grants: tuple[str, ...]
    outcomes: tuple[str, ...]
    procedures: tuple[str, ...]
    scenarios: tuple[str, ...]
    judged: str

    @property
    def gap(self) -> bool:
        """Whether nothing at all stands behind the clause."""
        return not (self.rules or self.grants or self.outcomes or self.procedures or self.judged)

    @property
    def untried(self) -> bool:
        """Whether a rule carries the clause out and no scenario shows it."""
        return bool(self.rules) and not self.scenarios

    def to_dict(self) -> dict[str, Any]:
        """The row as JSON has it."""
        return {
            "clause": self.clause,
            "rules": list(self.rules),
            "grants": list(self.grants),
            "outcomes": list(self.outcomes),
            "procedures": list(self.procedures),
            "scenarios": list(self.scenarios),
            "judged": self.judged,
            "gap": self.gap,
        }


def coverage(edition: Edition) -> tuple[Covered, ...]:
    """For each clause, in document order, what stands behind it."""
    return tuple(
        Covered(
            clause=name,
            rules=tuple(rule.id for rule in edition.rules if rule.clause == name),
            grants=tuple(grant.id for grant in edition.grants.values() if grant.clause == name),
            outcomes=tuple(outcome.id for outcome in edition.outcomes if outcome.clause == name),
            procedures=tuple(procedure.source for procedure in edition.procedures if procedure.clause == name),
            scenarios=tuple(scenario.id for scenario in edition.scenarios_for(name)),
            judged=clause.judged,
        )
        for name, clause in edition.clauses.items()
    )


@dataclass(frozen=True, slots=True)
class Failed:
    """A scenario whose answer is not the expected one."""

    scenario: Scenario
    answer: Judgement


def failing_scenarios(edition: Edition) -> tuple[Failed, ...]:
    """The scenarios that the rules answer otherwise than the pack expects."""
    answers = [(scenario, judge(edition, scenario.situation)) for scenario in edition.scenarios]
    return tuple(
        Failed(scenario, answer)
        for scenario, answer in answers
        if (answer.verdict, answer.clauses, answer.needs) != (scenario.verdict, scenario.clauses, scenario.needs)
    )
