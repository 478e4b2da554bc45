"""Whom would an invitation reach, of a group that the office picks?

Everybody of the group has one place: by mail, on paper because there is no address that is theirs alone or none that mail reaches,
or left out, and why.
What is confirmed afterwards is exactly what was seen: each list has a fingerprint.

    sort_out(viewer, Chosen("hat", "parent"), at=now()).places[Place.MAIL]  ->  whoever gets a mail
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from allauth.mfa.models import Authenticator
from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When
from django.utils.timezone import localdate

from gatepost.accounts.access import may_help, may_invite
from gatepost.accounts.factors import FACTORS
from gatepost.accounts.models import Invitation
from gatepost.mail.kinds import Kind
from gatepost.mail.queries import not_reached
from gatepost.people.models import DutyHeld, Guardianship, HatWorn, Person, holding_on
from gatepost.people.queries import PersonSeen, entrusted, pupils_visible_to, seen, viewer_as, visible_to, with_roles
from gatepost.people.viewer import Viewer

ORDER = (Case(When(account=None, then=Value(0)), default=Value(1), output_field=IntegerField()), "plain_name", "id")
"""In which groups of people are held: two who hold them in another order would wait for each other."""
MOST = 1000
"""People at once: a PDF of a thousand pages, and a transaction of a few seconds."""


class Place(StrEnum):
    """Where somebody of a group stands."""

    MAIL = "mail"
    PAPER = "paper"
    RETURNED = "returned"
    RAN_OUT = "ran-out"
    INVITED = "invited"
    LETTER = "letter"
    SIGNS_IN = "signs-in"
    CLOSED = "closed"
    NOT_YOURS = "not-yours"


@dataclass(frozen=True, slots=True)
class Chosen:
    """A group: ``code`` is nobody-in, ran-out, hat, class, ids or again; ``value`` says which hat or class.

    ``again``: whose invitation by mail is still open, or ran out, may get another.
    """

    code: str
    value: str = ""
    ids: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Sorted:
    """A group in its places, each by name. ``is_cut``: it has more than MOST, and these come first."""

    places: Mapping[Place, tuple[PersonSeen, ...]]
    is_cut: bool = False

    def of(self, *places: Place) -> tuple[PersonSeen, ...]:
        """Return those who stand in one of these places."""
        return tuple(person for place in places for person in self.places.get(place, ()))

    def digest(self, *places: Place) -> str:
        """Return the fingerprint of those who stand there: what is confirmed is what was seen."""
        ids = sorted(person.id for person in self.of(*places))
        return hashlib.sha256(" ".join([*sorted(places), *ids]).encode()).hexdigest()


def sort_out(viewer: Viewer, chosen: Chosen, *, at: datetime) -> Sorted:
    """Return where everybody of a group stands who belongs to the school today; nobody for those who may not invite."""
    if may_invite(viewer):
        return Sorted({})
    people = list(with_roles(group(viewer, chosen, at=at)).prefetch_related("delegations")[: MOST + 1])
    return sort_people(viewer, people[:MOST], chosen, at=at, is_cut=len(people) > MOST)


def group(viewer: Viewer, chosen: Chosen, *, at: datetime) -> QuerySet[Person]:
    """Return the people of a group; those without an account come first, so that cutting leaves out nobody who waits."""
    today = localdate(at)
    holds = holding_on(today)
    hats, duties = HatWorn.objects.filter(holds), DutyHeld.objects.filter(holds)
    here = Q(id__in=hats.values("person")) | Q(id__in=duties.values("person"))
    people = visible_to(viewer).filter(here & _wanted(viewer, chosen, today, at))
    return people.select_related("account").order_by(*ORDER)


def _wanted(viewer: Viewer, chosen: Chosen, today: date, at: datetime) -> Q:
    holds = holding_on(today)
    if chosen.code == "hat":
        return Q(id__in=HatWorn.objects.filter(holds, hat=chosen.value).values("person"))
    if chosen.code == "class":
        pupils = pupils_visible_to(viewer, on=today).filter(holds, class_name=chosen.value)
        links = Guardianship.objects.filter(holds, pupil__in=pupils.values("id"))
        return Q(id__in=links.values("person"))
    if chosen.code == "ran-out":
        ran_out = Invitation.objects.filter(used_at=None, ended_at=None, expires_at__lte=at)
        return Q(id__in=ran_out.values("person"))
    if chosen.code == "ids":
        return Q(id__in=chosen.ids)
    proven = Authenticator.objects.filter(type__in=FACTORS).values("user")
    return Q(account=None) | (Q(account__email=None) & ~Q(account__in=proven))


def sort_people(
    viewer: Viewer, people: Sequence[Person], chosen: Chosen, *, at: datetime, is_cut: bool = False
) -> Sorted:
    """Return where these people stand, who were fetched with roles and powers: five queries, however many they are."""
    today = localdate(at)
    ids = [person.id for person in people]
    invited = {row.person_id: row for row in Invitation.objects.filter(person__in=ids, used_at=None, ended_at=None)}
    nameless = [person.account_id for person in people if person.account and not person.account.email]
    proven = frozenset(Authenticator.objects.filter(user__in=nameless, type__in=FACTORS).values_list("user", flat=True))
    shared = shared_among({person.email for person in people if person.email}, viewer.school_id)
    failed = not_reached(viewer.school_id, ids, kind=Kind.INVITATION.code)
    places: dict[Place, list[PersonSeen]] = {}
    for person in sorted(people, key=lambda one: (one.plain_name, one.id)):
        as_viewer = viewer_as(person, today)
        if not as_viewer.is_signed_in:
            continue
        invitation = invited.get(person.id)
        did_arrive = invitation is None or (person.id, invitation.sent_to) not in failed
        place = _place(person, invitation if did_arrive else None, chosen, at, has_proof=person.account_id in proven)
        if place is Place.MAIL and not _has_mailbox(person, shared):
            place = Place.PAPER
        if place is Place.MAIL and (person.id, person.email) in failed:
            place = Place.RETURNED
        duties, more = as_viewer.duties, entrusted(person, on=today)
        if may_help(viewer, person_id=person.id, school_id=person.school_id, duties=duties, entrusted=more):
            place = Place.NOT_YOURS if place in {Place.MAIL, Place.PAPER, Place.RETURNED, Place.RAN_OUT} else place
        places.setdefault(place, []).append(seen(person, today))
    return Sorted({place: tuple(people) for place, people in places.items()}, is_cut)


def _place(person: Person, invitation: Invitation | None, chosen: Chosen, at: datetime, *, has_proof: bool) -> Place:
    """Return where somebody stands, as if they had an address of their own and the viewer might help them."""
    if person.access_ended_at:
        return Place.CLOSED
    if invitation and invitation.expires_at > at and (invitation.on_paper or chosen.code != "again"):
        return Place.LETTER if invitation.on_paper else Place.INVITED
    never_in = person.account is None or person.account.last_login is None
    if never_in and invitation and chosen.code not in {"ran-out", "again"}:
        return Place.RAN_OUT
    if person.account is None or (never_in and invitation):
        return Place.MAIL
    if not person.account.email and not has_proof:
        return Place.PAPER  # who used a letter and set nothing up
    return Place.SIGNS_IN


def _has_mailbox(person: Person, shared: frozenset[str]) -> bool:
    """Tell whether a mail reaches them and nobody else."""
    if person.account:
        return bool(person.account.email)
    return bool(person.email) and person.email not in shared


def shared_among(addresses: Iterable[str], school_id: str) -> frozenset[str]:
    """Return which addresses stand with several people of the school, or open it to somebody already."""
    people = Person.objects.filter(school_id=school_id, merged_into=None)
    twice = people.filter(email__in=addresses).values("email").annotate(many=Count("id")).filter(many__gt=1)
    opening = people.filter(account__email__in=addresses).values_list("account__email", flat=True)
    return frozenset(twice.values_list("email", flat=True)) | {address for address in opening if address}
