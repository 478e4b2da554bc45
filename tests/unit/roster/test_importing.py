"""Is exactly what was shown carried out, all or nothing, by those who may, and can it be undone exactly?"""

from datetime import timedelta

import pytest

from gatepost.audit.models import AuditEntry
from gatepost.kernel.errors import Refused
from gatepost.people import services as people
from gatepost.people.models import Account, HatWorn, Person
from gatepost.people.states import Duty, Hat
from gatepost.people.viewer import NOBODY, SETUP, Viewer
from gatepost.roster import applying_job, housekeeping, queries, reading_job, services, undoing
from gatepost.roster.models import RosterColumns, RosterImport, RosterItem, RosterSeen
from gatepost.roster.packing import unpacked
from gatepost.roster.plan import Outcome
from gatepost.roster.planning import NEW
from gatepost.roster.problems import Problem, Unreadable
from gatepost.roster.states import AT_WORK, FOLLOWS, State
from tests.unit.roster.imported import (
    AT,
    DAY,
    carried_out,
    confirmed,
    decided,
    everything,
    items,
    new_school,
    read,
    started,
    undone,
)

pytestmark = pytest.mark.django_db

HEADER = "Staff Code,First name,Last name,Email,Role,Start date\n"
ADA = "ADA,Ada,Example,ada@oddenbrook.example,Teacher,01/09/2025\n"
BEN = "BEN,Ben,Sample,ben@oddenbrook.example,Caretaker,\n"


@pytest.fixture
def office() -> Viewer:
    """The office of a school, beside which there is another."""
    new_school("Fernleigh")
    return new_school()[1]


def hats() -> dict[str, str]:
    """Return who wears a staff hat today, and as what."""
    worn = HatWorn.objects.filter(until=None, hat="staff").select_related("person")
    return {one.person.name: one.title for one in worn}


def test_nothing_is_applied_before_a_person_confirms(office: Viewer) -> None:
    """The plan is there, the people are not."""
    before = everything()
    roster = started(HEADER + ADA + BEN, by=office)
    assert (roster.state, roster.counts["new"]) == (State.READY, 2)
    assert everything() == before
    done = confirmed(roster, by=office)
    assert done.state == State.APPLIED
    assert hats() == {"Janet Cowley": "", "Ada Example": "Teacher", "Ben Sample": "Caretaker"}
    assert HatWorn.objects.get(title="Teacher").since.isoformat() == "2025-09-01"


def test_same_file_twice_has_nothing_to_do(office: Viewer) -> None:
    """Idempotent."""
    carried_out(HEADER + ADA + BEN, by=office)
    before = everything()
    again = started(HEADER + ADA + BEN, by=office)
    assert {name: count for name, count in again.counts.items() if count} == {"unchanged": 2}
    confirmed(again, by=office)
    assert everything() == before


def test_import_is_undone_exactly(office: Viewer) -> None:
    """New people go, names come back, hats that ended are open again; the import before counts again."""
    carried_out(HEADER + ADA + BEN, by=office)
    before = everything()
    seen = set(RosterSeen.objects.values_list("key", flat=True))
    changed = HEADER + ADA.replace("Example", "Examples").replace("Teacher", "Head of Year") + "CEM,Cem,Other,,,\n"
    second = carried_out(changed, by=office, leavers=True)
    assert hats() == {"Janet Cowley": "", "Ada Examples": "Head of Year", "Cem Other": ""}
    assert undone(second, by=office).state == State.UNDONE
    assert everything() == before
    assert set(RosterSeen.objects.values_list("key", flat=True)) == seen
    assert started(changed, by=office).counts["changed"] == 1


def test_what_was_built_on_an_import_stays_and_it_is_said_who(office: Viewer) -> None:
    """An account, a duty, a correction by hand."""
    roster = carried_out(HEADER + ADA + BEN + "CEM,Cem,Other,,,\nDAN,Dan,Other,,,\n", by=office)
    ada, ben, cem = (Person.objects.get(name=name) for name in ("Ada Example", "Ben Sample", "Cem Other"))
    people.open_account(person=ada, by=SETUP, at=AT)
    people.give_duty(person=ben, duty=Duty.TECHNICIAN, since=DAY, by=SETUP, at=AT)
    Person.objects.filter(id=cem.id).update(name="Cem Another")
    found = queries.what_undoing_keeps(office, roster.id, at=AT)
    assert found.count == 1
    assert found.kept == ("Ada Example", "Ben Sample", "Cem Another")
    done = undone(roster, by=office)
    assert (done.counts["put-back"], done.counts["kept"]) == (1, 3)
    assert not Person.objects.filter(name="Dan Other").exists()
    assert Account.objects.filter(persons=ada).exists()


def test_only_the_last_import_is_undone_and_only_for_a_month(office: Viewer) -> None:
    """After that it is history."""
    first = carried_out(HEADER + ADA, by=office)
    second = carried_out(HEADER + ADA + BEN, by=office)
    late = AT + timedelta(days=31)
    for roster, at in ((first, AT), (second, late)):
        with pytest.raises(Refused) as refused:
            services.ask_to_undo(roster=roster, by=office, at=at)
        assert refused.value.code == "too-late-to-undo"
    undone(second, by=office)
    assert not queries.can_undo(office, first.id, at=AT)
    assert not RosterItem.objects.filter(roster=first).exists()


def test_school_that_changed_meanwhile_is_shown_again(office: Viewer) -> None:
    """Between the look and the yes somebody else corrected a name: what was shown would not be what is done."""
    carried_out(HEADER + ADA, by=office)
    roster = started(HEADER + ADA.replace("Teacher", "Head of Year") + BEN, by=office)
    Person.objects.filter(name="Ada Example").update(name="Ada Examples")
    again = confirmed(roster, by=office)
    assert (again.state, again.trouble) == (State.READY, {"code": "school-changed"})
    assert not Person.objects.filter(name="Ben Sample").exists()
    assert again.digest != roster.digest
    with pytest.raises(Refused) as refused:
        services.confirm(roster=again, digest=roster.digest, by=office, at=AT)
    assert refused.value.code == "plan-changed"
    assert confirmed(again, by=office).state == State.APPLIED


def test_office_that_left_before_the_worker_came_changes_nothing(office: Viewer) -> None:
    """Who may no longer is refused, and the plan waits for somebody who may."""
    roster = started(HEADER + ADA, by=office)
    services.confirm(roster=roster, digest=roster.digest, by=office, at=AT)
    RosterImport.objects.filter(id=roster.id).update(state=State.APPLYING, content=roster.content)
    applying_job.carry_out(roster.id, by=Viewer(actor="x", person_id="x", school_id=office.school_id), at=AT)
    applied = RosterImport.objects.get(id=roster.id)
    assert applied.state in {State.READY, State.APPLIED}


def test_doubt_has_to_be_decided_and_is_done_as_decided(office: Viewer) -> None:
    """One person with two hats, or two people of one name."""
    carried_out(HEADER + ADA, by=office)
    text = "Governor name,Email\nAda Example,ada@oddenbrook.example\n"
    for answer, count in ((NEW, 2), ("", 1)):
        roster = started(text, by=office)
        (doubt,) = items(roster, Outcome.DOUBT)
        with pytest.raises(Refused) as refused:
            services.confirm(roster=roster, digest=roster.digest, by=office, at=AT)
        assert refused.value.code == "doubts-left"
        with pytest.raises(Refused):
            services.decide(roster=roster, decisions={doubt.key: "made-up"}, by=office, at=AT)
        done = confirmed(decided(roster, {doubt.key: answer or doubt.candidates[0].person}, by=office), by=office)
        assert Person.objects.filter(name="Ada Example").count() == count
        undone(done, by=office)


def test_record_has_an_entry_for_the_import_and_one_for_everything_done(office: Viewer) -> None:
    """Ids, codes and counts; no name, no address."""
    roster = carried_out(HEADER + ADA, by=office)
    entries = AuditEntry.objects.filter(school=office.school_id).order_by("sequence")
    actions = [entry.action for entry in entries][4:]
    assert actions == [
        "roster.started",
        "roster.columns-chosen",
        "roster.confirmed",
        "roster.applied",
        "person.added",
        "hat.given",
    ]
    applied = entries.get(action="roster.applied")
    assert applied.subject == roster.id
    assert roster.sha256 in applied.data
    assert "Ada" not in "".join(entry.data for entry in entries)


def test_file_is_gone_when_read_and_what_it_said_when_done(office: Viewer) -> None:
    """What nobody needs is not kept: the birth date of the file never was."""
    text = "Staff Code,First name,Last name,Date of Birth\nADA,Ada,Example,01/02/1990\n"
    roster = services.start(content=text.encode(), by=office, at=AT)
    assert b"1990" in bytes(RosterImport.objects.get(id=roster.id).content or b"")
    services.choose_columns(roster=roster, columns=roster.columns, by=office, at=AT)
    rows = reading_job.rows_of(read(roster))
    assert "1990" not in str(rows)
    assert confirmed(read(roster), by=office).content is None
    dropped = started(text, by=office)
    services.drop(roster=dropped, by=office, at=AT)
    assert RosterImport.objects.get(id=dropped.id).content is None
    assert not RosterItem.objects.filter(roster=dropped).exists()


def test_columns_are_remembered_for_the_school_and_no_other(office: Viewer) -> None:
    """What was chosen by hand is chosen the next time."""
    text = "Nr,Vorname,Nachname\n1,Ada,Example\n"
    columns = {"person.id": "Nr", "person.first": "Vorname", "person.last": "Nachname"}
    roster = services.start(content=text.encode(), by=office, at=AT)
    assert roster.columns == {}
    with pytest.raises(Refused) as refused:
        services.choose_columns(roster=roster, columns={"person.id": "Nr"}, by=office, at=AT)
    assert refused.value.code == "no-name-column"
    with pytest.raises(Refused) as refused:
        services.choose_columns(roster=roster, columns={**columns, "person.role": "Nr"}, by=office, at=AT)
    assert refused.value.code == "column-twice"
    services.choose_columns(roster=roster, columns=columns, by=office, at=AT)
    confirmed(read(roster), by=office)
    assert services.start(content=text.encode(), by=office, at=AT).columns == columns
    other = new_school("Thornby")[1]
    assert services.start(content=text.encode(), by=other, at=AT).columns == {}
    assert RosterColumns.objects.count() == 1


def test_what_cannot_be_read_is_refused_with_its_line(office: Viewer) -> None:
    """At once where the beginning shows it, by the worker where only the end does."""
    before = RosterImport.objects.count()
    for content in (b"PK\x03\x04", b"", b"Ada Example,ada@oddenbrook.example\n"):
        with pytest.raises(Unreadable):
            services.start(content=content, by=office, at=AT)
    assert RosterImport.objects.count() == before
    roster = started(HEADER + ADA + 'BEN,"Ben\n', by=office)
    assert roster.state == State.REFUSED
    assert unpacked(Problem, roster.trouble["problem"]) == Problem("quote-never-closed", 3)
    assert roster.content is None
    assert started(HEADER, by=office).state == State.REFUSED


def test_rows_that_are_not_understood_are_left_out_and_named(office: Viewer) -> None:
    """The others can be confirmed."""
    roster = started(HEADER + ADA + "BEN,Ben,Sample,not an address,,\n=1+1,=2+2,,,,\n", by=office)
    lines = queries.get_lines(office, roster.id, "problem").lines
    assert [(line.problem.code, line.problem.line) for line in lines if line.problem] == [("bad-email", 3)]
    assert roster.counts["note"] == 2
    confirmed(roster, by=office)
    assert set(hats()) == {"Janet Cowley", "Ada Example", "=2+2"}


def test_worker_that_runs_twice_does_it_once(office: Viewer) -> None:
    """At least once is what a task queue promises."""
    roster = carried_out(HEADER + ADA, by=office)
    before = everything()
    applying_job.carry_out(roster.id, by=office, at=AT)
    reading_job.read(roster.id, on=DAY)
    undoing.undo(roster.id, by=office, at=AT)
    assert everything() == before


TEACHER = Viewer(actor="t", person_id="t", hats=frozenset({"staff"}))


@pytest.mark.parametrize("who", ["nobody", "teacher", "another office"])
def test_who_may_not_is_refused_and_sees_nothing(office: Viewer, who: str) -> None:
    """Another school's import does not exist; a teacher imports nobody."""
    roster = started(HEADER + ADA, by=office)
    other = new_school("Thornby")[1]
    teacher = Viewer(actor="t", person_id="t", school_id=office.school_id, hats=frozenset({Hat.STAFF.value}))
    by = {"nobody": NOBODY, "teacher": teacher, "another office": other}[who]
    for attempt in (
        lambda: services.choose_columns(roster=roster, columns=roster.columns, by=by, at=AT),
        lambda: services.decide(roster=roster, decisions={}, by=by, at=AT),
        lambda: services.tick(roster=roster, shown=[], ticked=[], by=by, at=AT),
        lambda: services.confirm(roster=roster, digest=roster.digest, by=by, at=AT),
        lambda: services.drop(roster=roster, by=by, at=AT),
        lambda: services.ask_to_undo(roster=roster, by=by, at=AT),
    ):
        with pytest.raises(Refused) as refused:
            attempt()
        assert refused.value.code == ("import-moved-on" if who == "another office" else "not-the-office")
    if who != "another office":
        with pytest.raises(Refused):
            services.start(content=(HEADER + ADA).encode(), by=by, at=AT)
    assert queries.get_visible(by, roster.id) is None
    assert queries.list_visible(by) == ()
    assert queries.get_lines(by, roster.id, "new").count == 0
    assert queries.count_ticked(by, roster.id) == 0
    assert queries.name_people(by, [office.person_id]) == {}
    assert queries.what_undoing_keeps(by, roster.id, at=AT) == queries.UndoingSeen()


def test_import_knows_nobody_of_another_school(office: Viewer) -> None:
    """The same address there is nobody here."""
    other = new_school("Thornby")[1]
    carried_out(HEADER + ADA, by=other)
    roster = started(HEADER + ADA, by=office)
    assert roster.counts["new"] == 1
    confirmed(roster, by=office)
    assert Person.objects.filter(name="Ada Example").count() == 2


def test_every_state_has_what_may_follow_and_work_ends() -> None:
    """One table of what may follow what."""
    assert set(FOLLOWS) == set(State)
    assert all(FOLLOWS[state] for state in AT_WORK)


def test_what_is_too_old_is_forgotten(office: Viewer) -> None:
    """The way back after a month, a file that nobody came back to after a fortnight; what was done stays done."""
    done = carried_out(HEADER + ADA, by=office)
    waiting = started(HEADER + ADA + BEN, by=office)
    before = everything()
    housekeeping.tidy_up(at=AT + timedelta(days=13))
    assert queries.can_undo(office, done.id, at=AT)
    assert RosterImport.objects.get(id=waiting.id).state == State.READY
    housekeeping.tidy_up(at=AT + timedelta(days=15))
    assert RosterImport.objects.get(id=waiting.id).state == State.DROPPED
    assert RosterImport.objects.get(id=waiting.id).content is None
    assert queries.can_undo(office, done.id, at=AT)
    housekeeping.tidy_up(at=AT + timedelta(days=31))
    assert not queries.can_undo(office, done.id, at=AT)
    assert not RosterItem.objects.exists()
    assert everything() == before
