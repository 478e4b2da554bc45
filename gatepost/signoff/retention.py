"""How long are the answers of those who have left kept, and how do they go?

So many years after the last hat and duty of a person ended, as their school has set; six where it has set nothing. Entries that
were joined count together, and whoever came back in time is not gone. The worker calls ``tidy_up`` about once an hour: for each
school it removes what is due, some hundreds at once, each with its entry in the record and with every row that points at it. First
the entry: without one the database refuses (``unchanging``).

A room with rows about people and their answers that do not point at an answer removes its own in its own housekeeping, of the same
people, as ``campaigns.retention`` does.

    >>> first_day_without(date(2020, 7, 17), 6)
    datetime.date(2026, 7, 18)
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db import transaction
from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet
from django.db.models.fields.reverse_related import ForeignObjectRel
from django.db.models.functions import Coalesce
from django.utils.timezone import localdate

from gatepost.audit import services as audit
from gatepost.audit.chain import Entry
from gatepost.audit.services import Happened
from gatepost.kernel.clock import in_utc
from gatepost.people.models import DutyHeld, HatWorn, Person, School
from gatepost.people.viewer import SETUP, Viewer
from gatepost.signoff.access import may_set_keeping
from gatepost.signoff.keeping import SUBJECT, years_kept
from gatepost.signoff.links import forget_links
from gatepost.signoff.models import QuestionsDone, SignOff
from gatepost.signoff.typed import unless
from gatepost.signoff.unchanging import REMOVED

AT_ONCE = 500
"""Answers of one school in one transaction; the rest go an hour later, so that nobody waits for the database."""
COUNTED = "signoff.retention"
"""The action of the entry that says how many went at once."""


def first_day_without(last_day: date, years: int) -> date:
    """Return the day on which the answers of somebody with that last day are gone."""
    after = last_day + timedelta(days=1)
    try:
        return after.replace(year=after.year + years)
    except ValueError:  # 29 February
        return date(after.year + years, 3, 1)


def last_day_due(today: date, years: int) -> date:
    """Return the latest last day of those whose answers are gone today."""
    try:
        first = today.replace(year=today.year - years)
    except ValueError:  # 29 February
        first = date(today.year - years, 2, 28)
    return first - timedelta(days=1)


def was_due(entry: Entry) -> bool:
    """Tell whether an entry about a removal says itself that it was due."""
    try:
        said = json.loads(entry.data)
        due = first_day_without(date.fromisoformat(said["left"]), int(said["years"]))
        return due <= localdate(datetime.fromisoformat(entry.at))
    except (ValueError, TypeError, KeyError):
        return False


def gone_by(school_id: str, last_day: date) -> QuerySet[Person]:
    """Return the people, with the entries joined to them, who are and hold nothing at a school after that day."""
    later = Q(until=None) | Q(until__gt=last_day)
    people = Person.objects.filter(school_id=school_id).annotate(whole=Coalesce("merged_into_id", "id"))
    for rows in (HatWorn.objects, DutyHeld.objects):
        people = people.exclude(Exists(rows.filter(later, person_id=OuterRef("whole"))))
    return people


def last_days_due(at: datetime) -> Iterator[tuple[str, date]]:
    """Yield each school with the latest last day of those whose answers are gone by now."""
    today = localdate(in_utc(at))
    for school_id in School.objects.order_by("id").values_list("id", flat=True):
        yield school_id, last_day_due(today, years_kept(school_id))


def tidy_up(*, at: datetime) -> None:
    """Remove what is due, at every school; and links that ran out."""
    forget_links(at=at)
    for school_id, _last_day in last_days_due(at):
        remove_due(school_id, at=at)


@transaction.atomic
def remove_due(school_id: str, *, at: datetime) -> int:
    """Remove the answers of a school that are due, AT_ONCE of them; return how many. Each has its entry in the record."""
    years = years_kept(school_id)
    last_day = last_day_due(localdate(in_utc(at)), years)
    _remove_questions(school_id, last_day)
    found = _due(school_id, last_day).order_by("at", "id")[:AT_ONCE]
    answers = dict(found.values_list("id", Coalesce("person__merged_into_id", "person_id")))
    if not answers:
        return 0
    whole = set(answers.values())
    list(Person.objects.select_for_update().filter(id__in=whole).order_by("id"))  # whoever gives a hat holds them too
    still = _due(school_id, last_day).filter(id__in=answers)
    left = _last_days(whole)
    told = [
        Happened(REMOVED, row.id, {"left": left.get(answers[row.id], _day(row)).isoformat(), "years": years})
        for row in still.order_by("at", "id")
    ]
    if told:
        counted = Happened(COUNTED, SUBJECT, {"count": len(told), "years": years})
        audit.record_all([*told, counted], by=SETUP.actor, at=at, school=school_id)
        _remove([each.subject for each in told])
    return len(told)


class Going(NamedTuple):
    """How many answers go, and of how many people."""

    answers: int = 0
    people: int = 0


def count_going(*, years: int, by: Viewer, at: datetime) -> Going:
    """Return what goes at once if ``keep_for`` sets so many years; refuse whom it would refuse."""
    unless(may_set_keeping(by))
    due = _due(by.school_id, last_day_due(localdate(in_utc(at)), years))
    whole = Coalesce("person__merged_into_id", "person_id")
    return Going(**due.aggregate(answers=Count("id"), people=Count(whole, distinct=True)))


def _due(school_id: str, last_day: date) -> QuerySet[SignOff]:
    """Return the answers of those gone by a day, if they were given by then: whoever is nothing at all has that last day."""
    given = Q(on_paper__lte=last_day) | Q(on_paper=None, at__date__lte=last_day)
    return SignOff.objects.filter(given, edition__school_id=school_id, person__in=gone_by(school_id, last_day))


def _remove_questions(school_id: str, last_day: date) -> None:
    """Remove that they did the questions, whether they answered afterwards or not: it is about them, and proves nothing."""
    done = QuestionsDone.objects.filter(edition__school_id=school_id, at__date__lte=last_day)
    old = done.filter(person__in=gone_by(school_id, last_day)).order_by("at", "id").values_list("id", flat=True)
    QuestionsDone.objects.filter(id__in=list(old[:AT_ONCE])).delete()


def _last_days(people: Iterable[str]) -> Mapping[str, date]:
    found: dict[str, date] = {}
    for rows in (HatWorn.objects, DutyHeld.objects):
        for person, day in rows.filter(person__in=people).values_list("person_id").annotate(last=Max(F("until"))):
            found[person] = max(day, found.get(person, day))
    return found


def _day(row: SignOff) -> date:
    return row.on_paper or localdate(row.at)


def _remove(answers: list[str]) -> None:
    """Remove answers, and before them what points at them, whichever room's it is."""
    for pointer in SignOff._meta.get_fields(include_hidden=True):  # noqa: SLF001  # Django's own name for it
        if isinstance(pointer, ForeignObjectRel):
            rows = pointer.related_model._base_manager  # noqa: SLF001  # the same
            rows.filter(**{f"{pointer.field.name}__in": answers}).delete()
    SignOff.objects.filter(id__in=answers).delete()
