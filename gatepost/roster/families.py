"""How do a plan's pupils and their parents and guardians become rows?

Together, as people do in `applying`; whoever leaves, and links that end, go through people's own services.

    write_pupils(items, pen)  ->  the rows are there, and pen.events says what was done
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta

from django.db.models import Max

from gatepost.audit.services import Happened
from gatepost.people import services as people
from gatepost.people.models import Guardianship, Pupil
from gatepost.people.naming import plain
from gatepost.roster.pen import Pen
from gatepost.roster.plan import Facts, Item, Outcome
from gatepost.roster.store import open_links

NOTED_TOGETHER = 1000


def write_pupils(items: Sequence[Item], pen: Pen) -> None:
    """Add pupils, and let what is kept of them be what the file says; then their links."""
    new = [_row(item, item.after, pen) for item in items if item.outcome is Outcome.NEW and item.after]
    changed = _changed([item for item in items if item.outcome is Outcome.CHANGED], pen)
    pen.save(new)
    pen.save(changed, over=["name", "plain_name", "class_name", "year_group", "external_id", "until"])
    for first in range(0, len(new) + len(changed), NOTED_TOGETHER):
        people.note_pupils([*new, *changed][first : first + NOTED_TOGETHER])
    pen.events += [Happened("pupil.added", pupil.id) for pupil in new]
    pen.events += [Happened("pupil.corrected", pupil.id) for pupil in changed]
    _link(items, pen)


def let_pupils_go(items: Sequence[Item], pen: Pen) -> None:
    """Let pupils leave."""
    for pupil in Pupil.objects.filter(id__in=[item.id for item in items]).order_by("id"):
        people.pupil_leaves(pupil=pupil, until=pen.last_day(pupil.since), by=pen.by, at=pen.at)


def end_links(items: Sequence[Item], pen: Pen) -> None:
    """Let people be parents or guardians no longer."""
    wanted = {item.id for item in items}
    links = open_links(pen.school_id, on=pen.today).filter(pupil__in=[item.id.partition(".")[0] for item in items])
    for link in links.select_related("pupil").order_by("id"):
        is_own = link.person_id == pen.by.person_id  # somebody else has to end it
        if f"{link.pupil_id}.{link.person_id}" in wanted and not is_own:
            people.unlink_guardian(link=link, until=pen.last_day(link.since), by=pen.by, at=pen.at)


def _row(item: Item, after: Facts, pen: Pen) -> Pupil:
    return Pupil(
        id=item.id,
        school_id=pen.school_id,
        name=after.name,
        plain_name=plain(after.name),
        class_name=after.class_name,
        year_group=after.year,
        external_id=after.number,
        since=pen.today,
    )


def _changed(items: Sequence[Item], pen: Pen) -> list[Pupil]:
    """Return the pupils of whom something but their guardians changes, changed."""
    stored = Pupil.objects.in_bulk([item.id for item in items])
    rows = []
    for item in items:
        pupil, after = stored[item.id], item.after or Facts()
        wanted = (after.name, after.class_name, after.year, after.number)
        comes_back = pupil.until is not None and pupil.until <= pen.today
        if wanted != (pupil.name, pupil.class_name, pupil.year_group, pupil.external_id) or comes_back:
            pupil.name, pupil.class_name, pupil.year_group, pupil.external_id = wanted
            pupil.plain_name = plain(pupil.name)
            pupil.until = None if comes_back else pupil.until
            rows.append(pupil)
    return rows


def _link(items: Sequence[Item], pen: Pen) -> None:
    """Link who is parent or guardian of whom, from today on; never on a day of an earlier link."""
    wanted: dict[str, frozenset[str]] = defaultdict(frozenset)
    for item in items:
        if item.after and item.outcome in {Outcome.NEW, Outcome.CHANGED}:
            wanted[item.id] = item.after.guardians - (item.before.guardians if item.before else frozenset())
    ended = Guardianship.objects.filter(pupil__in=[pupil for pupil in wanted if wanted[pupil]]).order_by()
    last: dict[tuple[str, str], date | None] = {
        (pupil, person): until
        for pupil, person, until in ended.values_list("pupil_id", "person_id").annotate(Max("until"))
    }
    rows = []
    for pupil, guardians in wanted.items():
        for person in sorted(guardians):
            until = last.get((pupil, person))
            since = max(pen.today, until + timedelta(days=1)) if until else pen.today
            rows.append(Guardianship(person_id=person, pupil_id=pupil, since=since))
            pen.events.append(Happened("guardian.linked", person, {"pupil": pupil}))
    pen.save(rows)
    people.carry_over(rows)
