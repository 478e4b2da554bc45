"""Does somebody get everything that is kept about them, and nothing of anybody else?"""

import json
from datetime import date, timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gatepost.audit.models import AuditEntry
from gatepost.grants.adjustments import record_adjustment
from gatepost.kernel.errors import Refused
from gatepost.people import services
from gatepost.people.declaring import declare
from gatepost.people.export import Part, download, own_name, without_ids
from gatepost.people.models import Guardianship, Person, Pupil, School
from gatepost.people.states import Duty, Hat, Lent
from gatepost.people.viewer import NOBODY, SETUP, Viewer
from gatepost.web.me.rooms import SOURCES
from tests.conftest import NOON
from tests.unit.test_people_families import DAY, person, pupil, school, viewer

__all__ = ["school"]

COLUMNS = {
    f"{config.label}.{name}"
    for config in apps.get_app_configs()
    if config.name.startswith("gatepost.") and any(config.get_models())
    for name, answer in import_module(f"{config.name}.classification").FIELDS.items()
    if answer.export
}


def taken(who: Viewer) -> tuple[Part, ...]:
    """Download at noon."""
    return download(SOURCES, by=who, at=NOON)


def text_of(parts: tuple[Part, ...]) -> str:
    """Return all that the parts say."""
    return json.dumps([[[(c.name, c.label, c.value, c.words) for c in row] for row in part.rows] for part in parts])


def family(school: School) -> Guardianship:
    """Give the parent a child that has another parent too, and somebody who works here a niece and more."""
    ada = pupil(school, "Oriel Penhallow")
    link = services.link_guardian(
        person=person("parent"), pupil=ada, relationship="father", since=DAY, by=SETUP, at=NOON
    )
    services.link_guardian(
        person=person("parent-staff"), pupil=ada, relationship="mother", since=DAY, by=SETUP, at=NOON
    )
    return link


def rich_life(school: School) -> None:
    """Give the member of staff who is a parent a row in every table of people that can hold one."""
    family(school)
    me = person("parent-staff")
    services.give_duty(person=me, duty=Duty.OFFICE, since=DAY, by=SETUP, at=NOON)
    services.lend(person=me, acts_for=Lent.HEAD, reason="Away.", since=DAY, until=DAY, by=SETUP, at=NOON)
    record_adjustment(person=me, what="An insulin pump app.", since=DAY, by=viewer("head"), at=NOON)
    declare(name="Oriel Penhallow", class_name="", relationship="daughter", by=viewer("parent-staff"), at=NOON)


def test_nobody_gets_nothing_and_nothing_is_recorded(school: School) -> None:
    """Whoever is not signed in has no data here."""
    with pytest.raises(Refused):
        taken(NOBODY)
    assert not AuditEntry.objects.filter(action="data.downloaded").exists()


def test_every_column_that_any_room_exports_has_a_source() -> None:
    """A room that keeps more about people says how it reaches them, or this fails."""
    told = {
        f"{source.model._meta.label_lower.split('.')[0]}.{source.model.__name__}.{column.name}"
        for source in SOURCES
        for column in source.columns
    }
    assert told == COLUMNS


def test_everything_exportable_about_somebody_is_in_it(school: School) -> None:
    """Every column of every table of people, filled."""
    rich_life(school)
    parts = {part.name: part.rows for part in taken(viewer("parent-staff"))}
    for source in SOURCES:
        name = source.model.__name__
        if name in {
            "Press",
            "Enquiry",
            "SelfReport",
            "Note",
            "Post",
            "PhoneHeld",
            "PhoneMessage",
            "Reminder",
            "Restriction",
            "RestrictionStep",
            "SchoolEdition",
            "EditionStep",
            "Approval",
            "Signature",
            "Review",
            "RulingMade",
            "DocumentImport",
            "SignOff",
            "Mistake",
            "DealtWith",
            "Campaign",
            "QuestionsDone",
            "SigningLink",
            "Message",
            "Permission",
            "PermissionStep",
            "Letter",
            "Invitation",
            "Session",
        }:
            continue
        found = {cell.name for row in parts[name] for cell in row}
        optional = {"name"} if name == "Account" else set()
        optional |= {"access_ended_at", "until", "external_id", "last_login", "decided_on", "review"}
        assert {column.name for column in source.columns} - found <= optional, name
    assert "Oriel Penhallow" in text_of(taken(viewer("parent-staff")))


def test_head_gets_what_they_did_with_editions(school: School) -> None:
    """Which, when, and what it was; nobody else's part in it."""
    head = {part.name: part.rows for part in taken(viewer("head"))}
    assert {cell.words for row in head["EditionStep"] for cell in row} >= {"July 2018"}
    chair = {part.name: part.rows for part in taken(viewer("chair"))}
    assert "Helen Marsh" not in text_of(taken(viewer("chair")))
    (approval,) = chair["Approval"]
    assert {cell.name: cell.words for cell in approval}["recorded_by"] == "you"


@pytest.mark.parametrize("kind", ["parent", "parent-staff", "head", "chair", "office", "teacher"])
def test_nothing_about_others_is_in_it(school: School, kind: str) -> None:
    """No name, no address, no id of anybody else, not even of the child's other parent."""
    rich_life(school)
    me = viewer(kind)
    text = text_of(taken(me))
    for other in Person.objects.exclude(id=me.person_id):
        address = other.email if other.email != person(kind).email else other.id  # one address may be of two people
        assert not [word for word in (other.name, address, other.id) if word in text]
    own = Guardianship.objects.filter(person_id=me.person_id).values("pupil")
    for child in Pupil.objects.exclude(id__in=own):
        assert child.name not in text
    assert not [child for child in Pupil.objects.values_list("id", flat=True) if child in text]


def test_guardian_cannot_tell_from_it_that_something_must_not_be_told(school: School) -> None:
    """The same, to the letter, with the restriction and without."""
    link = family(school)
    before = taken(viewer("parent"))
    services.restrict_contact(link=link, reason="An order.", since=DAY, by=viewer("head"), at=NOON)
    after = taken(viewer("parent"))
    assert [part for part in before if part.name != "AuditEntry"] == [
        part for part in after if part.name != "AuditEntry"
    ]
    deeds = {part.name: part.rows for part in after}["AuditEntry"]
    assert {cell.value for row in deeds for cell in row if cell.name == "action"} <= {
        "person.added",
        "hat.given",
        "account.opened",
        "guardian.linked",
        "data.downloaded",
    }


def test_two_schools_in_one_database_do_not_meet(school: School) -> None:
    """Nobody's export holds a row of another school, even under the same name."""
    other = services.open_school(name="Hollin Bank", by=SETUP, at=NOON)
    namesake = services.add_person(school=other, name="Gareth Pryce", email="g@hollin.example", by=SETUP, at=NOON)
    services.give_hat(person=namesake, hat=Hat.GOVERNOR, since=DAY, by=SETUP, at=NOON)
    me = Viewer(actor=namesake.id, person_id=namesake.id, school_id=other.id, name=namesake.name)
    text = text_of(taken(me))
    assert "Hollin Bank" in text
    assert "Oddenbrook" not in text
    assert "Hollin Bank" not in text_of(taken(viewer("chair")))


def test_download_asks_as_much_of_the_database_for_much_as_for_little(school: School) -> None:
    """And leaves one entry behind."""
    head = viewer("head")

    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            taken(head)
        return len(captured)

    asked()  # the first entry of a kind may cost one more
    few = asked()
    for number in range(20):
        since = DAY - timedelta(days=400 * (number + 1))
        services.give_duty(
            person=person("head"), duty=Duty.OFFICE, since=since, until=since + timedelta(days=9), by=SETUP, at=NOON
        )
        child = pupil(school, f"Child {number}")
        services.link_guardian(person=person("head"), pupil=child, since=DAY, by=SETUP, at=NOON)
    assert asked() == few
    assert AuditEntry.objects.filter(action="data.downloaded", subject=head.person_id).count() == 3


def test_ids_of_others_leave_what_the_record_keeps_of_a_deed() -> None:
    """Wherever they stand; days and codes stay."""
    me = Viewer(actor="0" * 20, person_id="0" * 20)
    data = {"what": "hat", "since": str(date(2026, 7, 3)), "from": "1" * 20, "ids": ["0" * 20, f"a {'2' * 20}"], "n": 3}
    assert without_ids(data, me) == {"what": "hat", "since": "2026-07-03", "ids": ["0" * 20], "n": 3}
    assert without_ids({"1" * 20: 1}, me) == {}
    assert own_name("Gareth Pryce", Viewer(actor="x", name="gareth pryce")) == "Gareth Pryce"
    assert own_name("Helen Marsh", Viewer(actor="x", name="Gareth Pryce")) is None
