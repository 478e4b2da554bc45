"""Who is there, as far as this viewer may know?

Every read of people goes through ``visible_to(viewer)``; counts too. A person who is not visible does not exist.

Example: ``get_visible(viewer, person_id)`` gives a PersonSeen, or None both for a stranger and for a made-up id.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q, QuerySet
from django.utils.timezone import localdate

from gatepost.kernel.clock import now
from gatepost.people.access import sees_everyone, sees_governors
from gatepost.people.models import Account, DutyHeld, Guardianship, HatWorn, Person, Pupil, School, holding_on, holds
from gatepost.people.states import HAT_FOR, Duty, Hat, Lent
from gatepost.people.viewer import NOBODY, Viewer
from gatepost.sql import Once

LET_IN = Q(account__is_active=True, access_ended_at=None)
"""Whoever may sign in."""
OPENS_A_REAL_SCHOOL = Q(
    account__in=Person.objects.filter(school__is_invented=False, account__isnull=False).values("account")
)
"""Whose account opens a school that is not invented too: nobody signs in with that one without proof."""

_ROLES = (("hats", "hat"), ("duties", "duty"), ("delegations", "acts_for"))
_VIEWER = (
    "id",
    "school_id",
    "name",
    *(f"{rows}__{each}" for rows, code in _ROLES for each in (code, "since", "until")),
)
_SCHOOL = Once(lambda school: School.objects.filter(id=school).values_list("id", "name"))
_SCHOOLS = Once(lambda: School.objects.values_list("id", "name")[:2])
_LET_IN_WITH = Once(
    lambda account_id: Person.objects.filter(LET_IN, account_id=account_id).order_by("id").values_list(*_VIEWER)
)


@dataclass(frozen=True, slots=True)
class PersonSeen:
    """What a page may show of a person: roles are what they are called today, in words."""

    id: str
    name: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SchoolSeen:
    """A school that lets somebody in: what they are there, and under which id."""

    person_id: str
    name: str
    roles: tuple[str, ...]


def visible_to(viewer: Viewer) -> QuerySet[Person]:
    """Return the people whom the viewer may know of: all of the school, its governors, oneself, or nobody.

    The chair sees the head teacher too, and the next one, whose duty they give, and for whom they decide what the head decides for
    others; not those of years ago.
    """
    if not viewer.is_signed_in:
        return Person.objects.none()
    people = Person.objects.filter(school_id=viewer.school_id, merged_into=None)
    if sees_everyone(viewer):
        return people
    me = Q(id=viewer.person_id)
    if sees_governors(viewer):
        me |= Q(id__in=HatWorn.objects.filter(hat=Hat.GOVERNOR.value).values("person"))
    if viewer.has_duty(Duty.CHAIR.value):
        heads = DutyHeld.objects.filter(Q(until=None) | Q(until__gte=localdate(now())), duty=Duty.HEAD.value)
        me |= Q(id__in=heads.values("person"))
    return people.filter(me)


def pupils_visible_to(viewer: Viewer, *, on: date) -> QuerySet[Pupil]:
    """Return the pupils whom the viewer may know of: all of the school, or those whose guardian they are that day."""
    if not viewer.is_signed_in:
        return Pupil.objects.none()
    pupils = Pupil.objects.filter(school_id=viewer.school_id)
    if sees_everyone(viewer):
        return pupils
    links = Guardianship.objects.filter(holding_on(on), person_id=viewer.person_id)
    return pupils.filter(id__in=links.values("pupil"))


def entries_of(people: Collection[str]) -> QuerySet[Person]:
    """Return the entries of these people (ids), with those that were joined to them: to look for what is theirs by an index.

    ``Q(person=…) | Q(person__merged_into=…)`` says the same, and has the database look at everybody's rows.
    """
    return Person.objects.filter(Q(id__in=people) | Q(merged_into__in=people))


def list_visible(viewer: Viewer, *, on: date) -> tuple[PersonSeen, ...]:
    """Return the visible people by name, with what they are on that day."""
    return tuple(seen(person, on) for person in with_roles(visible_to(viewer)).order_by("name", "id"))


def get_visible(viewer: Viewer, person_id: str, *, on: date) -> PersonSeen | None:
    """Return a person whom the viewer may know of, or None."""
    person = with_roles(visible_to(viewer)).filter(id=person_id).first()
    return seen(person, on) if person else None


def count_wearing(viewer: Viewer, hats: Iterable[str], *, on: date) -> int:
    """Return how many of the people whom the viewer may know of wear at least one of these hats on that day."""
    wanted = set(hats)
    people = with_roles(visible_to(viewer))
    return sum(any(worn.hat in wanted and worn.holds_on(on) for worn in person.hats.all()) for person in people)


def list_viewers(account_id: str, *, on: date) -> tuple[Viewer, ...]:
    """Return whoever signs in with an account, as each school that lets them in has them on that day.

    In one question, each role beside each other one: it is asked with every click, and nobody has many of them.
    """
    people: dict[tuple[str, str, str], tuple[set[str], ...]] = {}
    for row in _LET_IN_WITH(account_id):
        roles = people.setdefault(row[:3], tuple(set() for _ in _ROLES))
        for place, codes in enumerate(roles, start=1):
            code, since, until = row[3 * place : 3 * place + 3]
            if code and holds(since, until, on):
                codes.add(code)
    viewers = (_viewer(*person, *roles) for person, roles in people.items())
    return tuple(viewer for viewer in viewers if viewer.is_signed_in)


def list_schools(account_id: str, *, on: date) -> tuple[SchoolSeen, ...]:
    """Return the schools that let in whoever signs in with an account, by name."""
    people = with_roles(Person.objects.filter(LET_IN, account_id=account_id)).select_related("school")
    found = ((person.school.name, seen(person, on)) for person in people.order_by("school__name", "id"))
    return tuple(SchoolSeen(one.id, school, one.roles) for school, one in found if one.roles)


def viewer_as(person: Person, on: date) -> Viewer:
    """Return a person as a viewer on that day; NOBODY if they are nothing at the school then: not yet, or no more."""
    return _viewer(
        person.id,
        person.school_id,
        person.name,
        {worn.hat for worn in person.hats.all() if worn.holds_on(on)},
        {held.duty for held in person.duties.all() if held.holds_on(on)},
        {lent.acts_for for lent in person.delegations.all() if lent.holds_on(on)},
    )


def _viewer(person: str, school: str, name: str, hats: set[str], duties: set[str], lent: set[str]) -> Viewer:
    if not hats and not duties:
        return NOBODY
    return Viewer(
        actor=person,
        person_id=person,
        school_id=school,
        name=name,
        hats=frozenset(hats),
        duties=frozenset(duties),
        delegations=frozenset(acts_for for acts_for in lent if HAT_FOR[Lent(acts_for)].value in hats),
    )


def entrusted(person: Person, *, on: date) -> frozenset[str]:
    """Return the duties that somebody holds on that day or later, and for whom they act or will act.

    Whoever signs in as a head who leaves in July is the head until then; as the next one, the head from September on.
    """
    duties = {held.duty for held in person.duties.all() if held.until is None or on <= held.until}
    return frozenset(
        duties.union(lent.acts_for for lent in person.delegations.all() if not lent.until or on <= lent.until)
    )


def get_school_name(viewer: Viewer) -> str:
    """Return the name of the viewer's school; for nobody, of the only school here; blank if that is not clear."""
    return get_school(viewer)[1]


def get_school_id(viewer: Viewer) -> str:
    """Return the id of the viewer's school; for nobody, of the only school here; blank if that is not clear."""
    return viewer.school_id or get_school(viewer)[0]


def get_school(viewer: Viewer) -> tuple[str, str]:
    """Return the id and the name of that school, in one question."""
    found = _SCHOOL(viewer.school_id) if viewer.school_id else _SCHOOLS()
    return found[0] if len(found) == 1 else ("", "")


def has_school() -> bool:
    """Tell whether any school is in this database."""
    return School.objects.exists()


def list_school_ids() -> tuple[str, ...]:
    """Return the ids of all schools here: for the verifier of the record, which misses the one that has none."""
    return tuple(School.objects.order_by("id").values_list("id", flat=True))


def list_invented_people(*, on: date) -> tuple[PersonSeen, ...]:
    """Return those who may sign in without proof: people of invented schools, in the order of duties, then hats.

    The one read without a viewer: nobody is signed in yet, and nobody in this list is real.
    """
    people = with_roles(Person.objects.filter(LET_IN, school__is_invented=True).exclude(OPENS_A_REAL_SCHOOL))
    ranked = sorted(people, key=lambda person: (_rank(person, on), person.name))
    return tuple(seen(person, on) for person in ranked)


def get_invented_account(person_id: str) -> Account | None:
    """Return the account of a person of an invented school, or None: a real school's accounts are not found here."""
    people = Person.objects.filter(LET_IN, id=person_id, school__is_invented=True).exclude(OPENS_A_REAL_SCHOOL)
    person = people.select_related("account").first()
    return person.account if person else None


def get_invented_school_id() -> str:
    """Return the id of the invented school of a demonstration; blank if there is none."""
    return School.objects.filter(is_invented=True).values_list("id", flat=True).first() or ""


def with_roles(people: QuerySet[Person]) -> QuerySet[Person]:
    """Fetch the hats and duties of people with them: two queries, however many people."""
    hats = Prefetch("hats", queryset=HatWorn.objects.order_by("since", "hat"))
    duties = Prefetch("duties", queryset=DutyHeld.objects.order_by("since", "duty"))
    return people.prefetch_related(hats, duties)


def seen(person: Person, on: date) -> PersonSeen:
    """Return what a list shows of a person who was fetched ``with_roles``."""
    duties = [str(Duty(held.duty).label) for held in person.duties.all() if held.holds_on(on)]
    hats = [worn.title or str(Hat(worn.hat).label) for worn in person.hats.all() if worn.holds_on(on)]
    return PersonSeen(id=person.id, name=person.name, roles=tuple(dict.fromkeys([*duties, *hats])))


def _rank(person: Person, on: date) -> int:
    order = [*Duty.values, *Hat.values]
    codes = [held.duty for held in person.duties.all() if held.holds_on(on)]
    codes += [worn.hat for worn in person.hats.all() if worn.holds_on(on)]
    return min((order.index(code) for code in codes), default=len(order))
