"""How does a school say which parts it has, and who uses them when?

Each is one row with its entry in the record, in one transaction; a refusal raises Refused with a code that ends with the field that
it is about, and nothing is kept. Sent twice is done once.

    hall = add_area(name="Hall", kind=Place.HALL, by=head, at=now())
    add_use(area=hall.id, what="Lessons", use=Use(time(8), time(18), by_pupils=True, days=frozenset(range(5))), by=head, at=now())
"""

from datetime import date, datetime, timedelta

from django.db import transaction

from gatepost.kernel.errors import Refused
from gatepost.people.models import School
from gatepost.people.viewer import Viewer
from gatepost.premises.access import may_keep_areas
from gatepost.premises.models import AREA_LENGTH, Area, AreaUse
from gatepost.premises.rules import EARLIEST, LATEST, Use, day_of, is_sound, overlaps
from gatepost.premises.states import ALWAYS, Place
from gatepost.premises.writing import is_line, places_clause, record, unless

MOST_AREAS = 100
LONGEST_FREE = timedelta(days=120)
"""Of a stretch without pupils; more is a slip of the hand."""
MOST_USES = 60
"""Of one part that are not over: more is a slip of the hand."""


@transaction.atomic
def add_area(*, name: str, kind: Place, by: Viewer, at: datetime) -> Area:
    """Say that the school has this part."""
    unless(may_keep_areas(by, school_id=by.school_id))
    unless(is_line(name, "name", AREA_LENGTH, "Say what it is called."))
    School.objects.select_for_update(no_key=True).get(id=by.school_id)  # two who add come one after the other
    there = Area.objects.filter(school_id=by.school_id)
    same = there.filter(name__iexact=name.strip()).first()
    if same:
        if (same.name, same.kind) == (name.strip(), kind.value):
            return same
        raise Refused("there-name", "There is one of this name already.")
    if there.count() >= MOST_AREAS:
        raise Refused("many-name", "These are very many. Take away those that nobody needs first.")
    row = Area.objects.create(school_id=by.school_id, name=name.strip(), kind=kind.value)
    record(row.id, "area.added", clause=places_clause, by=by, at=at, data={"kind": kind.value})
    return row


@transaction.atomic
def rename_area(*, area: str, name: str, by: Viewer, at: datetime) -> Area:
    """Call a part something else; what it is and who uses it when stays."""
    unless(may_keep_areas(by, school_id=by.school_id))
    unless(is_line(name, "name", AREA_LENGTH, "Say what it is called."))
    School.objects.select_for_update(no_key=True).get(id=by.school_id)  # as in ``add_area``
    there = Area.objects.filter(school_id=by.school_id)
    row = there.select_for_update().filter(id=area).first()
    if row is None:
        raise Refused("no-such-area", "There is no such place at your school.")
    if there.filter(name__iexact=name.strip()).exclude(id=area).exists():
        raise Refused("there-name", "There is one of this name already.")
    if row.name != name.strip():
        row.name = name.strip()
        row.save(update_fields=["name"])
        record(row.id, "area.renamed", clause=places_clause, by=by, at=at)
    return row


@transaction.atomic
def free_of_pupils(*, what: str, first: date, last: date, by: Viewer, at: datetime) -> None:
    """Say that no pupils are in any place on these days, such as school holidays: a use of single days of each, all or none.

    The places that the policy names whoever uses them need none. It stands before the week, and is taken away like any use.
    """
    unless(may_keep_areas(by, school_id=by.school_id))
    if last - first >= LONGEST_FREE:
        raise Refused("long-last", f"These are more than {LONGEST_FREE.days} days. Is the year right?")
    use = Use(EARLIEST, LATEST, by_pupils=False, first=first, last=last)
    here = Area.objects.filter(school_id=by.school_id).order_by("name", "id")
    places = [each for each in here if Place(each.kind) not in ALWAYS]
    if not places:
        raise Refused("no-places", "Say first which places your school has: the hall, the playground.")
    for each in places:
        try:
            add_use(area=each.id, what=what, use=use, by=by, at=at)
        except Refused as refused:
            if refused.code == "overlap-begins":
                told = f"{each.name}: {refused.sentence} Take that away there first."
                raise Refused("overlap-first", told) from refused
            if refused.code == "many-what":
                raise Refused(refused.code, f"{each.name}: {refused.sentence}") from refused
            raise


@transaction.atomic
def remove_area(*, area: str, by: Viewer, at: datetime) -> None:
    """Take a part away, with its uses. One that is gone already is no error."""
    unless(may_keep_areas(by, school_id=by.school_id))
    row = Area.objects.select_for_update().filter(id=area, school_id=by.school_id).first()
    if row:
        record(row.id, "area.removed", clause=places_clause, by=by, at=at)
        row.delete()


@transaction.atomic
def add_use(*, area: str, what: str, use: Use, by: Viewer, at: datetime) -> AreaUse:
    """Say who uses a part when."""
    unless(may_keep_areas(by, school_id=by.school_id))
    row = Area.objects.select_for_update().filter(id=area, school_id=by.school_id).first()
    if row is None:
        raise Refused("no-such-area", "There is no such place at your school.")
    if Place(row.kind) in ALWAYS:
        raise Refused("always-what", "The policy names this place whoever uses it: hours change nothing.")
    unless(is_line(what, "what", AREA_LENGTH, "Say what it is used for.") or is_sound(use))
    if use.last and use.last < day_of(at):
        raise Refused("over-last", "These days are over. Is the year right?")
    held = {each: each.use for each in row.uses.order_by("id")}
    other = overlaps(use, held.values())
    if other:
        same = next(each for each, kept in held.items() if kept == other)
        if (same.what, other) == (what.strip(), use):
            return same
        raise Refused("overlap-begins", f"“{same.what}” is there at that time already, on one of these days.")
    if sum(1 for each in held.values() if each.last is None or each.last >= day_of(at)) >= MOST_USES:
        raise Refused("many-what", "These are very many. Take away those that nobody needs first.")
    kept = AreaUse.objects.create(area=row, what=what.strip(), **_columns(use))
    said: dict[str, str | int | bool] = {"use": kept.id, "by_pupils": use.by_pupils}
    record(row.id, "area.use-added", clause=places_clause, by=by, at=at, data=said)
    return kept


@transaction.atomic
def remove_use(*, use: str, by: Viewer, at: datetime) -> None:
    """Take a use away. One that is gone already is no error."""
    unless(may_keep_areas(by, school_id=by.school_id))
    row = AreaUse.objects.select_for_update().filter(id=use, area__school_id=by.school_id).first()
    if row:
        record(row.area_id, "area.use-removed", clause=places_clause, by=by, at=at, data={"use": row.id})
        row.delete()


def _columns(use: Use) -> dict[str, object]:
    return {
        "by_pupils": use.by_pupils,
        "begins": use.begins,
        "ends": use.ends,
        "days": "".join(str(day) for day in sorted(use.days)),
        "first": use.first,
        "last": use.last,
    }
