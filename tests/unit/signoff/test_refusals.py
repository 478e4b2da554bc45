"""Who cannot sign, what cannot be signed, and is nothing kept of it?"""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from gatepost.agreements.models import SchoolEdition
from gatepost.audit.models import AuditEntry
from gatepost.demo.policies import PROPOSED_ID
from gatepost.kernel.errors import Refused
from gatepost.people import services as people
from gatepost.people.models import HatWorn, Person
from gatepost.people.states import Hat
from gatepost.people.viewer import NOBODY, SETUP
from gatepost.signoff import services, unchanging
from gatepost.signoff.models import SignOff
from gatepost.signoff.states import REASON_LENGTH, Answer
from tests.conftest import NOON
from tests.unit.signoff.people import TODAY, agree, decline, edition, new_edition, viewer_of

pytestmark = pytest.mark.usefixtures("school")


def refused(attempt: Callable[[], object]) -> str:
    """Return the code of a refusal, and that nothing was kept."""
    before = SignOff.objects.count(), AuditEntry.objects.count()
    with pytest.raises(Refused) as refusal:
        attempt()
    assert (SignOff.objects.count(), AuditEntry.objects.count()) == before
    return refusal.value.code


def test_nobody_signs_and_the_machine_does_not() -> None:
    """Only a person of a school."""
    assert refused(lambda: agree(NOBODY, edition())) == "not-signed-in"
    assert refused(lambda: agree(SETUP, edition())) == "not-signed-in"
    assert refused(lambda: decline(NOBODY, edition())) == "not-signed-in"


def test_nobody_signs_for_another_school() -> None:
    """Not even by its id; nor does somebody who says that they belong to it."""
    other = people.open_school(name="Hollin Bank", by=SETUP, at=NOON)
    ada = people.add_person(school=other, name="Ada Hollin", email="", by=SETUP, at=NOON)
    people.give_hat(person=ada, hat=Hat.PARENT, since=TODAY, by=SETUP, at=NOON)
    there = replace(viewer_of("parent"), actor=ada.id, person_id=ada.id, school_id=other.id)
    assert refused(lambda: agree(there, edition())) == "no-edition"
    assert refused(lambda: agree(replace(there, school_id=edition().school_id), edition())) == "has-left"


def test_whoever_left_signs_nothing_though_their_page_is_still_open() -> None:
    """What counts is what they are now, not what the page was made for."""
    parent = viewer_of("parent")
    HatWorn.objects.filter(person_id=parent.person_id).update(until=TODAY - timedelta(days=1))
    assert refused(lambda: agree(parent, edition())) == "has-left"


def test_only_the_edition_in_force_is_signed() -> None:
    """Not a proposal, not one to come, not one that was replaced; each is told in a sentence of its own."""
    head, old = viewer_of("head"), edition()
    assert refused(lambda: agree(head, SchoolEdition.objects.get(id=PROPOSED_ID))) == "not-in-force"
    assert refused(lambda: agree(viewer_of("parent"), SchoolEdition.objects.get(id=PROPOSED_ID))) == "no-edition"
    coming = new_edition("Coming", TODAY + timedelta(days=1))
    assert refused(lambda: agree(head, coming)) == "not-yet"
    assert refused(lambda: agree(head, old, at=NOON + timedelta(days=1))) == "superseded"
    assert agree(head, coming, at=NOON + timedelta(days=1)).sha256 == coming.sha256


def test_form_that_was_altered_is_refused() -> None:
    """Other words, another edition, no edition, no name, no reason, too long, what cannot be printed."""
    parent, own = viewer_of("parent"), edition()
    sign = {"edition": own.id, "expected_sha256": own.sha256, "name": "A", "by": parent, "at": NOON}
    for changed, code in (
        ({"expected_sha256": "0" * 64}, "other-words"),
        ({"expected_sha256": ""}, "other-words"),
        ({"edition": "no-such"}, "no-edition"),
        ({"edition": ""}, "no-edition"),
        ({"name": "  "}, "no-name"),
        ({"name": "…"}, "no-name"),
        ({"name": "A" * 201}, "bad-name"),
        ({"name": "A\x00"}, "bad-name"),
        ({"level": Answer.REFUSED}, "no-level"),
    ):
        assert refused(lambda changed=changed: services.sign(**{**sign, **changed})) == code  # type: ignore[misc]  # bound at once
    assert refused(lambda: decline(parent, own, reason=" \r\n")) == "no-reason"
    assert refused(lambda: decline(parent, own, reason="x" * (REASON_LENGTH + 1))) == "bad-reason"
    assert refused(lambda: decline(parent, own, reason="x\x00")) == "bad-reason"


def test_agreement_is_not_taken_back_by_a_form() -> None:
    """The other tab says no: it is told so."""
    parent = viewer_of("parent")
    agree(parent, edition())
    assert refused(lambda: decline(parent, edition())) == "has-agreed"


def test_database_itself_keeps_what_was_signed() -> None:
    """Whatever a program tries."""
    row = agree(viewer_of("parent"), edition())
    other = viewer_of("teacher").person_id
    attempts: list[Callable[[], object]] = [
        lambda: SignOff.objects.filter(id=row.id).update(answer="refused", reason="x"),
        lambda: SignOff.objects.filter(id=row.id).update(person_id=other),
        lambda: connection.cursor().execute("DELETE FROM signoff_signoff"),
    ]
    if connection.vendor == "sqlite":
        attempts.append(
            lambda: connection.cursor().execute("INSERT OR REPLACE INTO signoff_signoff SELECT * FROM signoff_signoff")
        )
    else:
        attempts.append(lambda: connection.cursor().execute("TRUNCATE signoff_signoff"))
    for attempt in attempts:
        with pytest.raises(DatabaseError), transaction.atomic():
            attempt()
    assert SignOff.objects.get() == row


def test_triggers_in_force_are_those_that_are_written_down() -> None:
    """The migration has texts of its own."""
    if connection.vendor == "sqlite":
        query = "SELECT name, sql || ';' FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'signoff%%'"
    else:
        query = "SELECT tgname, '' FROM pg_trigger WHERE NOT tgisinternal AND tgname LIKE 'signoff%%'"
    with connection.cursor() as cursor:
        cursor.execute(query)
        found = dict(cursor.fetchall())
    wanted = [sql for sql in unchanging.create_statements(connection.vendor) if sql.startswith("CREATE TRIGGER")]
    assert found.keys() == {sql.split()[2] for sql in wanted}
    if connection.vendor == "sqlite":
        assert set(found.values()) == set(wanted)


def test_entry_that_was_joined_to_another_keeps_its_answers_and_signs_nothing() -> None:
    """They count for whoever it was found to be."""
    head = viewer_of("head")
    school = Person.objects.get(id=head.person_id).school
    twin = people.add_person(school=school, name="Tomasz Z", email="", by=SETUP, at=NOON)
    people.give_hat(person=twin, hat=Hat.PARENT, since=TODAY, by=SETUP, at=NOON)
    by = replace(viewer_of("parent"), actor=twin.id, person_id=twin.id)
    row = agree(by, edition())
    kept = Person.objects.get(id=viewer_of("parent").person_id)
    people.merge(keep=kept, drop=twin, by=head, at=NOON)
    assert refused(lambda: agree(by, edition())) == "has-left"
    assert agree(viewer_of("parent"), edition()) == row


def test_entry_of_which_an_answer_is_kept_is_joined_by_the_head_alone() -> None:
    """Else the office could show one parent why another did not agree; whichever of the two stays."""
    school = Person.objects.get(id=viewer_of("head").person_id).school
    kept = Person.objects.get(id=viewer_of("parent").person_id)
    twins = [people.add_person(school=school, name=f"Tomasz {one}", email="", by=SETUP, at=NOON) for one in "AB"]
    people.merge(keep=kept, drop=twins[0], by=viewer_of("office"), at=NOON)
    decline(viewer_of("parent"), edition())
    for keep, drop in ((kept, twins[1]), (twins[1], kept)):
        with pytest.raises(Refused) as refusal:
            people.merge(keep=keep, drop=drop, by=viewer_of("office"), at=NOON)
        assert refusal.value.code == "ask-the-head"
    assert people.merge(keep=kept, drop=twins[1], by=viewer_of("head"), at=NOON) == kept
