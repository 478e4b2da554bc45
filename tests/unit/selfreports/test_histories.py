"""Whatever happens at a school: does a self-report show itself to whoever sent it and whoever receives it, and to nobody else?

People report, see, write notes; duties are given and end, powers are lent, somebody cannot sign in any more. After each step
everybody looks: in their list, by its address, in a count, in what they take home.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gatepost.kernel.errors import Refused
from gatepost.kernel.ids import new_id
from gatepost.mail.models import Message
from gatepost.people import services as people
from gatepost.people.models import Person
from gatepost.people.queries import LET_IN
from gatepost.people.states import Duty, Lent
from gatepost.people.viewer import NOBODY, SETUP, Viewer
from gatepost.selfreports import queries, services
from gatepost.selfreports.exported import SOURCES
from gatepost.selfreports.models import Note, SelfReport
from gatepost.selfreports.states import RECEIVES, NoteKind
from tests.conftest import NOON
from tests.pages.rows import KINDS
from tests.unit.selfreports.test_reporting import TOLD
from tests.unit.signoff.people import viewer_of

EVERYBODY = KINDS[1:]
BUSY = ("safeguarding-lead", "head", "chair", "deputy", "teacher", "office")
ORDER = [each.value for each in RECEIVES]
DEEDS = ("report", "see", "see", "note", "entrust", "relieve", "relieve", "lend", "shut out")
DUTIES = (Duty.SAFEGUARDING_LEAD, Duty.SAFEGUARDING_LEAD, Duty.HEAD, Duty.CHAIR)
STEPS = st.lists(
    st.tuples(st.sampled_from(DEEDS), st.sampled_from(BUSY), st.integers(0, 3), st.sampled_from(DUTIES)),
    min_size=4,
    max_size=12,
)


class School:
    """The invented school, day after day."""

    def __init__(self) -> None:
        """Begin on a Friday."""
        self.at = NOON

    @property
    def today(self) -> date:
        """The day that it is."""
        return self.at.date()

    def who(self, kind: str) -> Viewer:
        """Return somebody as they are today, if they can sign in."""
        viewer = viewer_of(kind, self.today)
        return viewer if Person.objects.filter(LET_IN, id=viewer.person_id).exists() else NOBODY

    def do(self, deed: str, kind: str, which: int, duty: Duty) -> None:
        """Try one thing, on a day of its own; a refusal changes nothing."""
        self.at += timedelta(days=1)
        by, row = self.who(kind), self.report(which)
        if deed in {"see", "note", "relieve"} and which:  # by somebody who can: most others are refused
            by = next((each for each in map(self.who, BUSY) if duty.value in each.duties), by)
        person = Person.objects.get(id=by.person_id or viewer_of(kind).person_id)
        told = replace(TOLD, day=self.today)
        does: dict[str, Callable[[], Any]] = {
            "report": lambda: services.report(told, token=new_id(), by=by, at=self.at),
            "see": lambda: services.see(report=row, note="Thank you.", by=by, at=self.at),
            "note": lambda: services.write(report=row, kind=NoteKind.DONE, note=f"{self.at}", by=by, at=self.at),
            "entrust": lambda: people.give_duty(person=person, duty=duty, since=self.today, by=SETUP, at=self.at),
            "relieve": lambda: self.relieve(person, duty),
            "lend": lambda: people.lend(person=person, acts_for=Lent.HEAD, since=self.today, by=SETUP, at=self.at),
            "shut out": lambda: people.close_account(person=person, by=SETUP, at=self.at),
        }
        with suppress(Refused), transaction.atomic():
            does[deed]()

    def relieve(self, person: Person, duty: Duty) -> None:
        """Let yesterday have been somebody's last day with a duty, also where a school should not be without."""
        person.duties.filter(duty=duty.value, until=None).update(until=self.today - timedelta(days=1))

    def report(self, which: int) -> str:
        """Return one of the reports, by its id."""
        rows = list(SelfReport.objects.order_by("sent_at", "id").values_list("id", flat=True))
        return rows[which % len(rows)] if rows else "none"

    def look(self) -> None:
        """Everybody looks; what they should see is worked out from the duties of the day, by hand."""
        viewers = {kind: self.who(kind) for kind in EVERYBODY}
        rows = list(SelfReport.objects.all())
        for kind, viewer in viewers.items():
            own = {row.id for row in rows if viewer.is_signed_in and row.person_id == viewer.person_id}
            comes = {row.id for row in rows if row.id not in own and receives(viewer, row, list(viewers.values()))}
            seen = queries.visible_to(viewer, on=self.today)
            assert set(seen.values_list("id", flat=True)) == own | comes, kind
            assert seen.count() == len(own | comes), kind
            assert {each.id for each in queries.list_own(viewer, on=self.today)} == own, kind
            assert {each.id for each in queries.list_received(viewer, on=self.today)} == comes, kind
            for row in rows:
                found = queries.get_visible(viewer, row.id, on=self.today)
                assert (found is not None) == (row.id in own | comes), kind
                if row.id in own and found:
                    assert all(note.kind is NoteKind.TO_PERSON for note in found.notes), kind
            if viewer.is_signed_in:
                taken = [{str(row.pk) for row in source.rows(viewer)} for source in SOURCES]
                told = Note.objects.filter(report__in=own, kind=NoteKind.TO_PERSON.value)
                assert taken == [own, set(told.values_list("id", flat=True))], kind
        assert not queries.visible_to(NOBODY, on=self.today).exists()


def receives(viewer: Viewer, row: SelfReport, everybody: list[Viewer]) -> bool:
    """Tell whether a report of somebody else comes to a viewer: by the duty to which it went, or while nobody holds that."""
    if row.duty in viewer.duties:
        return True
    others = [each for each in everybody if each.is_signed_in and each.person_id != row.person_id]
    if any(row.duty in each.duties for each in others) or row.seen_by_id not in {None, viewer.person_id}:
        return False
    sender = next((each for each in everybody if each.person_id == row.person_id), NOBODY)
    free = [duty for duty in ORDER if duty not in sender.duties and any(duty in each.duties for each in others)]
    return viewer.is_signed_in and free[:1] in [[duty] for duty in viewer.duties]


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_report_is_there_for_two_and_for_nobody_else(school: None, steps: list[tuple[str, str, int, Duty]]) -> None:
    """After each step; and a mail went to nobody but those two."""
    with transaction.atomic():
        here = School()
        for step in (("report", "teacher", 0, Duty.HEAD), *steps):
            mailed, before = (
                set(Message.objects.values_list("id", flat=True)),
                set(SelfReport.objects.values_list("id")),
            )
            here.do(*step)
            here.look()
            new = set(Message.objects.exclude(id__in=mailed).values_list("person", flat=True))
            viewers = [here.who(kind) for kind in EVERYBODY]
            if step[0] == "report" and set(SelfReport.objects.values_list("id")) != before:
                row = SelfReport.objects.latest("sent_at")
                assert new <= {each.person_id for each in viewers if row.duty in each.duties} - {row.person_id}
            elif step[0] in {"see", "note"}:
                assert new <= set(SelfReport.objects.values_list("person", flat=True))
        transaction.set_rollback(True)
