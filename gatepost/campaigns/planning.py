"""When and how often does Gatepost remind people by itself, and how does a school set that?

Nothing goes by itself before the school has said so. Each change is one row with its entry in the record, in one transaction; a
refusal raises Refused with a code that ends with the field that it is about, and nothing is kept.

    set_plan(Plan(is_on=True, every=7, most=3), by=head, at=now())
    plan_of(school.id)  ->  Plan(is_on=True, …)
"""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.db import transaction

from gatepost.audit import services as audit
from gatepost.campaigns.access import may_ask
from gatepost.campaigns.due import Plan
from gatepost.campaigns.hours import EARLIEST, LATEST, SCHOOL_HOURS, Hours, Span, day_of
from gatepost.campaigns.models import NAME_OF_DAYS, ChasingPlan, Holiday
from gatepost.kernel.errors import Refused
from gatepost.people.models import School
from gatepost.people.viewer import Viewer
from gatepost.signoff.typed import unless

LONGEST_WAIT = 60
"""Days between two reminders."""
MOST = 10
"""Reminders to one person."""
LONGEST = 120
"""Days of a holiday; more is a slip of the hand."""
MOST_HOLIDAYS = 100


def plan_of(school_id: str) -> Plan:
    """Return a school's plan with its holidays, or the one that holds until there is any."""
    return plans_of([school_id])[school_id]


def plans_of(school_ids: Collection[str]) -> dict[str, Plan]:
    """Return the plan of each of these schools."""
    spans: dict[str, list[Span]] = {school: [] for school in school_ids}
    for school, first, last in Holiday.objects.filter(school__in=school_ids).values_list("school", "first", "last"):
        spans[school].append(Span(first, last))
    rows = {row.school_id: row for row in ChasingPlan.objects.filter(school__in=school_ids)}
    return {school: _plan(rows.get(school), spans[school]) for school in school_ids}


def visible_to(viewer: Viewer) -> tuple[Holiday, ...]:
    """Return the holidays of the viewer's school, for those who set them, the next one first."""
    if may_ask(viewer, school_id=viewer.school_id):
        return ()
    return tuple(Holiday.objects.filter(school_id=viewer.school_id).order_by("first", "id"))


@transaction.atomic
def set_plan(plan: Plan, *, by: Viewer, at: datetime) -> None:
    """Let this be the school's plan from now on; its holidays are set apart."""
    unless(may_ask(by, school_id=by.school_id))
    unless(_is_sound(plan))
    School.objects.select_for_update().get(id=by.school_id)
    values: dict[str, Any] = {
        "is_on": plan.is_on,
        "every": plan.every,
        "most": plan.most,
        "opens": plan.hours.opens,
        "closes": plan.hours.closes,
        "days": "".join(str(day) for day in sorted(plan.hours.days)),
    }
    row, _is_new = ChasingPlan.objects.update_or_create(school_id=by.school_id, defaults=values)
    said = {**values, "opens": plan.hours.opens.isoformat("minutes"), "closes": plan.hours.closes.isoformat("minutes")}
    audit.record(by=by.actor, action="campaign.plan-set", subject=row.id, at=at, school=by.school_id, data=said)


@transaction.atomic
def add_holiday(*, name: str, first: date, last: date, by: Viewer, at: datetime) -> Holiday:
    """Let the school write to nobody of its own accord on these days, both included."""
    unless(may_ask(by, school_id=by.school_id))
    School.objects.select_for_update().get(id=by.school_id)  # two who add come one after the other
    held = Holiday.objects.filter(school_id=by.school_id)
    unless(_is_named(name) or _is_in_order(first, last, today=day_of(at)))
    other = held.filter(first__lte=last, last__gte=first).first()
    if other:
        if (other.name, other.first, other.last) == (name.strip(), first, last):
            raise Refused("there-name", "It is there already.")
        raise Refused("overlap-first", f"Some of these days are in “{other.name}” already.")
    if held.count() >= MOST_HOLIDAYS:
        raise Refused("many-name", "These are very many. Remove those that are over first.")
    row = Holiday.objects.create(school_id=by.school_id, name=name.strip(), first=first, last=last)
    _record("campaign.holiday-added", row, by, at)
    return row


@transaction.atomic
def remove_holiday(*, holiday: str, by: Viewer, at: datetime) -> None:
    """Let the school write on these days again. One that is gone already is no error."""
    unless(may_ask(by, school_id=by.school_id))
    row = Holiday.objects.select_for_update().filter(id=holiday, school_id=by.school_id).first()
    if row:
        _record("campaign.holiday-removed", row, by, at)
        row.delete()


def _plan(row: ChasingPlan | None, spans: list[Span]) -> Plan:
    if row is None:
        return Plan(hours=Hours(SCHOOL_HOURS.opens, SCHOOL_HOURS.closes, SCHOOL_HOURS.days, tuple(spans)))
    days = frozenset(int(day) for day in row.days)
    return Plan(row.is_on, row.every, row.most, Hours(row.opens, row.closes, days, tuple(spans)))


def _is_sound(plan: Plan) -> Refused | None:
    hours = plan.hours
    if not 1 <= plan.every <= LONGEST_WAIT:
        return Refused("bad-every", f"Every how many days? A number from 1 to {LONGEST_WAIT}.")
    if not 1 <= plan.most <= MOST:
        return Refused("bad-most", f"How often at most? A number from 1 to {MOST}.")
    if hours.opens < EARLIEST or hours.closes > LATEST:
        return Refused("night-opens", "Choose hours between six in the morning and ten in the evening.")
    if hours.opens >= hours.closes:
        return Refused("backwards-opens", "The second hour has to be later than the first.")
    if not hours.days or not hours.days <= frozenset(range(7)):
        return Refused("no-days", "Choose at least one day of the week.")
    return None


def _is_named(name: str) -> Refused | None:
    if not name.strip():
        return Refused("no-name", "Say what holiday it is.")
    if len(name) > NAME_OF_DAYS or not name.isprintable():
        return Refused("bad-name", f"At most {NAME_OF_DAYS} characters, on one line.")
    return None


def _is_in_order(first: date, last: date, *, today: date) -> Refused | None:
    if last < first:
        return Refused("backwards-last", "The last day has to come after the first, or be the same.")
    if (last - first).days >= LONGEST:
        return Refused("long-last", f"A holiday has at most {LONGEST} days. Is the year right?")
    if last < today:
        return Refused("over-last", "This holiday is over. Is the year right?")
    return None


def _record(action: str, row: Holiday, by: Viewer, at: datetime) -> None:
    said = {"first": row.first.isoformat(), "last": row.last.isoformat()}
    audit.record(by=by.actor, action=action, subject=row.id, at=at, school=row.school_id, data=said)
