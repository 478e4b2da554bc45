"""How do the tests of planning make a school, and what would it be after a plan?

after(School(), plan)  ->  the school that an import of the plan makes
"""

import io
from collections.abc import Iterable, Mapping
from dataclasses import replace

from gatepost.roster.fields import Kind, guess
from gatepost.roster.mapping import Taken, take
from gatepost.roster.plan import Facts, Item, Outcome, PersonNow, Plan, School, Subject, ref
from gatepost.roster.planning import make_plan, names_for
from gatepost.roster.problems import Problem
from gatepost.roster.reading import Row, open_sheet


def rows_of(text: str, kind: Kind | None = None) -> list[Taken | Problem]:
    """Return what the rows of a CSV say, by the mapping that is guessed."""
    sheet = open_sheet(io.BytesIO(text.encode()))
    mapping = guess(sheet.header, kind=kind)
    return [take(row, sheet.header, mapping) if isinstance(row, Row) else row for row in sheet.rows()]


def plan_of(
    text: str, school: School | None = None, decisions: Mapping[str, str] | None = None, name: str = "import-1"
) -> Plan:
    """Return the plan of a CSV against a school."""
    return make_plan(rows_of(text), school or School(), names=names_for(name), decisions=decisions)


def items(plan: Plan, outcome: Outcome) -> list[Item]:
    """Return a plan's items of one outcome."""
    return [item for item in plan.items if item.outcome is outcome]


def after(school: School, plan: Plan, ticked: Iterable[Item] = ()) -> School:
    """Return the school as it is once a plan has been carried out."""
    people = {person.id: person.facts for person in school.people.values()}
    pupils = dict(school.pupils)
    for item in plan.items:
        if item.outcome in {Outcome.NEW, Outcome.CHANGED, Outcome.UNCHANGED} and item.after:
            (people if item.subject is Subject.PERSON else pupils)[item.id] = item.after
    for item in ticked:
        if item.subject is Subject.PERSON and item.after:
            people[item.id] = replace(item.after)
        elif item.subject is Subject.PUPIL:
            pupils.pop(item.id)
        else:
            pupil, person = item.id.split(".")
            pupils[pupil] = replace(pupils[pupil], guardians=pupils[pupil].guardians - {person})
    seen = plan.seen
    return School(
        people={who: _now(who, facts, pupils) for who, facts in people.items()},
        pupils=pupils,
        seen=seen,
        last=frozenset(ref(key.split(":")[0], who) for key, who in plan.seen.items() if not key.startswith("row:")),
    )


def _now(who: str, facts: Facts, pupils: Mapping[str, Facts]) -> PersonNow:
    children = frozenset(pupil for pupil, one in pupils.items() if who in one.guardians)
    kept = {hat: number for hat, number in facts.numbers.items() if hat in facts.hats}
    return PersonNow(who, replace(facts, numbers=kept), children=children)
