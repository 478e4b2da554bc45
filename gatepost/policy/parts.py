"""How each kind of table in a pack becomes a shape of the policy: clauses, permissions, outcomes, steps, worked questions.

Worked example: ``[grants.photo-pass]`` in grants.toml becomes a ``Grant`` that the school office decides. What does not fit the
schema is refused with file, line, what is wrong and what would be right.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from gatepost.policy import document
from gatepost.policy.document import Heading
from gatepost.policy.errors import PackError, SituationError, shown
from gatepost.policy.model import (
    Area,
    Clause,
    Grant,
    Hours,
    Interpretation,
    Outcome,
    Procedure,
    Scenario,
    Section,
    Site,
)
from gatepost.policy.schema import (
    CLAUSE_MODALITIES,
    CLOCKED,
    DECIDERS,
    FACTS,
    FORMS,
    HATS,
    LISTS,
    NEVER_OFFERED,
    SOURCES,
    VERDICTS,
)
from gatepost.policy.situation import Situation
from gatepost.policy.tables import Table


def read_sections(headings: tuple[Heading, ...], details: dict[str, Table]) -> tuple[Section, ...]:
    """The sections of policy.md with their clauses, of which pack.toml gives the details."""
    sections: list[Section] = []
    place = 0
    for heading in headings[1:]:
        if heading.level == document.SECTION:
            sections.append(Section(heading.title, heading.text, ()))
            continue
        if heading.id not in details:
            wrong = f'There is no [clauses."{heading.id}"] in pack.toml.'
            raise PackError(document.FILE, heading.line, wrong, "Add it there, or mend the id.")
        clause = _clause(heading, details[heading.id], sections[-1].title, place)
        sections[-1] = Section(sections[-1].title, sections[-1].intro, (*sections[-1].clauses, clause))
        place += 1
    return tuple(sections)


def _clause(heading: Heading, table: Table, section: str, place: int) -> Clause:
    clause = Clause(
        id=heading.id,
        number=table.words("number", required=False),
        title=heading.title,
        section=section,
        wording=heading.text,
        plain=table.words("plain"),
        binds=table.list_of("binds", valid=HATS),
        modality=table.words("modality", valid=CLAUSE_MODALITIES),
        lifted=table.words("lifted", required=False),
        source=table.words("source", required=False),
        judged=table.words("judged", required=False),
        place=place,
    )
    table.close()
    return clause


def check_details(details: dict[str, Table], clauses: Mapping[str, Clause]) -> None:
    """Refuse details of a clause that policy.md does not have."""
    for name, table in details.items():
        if name not in clauses:
            wrong = f"There is no clause {shown(name)} in policy.md."
            raise PackError(table.file, table.line, wrong, f"Clauses: {', '.join(clauses)}.")


def read_interpretations(head: Table, clauses: Mapping[str, Clause]) -> tuple[Interpretation, ...]:
    """The readings that pack.toml marks."""
    found = []
    for table in head.tables("interpretations"):
        found.append(
            Interpretation(
                id=_id(table),
                clauses=table.list_of("clauses", valid=tuple(clauses), least=1),
                hats=table.list_of("hats", valid=HATS, required=False),
                permissions=table.list_of("permissions", valid=LISTS["permissions"], required=False),
                title=table.words("title"),
                text=table.words("text"),
            )
        )
        table.close()
        _once(table, "id", [reading.id for reading in found])
    return tuple(found)


def read_grants(file: Table, clauses: Mapping[str, Clause]) -> dict[str, Grant]:
    """The kinds of permission in grants.toml, by id."""
    found = {}
    for name, table in file.table("grants").items():
        if name not in LISTS["permissions"]:
            valid = ", ".join(LISTS["permissions"])
            raise PackError(table.file, table.line, f"{shown(name)} is no permission.", f"Permissions: {valid}.")
        found[name] = Grant(
            id=name,
            title=table.words("title"),
            have=table.words("have"),
            offered=table.words("offered", required=False),
            decided_by=table.list_of("decided_by", valid=DECIDERS),
            covers=table.words("covers"),
            at_most=table.words("at_most"),
            form=table.words("form", valid=FORMS),
            clause=table.words("clause", valid=tuple(clauses)),
        )
        table.close()
        if name in NEVER_OFFERED and found[name].offered:
            table.refuse("offered", f"{shown(name)} is never offered: it comes from the law.", 'Write offered = "".')
        if not found[name].decided_by:
            table.refuse("decided_by", "Nobody decides this permission.", f"Use {', '.join(DECIDERS)}.")
    file.close()
    return found


def read_outcomes(file: Table, clauses: Mapping[str, Clause]) -> tuple[Outcome, ...]:
    """What may follow a breach, from outcomes.toml."""
    found = []
    for table in file.tables("outcomes"):
        found.append(
            Outcome(
                id=_id(table),
                hats=table.list_of("hats", valid=HATS),
                title=table.words("title"),
                text=table.words("text"),
                clause=table.words("clause", valid=tuple(clauses)),
            )
        )
        table.close()
        _once(table, "id", [outcome.id for outcome in found])
    file.close()
    return tuple(found)


def read_procedures(file: Table, clauses: Mapping[str, Clause]) -> tuple[Procedure, ...]:
    """The steps in procedures.toml."""
    found = []
    for table in file.tables("procedures"):
        found.append(
            Procedure(
                source=table.words("source", valid=SOURCES),
                clause=table.words("clause", valid=tuple(clauses)),
                steps=table.list_of("steps", least=1),
            )
        )
        table.close()
    file.close()
    return tuple(found)


def read_scenarios(file: Table, clauses: Mapping[str, Clause]) -> tuple[Scenario, ...]:
    """The worked questions in scenarios.toml."""
    found = []
    for table in file.tables("scenarios"):
        found.append(
            Scenario(
                id=_id(table),
                title=table.words("title"),
                situation=_situation(table),
                verdict=table.words("verdict", valid=VERDICTS),
                clauses=table.list_of("clauses", valid=tuple(clauses)),
                needs=_needs(table),
                note=table.words("note"),
            )
        )
        table.close()
        _once(table, "id", [scenario.id for scenario in found])
    file.close()
    return tuple(found)


PLACES = tuple(str(place) for place in FACTS["where"].values)
_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


def read_site(head: Table) -> Site:
    """What the schema's places and times are at this school, from ``[school]`` in pack.toml, which may be left out."""
    data = head.anything("school", required=False) or {}
    if not isinstance(data, dict):
        head.refuse("school", "“school” is a table.", "Write [school.areas] and [[school.hours]].")
    table = Table(head.file, head.text, data, head.line)
    areas = table.anything("areas", required=False) or {}
    if not isinstance(areas, dict) or not all(place in PLACES for place in areas.values()):
        wrong = "“school.areas” gives each of the school's places one of the schema's."
        table.refuse("areas", wrong, f"Places: {', '.join(PLACES)}.")
    hours = tuple(_hours(each) for each in table.tables("hours"))
    table.close()
    _breaks_inside(table, hours)
    return Site(tuple(Area(name, place) for name, place in areas.items()), hours)


def _hours(table: Table) -> Hours:
    when, begins, ends = table.words("when", valid=CLOCKED), table.words("from"), table.words("to")
    for key, time in (("from", begins), ("to", ends)):
        if not _CLOCK.fullmatch(time):
            table.refuse(key, f"{shown(time)} is no time of day.", "Write it so: 08:30.")
    if begins >= ends:
        table.refuse("to", f"{shown(ends)} is not after {shown(begins)}.", "Write when it begins, then when it ends.")
    table.close()
    return Hours(when, begins, ends)


def _breaks_inside(table: Table, hours: tuple[Hours, ...]) -> None:
    working = [each for each in hours if each.when == "working-hours"]
    for rest in (each for each in hours if each.when == "break"):
        if working and not any(each.begins <= rest.begins and rest.ends <= each.ends for each in working):
            wrong = f"The break from {rest.begins} to {rest.ends} is not within working hours."
            table.refuse("hours", wrong, "Make the working hours longer, or take the break out.")


def _situation(table: Table) -> Situation:
    try:
        return Situation.from_dict(table.anything("situation"))
    except SituationError as error:
        table.refuse("situation", str(error))


def _needs(table: Table) -> tuple[tuple[str, ...], ...]:
    value = table.anything("needs", required=False) or []
    permissions = LISTS["permissions"]
    if not isinstance(value, list) or not all(isinstance(s, list) and all(p in permissions for p in s) for s in value):
        table.refuse("needs", "“needs” is a list of lists of permissions.", f"Permissions: {', '.join(permissions)}.")
    return tuple(sorted(tuple(sorted(names)) for names in value))


def _id(table: Table) -> str:
    name = table.words("id")
    if not document.ID.fullmatch(name) or len(name) > document.LONGEST_ID:
        right = f"Use at most {document.LONGEST_ID} small letters, digits, - and dots."
        table.refuse("id", f"{shown(name)} is no id.", right)
    return name


def _once(table: Table, key: str, ids: list[str]) -> None:
    if ids.count(ids[-1]) > 1:
        table.refuse(key, f"The id {shown(ids[-1])} is used already.", "Give each an id of its own.")
