"""Does a document come in only for those who may draft, belong to whoever brought it, and leave nothing behind?"""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

import pytest

from gatepost.agreements.importing import housekeeping, services
from gatepost.agreements.importing.models import DocumentImport
from gatepost.agreements.importing.queries import get_visible, list_visible
from gatepost.agreements.importing.states import State
from gatepost.agreements.importing.tasks import read_document
from gatepost.agreements.models import SchoolEdition
from gatepost.audit.models import AuditEntry
from gatepost.kernel.errors import Refused
from gatepost.mail.worker import TaskWorker
from gatepost.people.models import Person, School
from gatepost.people.viewer import NOBODY, Viewer
from tests.unit.documents import labelled

TEXT = labelled.text_of(labelled.source("pennywell"))

pytestmark = pytest.mark.django_db


def at_a_school(name: str, **duties: str) -> dict[str, Viewer]:
    """A school with a person for each word, who has that duty."""
    school = School.objects.create(name=name)
    return {
        word: Viewer(
            actor=person.id, person_id=person.id, school_id=school.id, duties=frozenset({duty}) if duty else frozenset()
        )
        for word, duty in duties.items()
        for person in [Person.objects.create(school=school, name=word)]
    }


@pytest.fixture
def people(db: None) -> dict[str, Viewer]:
    """A head, a chair, a clerk, an office and a teacher of one school."""
    return at_a_school("Quayle", head="head", chair="chair", clerk="clerk", office="office", teacher="")


def begun(by: Viewer, at: datetime, *, data: bytes = TEXT, name: str = "policy.txt") -> DocumentImport:
    """A document that was brought in, not read yet."""
    row = services.start_import(school=by.school_id, name=name, data=data, by=by, at=at)
    row.refresh_from_db()
    return row


def read(by: Viewer, at: datetime, **given: object) -> DocumentImport:
    """A document that was brought in and read."""
    row = begun(by, at, **given)  # type: ignore[arg-type]  # passed on as it comes
    read_document.func(row.id)
    row.refresh_from_db()
    return row


@pytest.mark.parametrize("who", ["office", "teacher"])
def test_document_of_somebody_who_may_not_draft_is_refused(people: dict[str, Viewer], noon: datetime, who: str) -> None:
    """And nobody's, and one for another school."""
    for by in (people[who], NOBODY):
        with pytest.raises(Refused) as refused:
            services.start_import(school=people["head"].school_id, name="x.txt", data=TEXT, by=by, at=noon)
        assert refused.value.code == "not-a-drafter"
    other = at_a_school("Elsewhere", head="head")["head"]
    with pytest.raises(Refused):
        services.start_import(school=people["head"].school_id, name="x.txt", data=TEXT, by=other, at=noon)
    assert not DocumentImport.objects.exists()


def test_document_that_is_none_is_refused_at_once(people: dict[str, Viewer], noon: datetime) -> None:
    """Nothing is stored of it."""
    for name, data, code in (("x.docm", b"PK", "macros"), ("x.txt", b"", "empty"), ("x.exe", b"MZ", "unknown-kind")):
        with pytest.raises(Refused) as refused:
            begun(people["head"], noon, name=name, data=data)
        assert refused.value.code == code
    assert not DocumentImport.objects.exists()


def test_sixth_document_at_once_is_refused(people: dict[str, Viewer], noon: datetime) -> None:
    """Somebody else's do not count."""
    for _ in range(services.MOST_AT_ONCE):
        begun(people["head"], noon)
    with pytest.raises(Refused) as refused:
        begun(people["head"], noon)
    assert refused.value.code == "too-many-imports"
    begun(people["chair"], noon)


def test_read_document_is_proposed_and_its_file_is_gone(people: dict[str, Viewer], noon: datetime) -> None:
    """The record has ids and codes, no words."""
    row = read(people["clerk"], noon)
    assert (row.state, row.document) == (State.READY, None)
    seen = get_visible(people["clerk"], row.id, at=noon)
    assert seen
    assert seen.proposal.matches
    entries = AuditEntry.objects.filter(subject=row.id)
    assert [entry.action for entry in entries] == ["import.started"]
    assert "policy.txt" not in str([entry.data for entry in entries])


def test_hostile_document_is_refused_and_nothing_of_it_is_kept(people: dict[str, Viewer], noon: datetime) -> None:
    """But for the reason."""
    row = read(people["head"], noon, name="x.docx", data=b"PK\x03\x04 and nonsense")
    assert (row.state, row.refusal, row.document, row.proposal) == (State.REFUSED, "damaged", None, "")


def test_reading_twice_is_reading_once(people: dict[str, Viewer], noon: datetime) -> None:
    """A task may run again; and one whose document was deleted has nothing to do."""
    row = read(people["head"], noon)
    services.decide(
        import_id=row.id, chosen={next(iter(seen_places(people["head"], row, noon))): ()}, by=people["head"], at=noon
    )
    read_document.func(row.id)
    kept = get_visible(people["head"], row.id, at=noon)
    assert kept
    assert kept.chosen
    services.discard(import_id=row.id, by=people["head"], at=noon)
    read_document.func(row.id)


def seen_places(by: Viewer, row: DocumentImport, at: datetime) -> list[int]:
    """The places of the sentences."""
    seen = get_visible(by, row.id, at=at)
    assert seen
    return list(seen.proposal.matches)


def test_document_is_its_owner_s_alone(people: dict[str, Viewer], noon: datetime) -> None:
    """Not the chair's, not another school's, not its owner's in another school, not after a week."""
    head = people["head"]
    row = read(head, noon)
    elsewhere = at_a_school("Elsewhere", head="head")["head"]
    moved = Viewer(actor=head.actor, person_id=head.person_id, school_id=elsewhere.school_id, duties=head.duties)
    demoted = Viewer(actor=head.actor, person_id=head.person_id, school_id=head.school_id)
    for stranger in (people["chair"], elsewhere, moved, demoted, NOBODY):
        assert get_visible(stranger, row.id, at=noon) is None
        assert list_visible(stranger, at=noon) == ()
        writes: list[Callable[[], object]] = [
            partial(services.discard, import_id=row.id, by=stranger, at=noon),
            partial(services.make_draft, import_id=row.id, label="x", by=stranger, at=noon),
            partial(services.decide, import_id=row.id, chosen={}, by=stranger, at=noon),
        ]
        for write in writes:
            with pytest.raises(Refused):
                write()
    assert get_visible(head, row.id, at=noon + services.KEPT_FOR) is None
    assert get_visible(head, row.id, at=noon + services.KEPT_FOR - timedelta(seconds=1))


def test_draft_has_the_rules_of_what_was_confirmed_and_no_other(people: dict[str, Viewer], noon: datetime) -> None:
    """And the document is forgotten."""
    head = people["head"]
    row = read(head, noon)
    seen = get_visible(head, row.id, at=noon)
    assert seen
    place = seen.proposal.matched["conduct.3"][0]
    services.decide(import_id=row.id, chosen={place: ("conduct.3",)}, by=head, at=noon)
    edition = services.make_draft(import_id=row.id, label="Draft of July 2026", by=head, at=noon)
    assert not DocumentImport.objects.exists()
    kept = SchoolEdition.objects.get(id=edition.id)
    assert (kept.state, kept.source, kept.label) == ("draft", "imported", "Draft of July 2026")
    assert [entry.action for entry in AuditEntry.objects.filter(subject=row.id)] == [
        "import.started",
        "import.decided",
        "import.drafted",
    ]


def test_draft_of_which_nothing_is_confirmed_is_refused_and_kept(people: dict[str, Viewer], noon: datetime) -> None:
    """It would decide nothing."""
    row = read(people["head"], noon)
    with pytest.raises(Refused) as refused:
        services.make_draft(import_id=row.id, label="x", by=people["head"], at=noon)
    assert refused.value.code == "last-rule"
    assert DocumentImport.objects.exists()
    assert not SchoolEdition.objects.exists()


def test_decision_about_what_is_not_in_the_document_is_refused(people: dict[str, Viewer], noon: datetime) -> None:
    """Nor to a clause that there is not; nor before it was read."""
    row = read(people["head"], noon)
    for chosen in ({99_999: ()}, {seen_places(people["head"], row, noon)[0]: ("conduct.99",)}):
        with pytest.raises(Refused):
            services.decide(import_id=row.id, chosen=chosen, by=people["head"], at=noon)
    unread = begun(people["head"], noon)
    DocumentImport.objects.filter(id=unread.id).update(state=State.WAITING, document=TEXT, proposal="")
    with pytest.raises(Refused) as refused:
        services.make_draft(import_id=unread.id, label="x", by=people["head"], at=noon)
    assert refused.value.code == "not-ready"


@pytest.mark.django_db(transaction=True)
def test_worker_reads_what_was_brought_in(people: dict[str, Viewer], noon: datetime) -> None:
    """The task and the document that asked for it are one transaction; the worker finds both."""
    row = begun(people["head"], noon)
    assert row.state == State.WAITING
    TaskWorker().run_all()
    row.refresh_from_db()
    assert (row.state, row.document) == (State.READY, None)


def test_expired_documents_are_removed(people: dict[str, Viewer], noon: datetime) -> None:
    """A week later, whether anybody looks or not."""
    read(people["head"], noon)
    housekeeping.tidy_up(at=noon + services.KEPT_FOR)
    assert not DocumentImport.objects.exists()
