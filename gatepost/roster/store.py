"""How is the school, as far as an import is concerned?

Read with a handful of questions to the database, however many people there are, into the values that a plan is made from.

    load_school("s1", Kind.STAFF, on=today).people["p1"].facts.hats  ->  {"staff": "Teaching assistant"}
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from gatepost.people.models import DutyHeld, Guardianship, HatWorn, Person, Pupil
from gatepost.people.queries import LET_IN
from gatepost.people.rules import NEVER_WITHOUT
from gatepost.roster.fields import Kind
from gatepost.roster.models import RosterImport, RosterSeen
from gatepost.roster.plan import Facts, PersonNow, School, ref
from gatepost.roster.states import State

IS_ROW = "row"
"""What keys begin with that remember a row, and nobody as anything."""


def load_school(school_id: str, kind: Kind, *, on: date) -> School:
    """Return the school on that day; ``last`` is what the last import of that kind of file named."""
    seen = _seen(school_id)
    pupils = load_pupils(school_id, on=on)
    return School(
        people=_people(school_id, pupils, on),
        pupils=pupils,
        seen=seen,
        last=_last(school_id, kind),
        needed=_needed(school_id, on),
    )


def load_pupils(school_id: str, *, on: date) -> dict[str, Facts]:
    """Return the pupils who are here, and those who left, for whoever comes back with the same number."""
    guardians: dict[str, set[str]] = defaultdict(set)
    for pupil, person in open_links(school_id, on=on).values_list("pupil_id", "person_id"):
        guardians[pupil].add(person)
    columns = ("id", "name", "external_id", "class_name", "year_group", "until")
    rows = Pupil.objects.filter(school_id=school_id).order_by("id").values_list(*columns)
    return {
        who: Facts(
            name=name,
            number=number,
            class_name=class_name,
            year=year,
            guardians=frozenset(guardians.get(who, ())),
            is_here=until is None or until > on,
        )
        for who, name, number, class_name, year, until in rows
    }


def open_links(school_id: str, *, on: date) -> QuerySet[Guardianship]:
    """Return who is parent or guardian of whom on that day and the day after."""
    return Guardianship.objects.filter(Q(until=None) | Q(until__gt=on), pupil__school_id=school_id)


def open_hats(school_id: str, *, on: date) -> QuerySet[HatWorn]:
    """Return the hats that are worn on that day and will be the day after."""
    return HatWorn.objects.filter(Q(until=None) | Q(until__gt=on), person__school_id=school_id)


def latest(school_id: str) -> QuerySet[RosterImport]:
    """Return the imports that were carried out and not undone, the latest first."""
    done = RosterImport.objects.filter(school_id=school_id, state__in=(State.APPLIED, State.UNDOING))
    return done.order_by("-applied_at", "-id")


def _people(school_id: str, pupils: dict[str, Facts], on: date) -> dict[str, PersonNow]:
    hats: dict[str, dict[str, str]] = defaultdict(dict)
    numbers: dict[str, dict[str, str]] = defaultdict(dict)
    columns = ("person_id", "hat", "title", "external_id")
    for person, hat, title, number in open_hats(school_id, on=on).order_by("id").values_list(*columns):
        hats[person][hat] = title
        if number:
            numbers[person][hat] = number
    accounts = set(Person.objects.filter(LET_IN, school_id=school_id).values_list("id", flat=True))
    children: dict[str, set[str]] = defaultdict(set)
    for pupil, facts in pupils.items():
        for guardian in facts.guardians if facts.is_here else ():
            children[guardian].add(pupil)
    rows = (
        Person.objects.filter(school_id=school_id, merged_into=None).order_by("id").values_list("id", "name", "email")
    )
    return {
        who: PersonNow(
            id=who,
            facts=Facts(name=name, email=email, hats=hats.get(who, {}), numbers=numbers.get(who, {})),
            has_account=who in accounts,
            children=frozenset(children.get(who, ())),
        )
        for who, name, email in rows
    }


def _seen(school_id: str) -> dict[str, str]:
    """Return which key is who: of each kind of file the last import counts, a later one over an earlier."""
    newest: dict[str, str] = {}
    for who, kind in latest(school_id).values_list("id", "kind"):
        newest.setdefault(kind, who)
    found: dict[str, str] = {}
    for roster in reversed(newest.values()):
        found |= dict(RosterSeen.objects.filter(roster_id=roster).order_by("id").values_list("key", "subject"))
    merged = _merged(school_id)
    return {key: merged.get(subject, subject) for key, subject in found.items()}


def _merged(school_id: str) -> dict[str, str]:
    """Return who was found to be whom."""
    rows = Person.objects.filter(school_id=school_id).exclude(merged_into=None).values_list("id", "merged_into_id")
    return {who: into for who, into in rows if into}


def _last(school_id: str, kind: Kind) -> frozenset[str]:
    roster = latest(school_id).filter(kind=kind).values_list("id", flat=True).first()
    keys: Iterable[tuple[str, str]] = RosterSeen.objects.filter(roster_id=roster).values_list("key", "subject")
    merged = _merged(school_id)
    named = ((key.partition(":")[0], subject) for key, subject in keys)
    return frozenset(ref(what, merged.get(subject, subject)) for what, subject in named if what != IS_ROW)


def _needed(school_id: str, on: date) -> dict[str, str]:
    """Return whom a duty keeps: the only one who holds it."""
    holders: dict[str, list[str]] = defaultdict(list)
    held = DutyHeld.objects.filter(Q(until=None) | Q(until__gt=on), person__school_id=school_id, since__lte=on)
    for duty, person in held.order_by("id").values_list("duty", "person_id"):
        if duty in NEVER_WITHOUT:
            holders[duty].append(person)
    return {people[0]: duty for duty, people in holders.items() if len(people) == 1}
