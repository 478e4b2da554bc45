"""Do the worked questions of a pack still have the answers that its rules give?

Worked example: a school lets phones be used in the hall at break. The question "may I text in the hall at break?" expected a no;
its expected answer becomes a yes, and the sentence beside it, which said why not, gives way to what the clause says.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from gatepost.policy.answer import Answer, decide
from gatepost.policy.model import Edition, Scenario
from gatepost.policy.situation import Situation

Entry = dict[str, Any]
"""A worked question as scenarios.toml has it."""


Expected = tuple[str, tuple[str, ...], tuple[tuple[str, ...], ...]]


def expectation(entry: Mapping[str, Any]) -> Expected:
    """Verdict, clauses and permissions needed, as an answer has them."""
    needs = tuple(sorted(tuple(sorted(names)) for names in entry.get("needs", [])))
    return entry["verdict"], tuple(entry["clauses"]), needs


def reworked(edition: Edition, entries: Sequence[Entry], base: Mapping[str, Entry]) -> list[Entry]:
    """``entries`` with the answers that ``edition`` gives; those of which no clause is left are left out.

    ``base`` are entries by id as they once were: where their answer holds, their words come back.
    """
    found = []
    for entry in entries:
        if entry["clauses"] and not set(entry["clauses"]) & set(edition.clauses):
            continue
        answer = decide(edition, Situation.from_dict(entry["situation"]))
        given = answer.verdict, answer.clauses, answer.needs
        before = base.get(entry["id"])
        if expectation(entry) == given:
            found.append(entry)
        elif _in_another_order(expectation(entry), given):
            found.append({**entry, "clauses": list(answer.clauses)})
        elif before and before["situation"] == entry["situation"] and expectation(before) == given:
            found.append(before)
        else:
            found.append(_answered(entry, answer))
    return found


def _in_another_order(one: Expected, other: Expected) -> bool:
    """Whether only the document's order changed: the answer is the same, and so is the reason."""
    return (one[0], sorted(one[1]), one[2]) == (other[0], sorted(other[1]), other[2])


def _answered(entry: Entry, answer: Answer) -> Entry:
    rest = {key: entry[key] for key in ("id", "title", "situation")}
    needs = {"needs": [list(names) for names in answer.needs]} if answer.needs else {}
    return {**rest, "verdict": answer.verdict, "clauses": list(answer.clauses), **needs, "note": answer.why}


def holding(edition: Edition, scenarios: Sequence[Scenario]) -> tuple[Scenario, ...]:
    """``scenarios`` with the answers that ``edition`` gives; one whose answer is another says why in the words of the answer."""
    found = []
    for scenario in scenarios:
        answer = decide(edition, scenario.situation)
        if (answer.verdict, answer.clauses, answer.needs) != (scenario.verdict, scenario.clauses, scenario.needs):
            scenario = replace(  # noqa: PLW2901  # the same question with another answer
                scenario, verdict=answer.verdict, clauses=answer.clauses, needs=answer.needs, note=answer.why
            )
        found.append(scenario)
    return tuple(found)
