"""How does a plan become people?

In one transaction: the rows go to the database together, each checked as people's own services check one; whoever leaves
goes through their rule for leaving. What was there before is kept, so that it can be put back exactly.

    write(items, school_id="s1", by=office, at=now())  ->  Written(events=…, undo=…)
"""

import json
import zlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Max, Model

from gatepost.audit.services import Happened
from gatepost.people import services as people
from gatepost.people.models import HatWorn, Person, Pupil
from gatepost.people.naming import plain
from gatepost.people.viewer import Viewer
from gatepost.roster.families import NOTED_TOGETHER, end_links, let_pupils_go, write_pupils
from gatepost.roster.pen import Pen
from gatepost.roster.plan import Facts, Item, Outcome, Subject
from gatepost.roster.rows import Row, Rows, capture
from gatepost.roster.store import open_hats

Undo = dict[str, dict[str, list[Row | None]]]


@dataclass(frozen=True, slots=True)
class Written:
    """What was done: an event a thing for the record, and what undoing needs."""

    events: tuple[Happened, ...]
    undo: bytes


def write(items: Sequence[Item], *, school_id: str, by: Viewer, at: datetime) -> Written:
    """Carry out these items, inside the caller's transaction."""
    pen = Pen(school_id, by=by, at=at)
    about = _about(items)
    there = _about([item for item in items if item.outcome is not Outcome.NEW])
    before = {model: capture(model, ids) for model, ids in there.items()}
    _write_people(_of(items, Subject.PERSON, Outcome.NEW), _of(items, Subject.PERSON, Outcome.CHANGED), pen)
    write_pupils([item for item in items if item.subject is Subject.PUPIL and item.outcome is not Outcome.LEFT], pen)
    let_pupils_go(_of(items, Subject.PUPIL, Outcome.LEFT), pen)
    end_links(_of(items, Subject.LINK, Outcome.LEFT), pen)
    _let_people_go(_of(items, Subject.PERSON, Outcome.LEFT), pen)
    after = {model: capture(model, ids) for model, ids in about.items()}
    return Written(tuple(pen.events), pack_undo(_difference(before[model], after[model]) for model in about))


def pack_undo(undo: Iterable[Undo]) -> bytes:
    """Return what undoing needs, small."""
    together = {subject: rows for part in undo for subject, rows in part.items()}
    return zlib.compress(json.dumps(together, separators=(",", ":")).encode())


def _of(items: Iterable[Item], subject: Subject, outcome: Outcome) -> list[Item]:
    return [item for item in items if item.subject is subject and item.outcome is outcome]


def _about(items: Iterable[Item]) -> dict[type[Model], list[str]]:
    """Return whose rows may change: everybody named, and both ends of every link that ends."""
    people_of = {item.id for item in items if item.subject is Subject.PERSON}
    pupils = {item.id for item in items if item.subject is Subject.PUPIL}
    links = [item.id.split(".") for item in items if item.subject is Subject.LINK]
    pupils |= {pupil for pupil, _person in links}
    return {Person: sorted(people_of), Pupil: sorted(pupils)}


def _write_people(new: Sequence[Item], changed: Sequence[Item], pen: Pen) -> None:
    """Add people, and let names, addresses, hats, titles and numbers be what the file says."""
    added = [
        Person(
            id=item.id,
            school_id=pen.school_id,
            name=item.after.name,
            plain_name=plain(item.after.name),
            email=item.after.email,
        )
        for item in new
        if item.after
    ]
    corrected = _corrected(changed, pen)
    pen.save(added)
    pen.save(corrected, over=["name", "plain_name", "email"])
    pen.events += [Happened("person.added", person.id) for person in added]
    for first in range(0, len(added) + len(corrected), NOTED_TOGETHER):
        people.note_people([*added, *corrected][first : first + NOTED_TOGETHER])
    _change_hats(changed, pen)
    ids = [item.id for item in changed]
    spans = HatWorn.objects.filter(person_id__in=ids).values_list("person_id", "hat").annotate(Max("until")).order_by()
    _give_hats([*new, *changed], {(person, hat): until for person, hat, until in spans if until}, pen)


def _corrected(items: Sequence[Item], pen: Pen) -> list[Person]:
    """Return the people whose name or address changes, changed."""
    wanted = {item.id: (item.after.name, item.after.email) for item in items if item.after}
    rows = []
    for person in Person.objects.in_bulk(list(wanted)).values():
        name, email = wanted[person.id]
        columns = [column for column, value in (("email", email), ("name", name)) if getattr(person, column) != value]
        if columns:
            pen.events.append(Happened("person.corrected", person.id, {"columns": " ".join(columns)}))
            person.name, person.email = name, email
            person.plain_name = plain(person.name)
            rows.append(person)
    return rows


def _give_hats(items: Iterable[Item], ended: Mapping[tuple[str, str], date], pen: Pen) -> None:
    """Give each hat that is not worn yet, from the day the file says; never on a day of an earlier one."""
    rows = []
    for item in items:
        before, after = item.before or Facts(), item.after or Facts()
        for hat, title in after.hats.items():
            if hat in before.hats:
                continue
            since, last = item.since or pen.today, ended.get((item.id, hat))
            if last and last >= since:
                since = last + timedelta(days=1)
            number = after.numbers.get(hat, "")
            rows.append(HatWorn(person_id=item.id, hat=hat, title=title, since=since, external_id=number))
            pen.events.append(Happened("hat.given", item.id, {"what": hat, "since": since.isoformat(), "until": ""}))
    pen.save(rows)


def _change_hats(items: Iterable[Item], pen: Pen) -> None:
    """Let titles and numbers of hats that are worn be what the file says."""
    wanted = {item.id: item.after for item in items if item.after}
    rows = []
    for worn in open_hats(pen.school_id, on=pen.today).filter(person_id__in=list(wanted)).order_by("id"):
        after = wanted[worn.person_id]
        title, number = after.hats.get(worn.hat, worn.title), after.numbers.get(worn.hat, worn.external_id)
        if (title, number) != (worn.title, worn.external_id):
            worn.title, worn.external_id = title, number
            rows.append(worn)
            pen.events.append(Happened("hat.corrected", worn.person_id, {"what": worn.hat}))
    pen.save(rows, over=["title", "external_id"])


def _let_people_go(items: Sequence[Item], pen: Pen) -> None:
    """Let hats end, and let those leave who have none after it, by people's own rules."""
    ids = [item.id for item in items]
    worn: dict[str, list[HatWorn]] = defaultdict(list)
    for hat in open_hats(pen.school_id, on=pen.today).filter(person_id__in=ids).select_related("person__school"):
        worn[hat.person_id].append(hat)
    there = Person.objects.in_bulk(ids)
    for item in items:
        keeps = item.after.hats if item.after else {}
        if not keeps:
            people.leave(person=there[item.id], last_day=pen.today - timedelta(days=1), by=pen.by, at=pen.at)
        for hat in worn[item.id] if keeps else ():
            if hat.hat not in keeps:
                people.end_hat(worn=hat, until=pen.last_day(hat.since), by=pen.by, at=pen.at)


def _difference(before: Mapping[str, Rows], after: Mapping[str, Rows]) -> Undo:
    """Return for each subject which rows came, went or became different: the row before and after, None for none."""
    found: Undo = {}
    for subject in sorted({*before, *after}):
        old, new = before.get(subject, {}), after.get(subject, {})
        found[subject] = {
            name: [old.get(name), new.get(name)] for name in sorted({*old, *new}) if old.get(name) != new.get(name)
        }
    return found
