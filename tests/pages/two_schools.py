"""Who else is in the same database: a second school with somebody of every kind, its families and its editions?

Everybody has a counterpart in the first school, so that an address of one school can be turned into one of the other.

    other.address("/policy/editions/july-2018/")  ->  the edition in force at Hollin Bank
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from html import unescape

from django.http.response import HttpResponseBase
from django.test import Client

from gatepost.agreements import services as agreements
from gatepost.agreements.models import SchoolEdition
from gatepost.agreements.rules import Body
from gatepost.demo.policies import drafted_files, proposed_files
from gatepost.demo.school import PEOPLE, SCHOOL
from gatepost.kernel.clock import now
from gatepost.people import services
from gatepost.people.models import Account, Person, Pupil, School
from gatepost.people.queries import list_viewers
from gatepost.people.viewer import SETUP
from gatepost.policy import PackFiles, default_files
from gatepost.policy.drafting import set_about
from gatepost.premises.models import Area

NAME = "Hollin Bank Infant School"
FIRST = ("Ottoline", "Peregrine", "Zebedee", "Philippa", "Barnaby", "Winifred", "Lysander", "Clementine", "Ignatius")
LAST = ("Thistlewick", "Marchbanks", "Pomfrey", "Hardcastle", "Snodgrass", "Wetherby", "Fanshawe", "Birtwistle")
SINCE, ADOPTED = date(2023, 9, 1), date(2024, 1, 8)
BODY = Body(name="Cordelia Winterbourne", capacity="Chair of governors", met_on=ADOPTED, minute="8 January 2024, 3")


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """One school as the tests look for it: its clients, what names it, and the ids here of what has an id there."""

    clients: Mapping[str, Client]
    marks: frozenset[str]
    here: Mapping[str, str] = field(default_factory=dict)
    samples: Mapping[str, str] = field(default_factory=dict)
    """Who is there for the addresses of whom the table says that they are not."""

    def named(self, path: str) -> str:
        """Return a sample address with somebody of this school in it."""
        return "/".join(self.samples.get(part, part) for part in path.split("/"))

    def address(self, path: str) -> str:
        """Return an address of the other school as one of this school."""
        return "/".join(self.here.get(part, part) for part in path.split("/"))

    def seen_in(self, response: HttpResponseBase, *, but: Iterable[str] = ()) -> set[str]:
        """Return what of this school stands in an answer, its headers included."""
        return marks_in(response, self.marks - set(but))


def marks_in(response: HttpResponseBase, marks: Iterable[str]) -> set[str]:
    """Return which of these words stand in an answer, its headers included."""
    parts: Iterable[bytes] = response.streaming_content if response.streaming else [response.content]  # type: ignore[attr-defined]  # one of the two
    body = b"".join(parts)
    text = unescape(body.decode(errors="replace")) + str(response.headers)
    return {mark for mark in marks if mark in text}


def of_person(person: Person) -> set[str]:
    """Return the words that tell that somebody exists."""
    return {person.name, person.id, *([person.email] if person.email else [])}


def marks_of(school: School, labels: Iterable[str], signers: Iterable[str]) -> frozenset[str]:
    """Return the words that tell of a school: its name, everybody in it, its editions."""
    people = [of_person(person) for person in Person.objects.filter(school=school)]
    pupils = Pupil.objects.filter(school=school).values_list("id", "name")
    names = {school.name, school.id, *labels, *signers}
    return frozenset(names.union(*people, *map(set, pupils)))


def open_second() -> School:
    """Open the second school; nobody in it is called as anybody in the first."""
    school = services.open_school(name=NAME, by=SETUP, at=now())
    for number, like in enumerate(PEOPLE):
        name = f"{FIRST[number % len(FIRST)]} {LAST[number % len(LAST)]}"
        email = f"{like.kind}@hollinbank.example"
        person = services.add_person(school=school, name=name, email=email, by=SETUP, at=now())
        for worn in like.hats:
            services.give_hat(person=person, hat=worn.hat, since=worn.since, title=worn.title, by=SETUP, at=now())
        for duty in like.duties:
            services.give_duty(person=person, duty=duty, since=SINCE, by=SETUP, at=now())
        services.open_account(person=person, by=SETUP, at=now())
    _adopt(school)
    return school


def add_families(school: School, of: Mapping[str, Person], names: tuple[str, str]) -> None:
    """Give a school two pupils: both parents of one know nothing of each other, nor does either of the other child."""
    for name, kinds in zip(names, (("parent", "parent-staff"), ()), strict=True):
        pupil = services.add_pupil(school=school, name=name, class_name="4B", since=SINCE, by=SETUP, at=now())
        for kind in kinds:
            services.link_guardian(person=of[kind], pupil=pupil, since=SINCE, by=SETUP, at=now())


def counterparts(first: School, second: School) -> dict[str, str]:
    """Return for each id of the first school that of its counterpart in the second."""
    emails = {f"{like.kind}@hollinbank.example": like.email for like in PEOPLE}
    there = {emails[email]: row for email, row in Person.objects.filter(school=second).values_list("email", "id")}
    people = Person.objects.filter(school=first, account__email__in=there).values_list("id", "email")
    pupils = [
        Pupil.objects.filter(school=school).order_by("since", "id").values_list("id", flat=True)
        for school in (first, second)
    ]
    editions = [
        dict(SchoolEdition.objects.filter(school=school).values_list("state", "id")) for school in (first, second)
    ]
    last = pupils[1].last() or ""
    areas = {
        row.id: Area.objects.get_or_create(school=second, name="Winter hall", kind=row.kind)[0].id
        for row in Area.objects.filter(school=first, kind="hall")
    }
    return {
        first.id: second.id,
        **areas,
        **{row: there[email] for row, email in people},
        **{row: (list(pupils[1]) + [last] * 99)[number] for number, row in enumerate(pupils[0])},
        **{
            row: editions[1][SchoolEdition.objects.get(id=row).state]
            for row in SchoolEdition.objects.filter(school=first).values_list("id", flat=True)
        },
    }


def _adopt(school: School) -> None:
    head, chair = (
        list_viewers(Account.objects.get(email=f"{kind}@hollinbank.example").id, on=SINCE.replace(year=2026))[0]
        for kind in ("head", "chair")
    )
    policy = agreements.start_draft(school=school.id, files=_called(default_files(), "Winter"), by=head, at=now())
    agreements.propose(edition=policy.id, expected_sha256=policy.sha256, by=head, at=now())
    agreements.approve(edition=policy.id, expected_sha256=policy.sha256, body=BODY, by=chair, at=now())
    agreements.put_in_force(edition=policy.id, since=ADOPTED, by=chair, at=now())
    next_one = agreements.start_draft(school=school.id, files=_called(proposed_files(), "Whitsun"), by=head, at=now())
    agreements.propose(edition=next_one.id, expected_sha256=next_one.sha256, by=head, at=now())
    agreements.start_draft(school=school.id, files=_called(drafted_files(), "Michaelmas"), by=head, at=now())


def _called(files: PackFiles, season: str) -> PackFiles:
    own = {name: text.replace(SCHOOL, NAME) for name, text in files.items()}
    return set_about(own, label=f"{season} words of Hollin Bank", approved="")
