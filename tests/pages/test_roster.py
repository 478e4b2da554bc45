"""Do the pages of an import show what would change, keep everybody else out, and change nothing by being looked at?"""

from collections.abc import Mapping
from datetime import datetime

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gatepost.kernel.clock import now
from gatepost.people import services as people
from gatepost.people.models import Person
from gatepost.people.viewer import SETUP, Viewer
from gatepost.roster import applying_job, reading_job, undoing
from gatepost.roster.models import RosterImport, RosterItem
from gatepost.roster.plan import Facts, Item, Outcome, Subject
from gatepost.roster.states import State
from gatepost.web.roster.words import change_in_words, who_in_words
from tests.pages.html import complaints
from tests.pages.table import ANONYMOUS, KINDS, OFFICE

pytestmark = pytest.mark.django_db

STAFF = (
    "Staff Code,First name,Last name,Email,Role,Date of Birth\n"
    "DO,Daniel,Osei,daniel.osei@oddenbrook.example,Deputy head,01/02/1990\n"
    "AE,Ada,Example,ada@oddenbrook.example,Teacher,\n"
    "BE,Ben,Example,not an address,,\n"
    "FM,Margaret,Lowe,margaret.lowe@oddenbrook.example,Teacher,\n"
    "XX,=cmd,Other,,,\n"
)


@pytest.fixture(autouse=True)
def waiting(noon: datetime, settings: LazySettings) -> None:
    """Let the clock stand, and the queue wait for the test to play the worker."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}


def worker() -> None:
    """Do what waits for the worker, as the head."""
    roster = RosterImport.objects.get()
    reading_job.read(roster.id, on=now().date())


def asked_by(roster: RosterImport) -> Viewer:
    """Return who asked, as the worker knows them."""
    duties = frozenset({"office"})
    return Viewer(actor=roster.actor, person_id=roster.actor, school_id=roster.school_id, duties=duties)


def sent(client: Client, text: str = STAFF, name: str = "people.csv") -> str:
    """Send a file; return the address of the page of columns."""
    response = client.post("/people/import/", {"file": SimpleUploadedFile(name, text.encode()), "kind": ""})
    assert response.status_code == 302, response.content.decode()
    return str(response["Location"])


def ready(client: Client, text: str = STAFF) -> str:
    """Return the address of an import whose dry run is there."""
    columns = sent(client, text)
    roster = RosterImport.objects.get()
    assert client.post(columns, roster.columns).status_code == 302
    worker()
    return f"/people/import/{roster.id}/"


def page(client: Client, path: str, status: int = 200) -> str:
    """Return a page that is put together well."""
    response = client.get(path)
    assert response.status_code == status, (path, response.status_code)
    text = response.content.decode()
    assert complaints(text) == []
    return text


def test_file_goes_from_upload_to_done_and_back(clients: Mapping[str, Client]) -> None:
    """Columns, dry run, who is who, confirm, done, undo: each page is well made."""
    office = clients["office"]
    columns = sent(office)
    text = page(office, columns)
    assert "Date of Birth" in text.split("not read")[1]
    roster = RosterImport.objects.get()
    office.post(columns, roster.columns)
    address = f"/people/import/{roster.id}/"
    response = office.get(address)
    assert response["Refresh"] == "2"
    assert "Being read" in response.content.decode()
    assert "Refresh" not in office.get(f"{address}?still=yes")
    worker()

    text = page(office, address)
    assert "Line 4, Email" in text
    assert "“not an address” is not an e-mail address" in text
    assert "Say who one person is" in text
    assert "Check and confirm" not in text
    for outcome in ("problem", "note", "new"):
        assert "Example" in page(office, f"{address}list/{outcome}/") or outcome != "new"
    assert "=cmd" in page(office, f"{address}list/note/")

    text = page(office, f"{address}who-is-who/")
    assert "The same person as Margaret Lowe" in text
    office.post(f"{address}who-is-who/", {"suggested": "yes"})
    worker()
    text = page(office, f"{address}list/changed/")
    assert "Class teacher, Year 4" in text
    assert "Deputy head" in text

    page(office, f"{address}confirm/")
    plan = RosterImport.objects.get().digest
    assert office.post(f"{address}confirm/", {"plan": "0" * 64}).status_code == 400
    assert not Person.objects.filter(name="Ada Example").exists()
    assert office.post(f"{address}confirm/", {"plan": plan}).status_code == 302
    applying_job.carry_out(roster.id, by=asked_by(roster), at=now())
    assert "2 new, 2 changed, 0 left" in page(office, address)
    assert Person.objects.filter(name="Ada Example").exists()
    assert "Done" in page(office, "/people/import/")

    people.open_account(person=Person.objects.get(name="Ada Example"), by=SETUP, at=now())
    text = page(office, f"{address}undo/")
    assert "<li>Ada Example</li>" in text
    office.post(f"{address}undo/")
    undoing.undo(roster.id, by=asked_by(roster), at=now())
    assert "Everything that could be put back" in page(office, address)
    assert not Person.objects.filter(name="=cmd Other").exists()


def test_leaver_is_ticked_or_stays(clients: Mapping[str, Client]) -> None:
    """And whom a duty needs cannot be ticked."""
    office = clients["office"]
    text = "Staff Code,First name,Last name,Email\nAE,Ada,Example,\nBE,Ben,Sample,\n"
    address = ready(office, text)
    office.post(f"{address}confirm/", {"plan": RosterImport.objects.get().digest})
    first = RosterImport.objects.get()
    applying_job.carry_out(first.id, by=asked_by(first), at=now())
    RosterImport.objects.filter(id=first.id).update(content=None)
    columns = sent(office, text.replace("BE,Ben,Sample,\n", ""))
    second = RosterImport.objects.exclude(id=first.id).get()
    office.post(columns, second.columns)
    reading_job.read(second.id, on=now().date())
    address = f"/people/import/{second.id}/"
    assert "0 of 1 ticked" in page(office, address)
    assert "Ben Sample" in page(office, f"{address}leavers/")
    position = RosterItem.objects.get(roster=second, outcome="left").position
    office.post(f"{address}leavers/", {"page": "1", "leaves": [str(position)]})
    assert "1 of 1 ticked" in page(office, address)
    assert "Ben Sample" in page(office, f"{address}list/left/")
    office.post(f"{address}leavers/", {"page": "1"})
    assert "0 of 1 ticked" in page(office, address)


PATHS = ("", "columns/", "list/new/", "who-is-who/", "leavers/", "confirm/", "drop/", "undo/")


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in OFFICE])
def test_nobody_but_the_office_and_the_head_sees_an_import(clients: Mapping[str, Client], kind: str) -> None:
    """Whether it is there or not."""
    address = ready(clients["office"])
    for path in PATHS:
        assert clients[kind].get(address + path).status_code == 403, path
        assert clients[kind].post(address + path).status_code in {403, 405}, path
    assert RosterImport.objects.get().state == State.READY


def test_office_of_another_school_finds_nothing(clients: Mapping[str, Client]) -> None:
    """No import, in no list, under no address."""
    address = ready(clients["office"])
    RosterImport.objects.update(school=people.open_school(name="Fernleigh", by=SETUP, at=now()))
    assert address not in clients["office"].get("/people/import/").content.decode()
    for path in PATHS:
        assert clients["office"].get(address + path).status_code == 404, path
    assert clients["office"].post(f"{address}drop/").status_code == 404


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"PK\x03\x04", "This is a spreadsheet"),
        (b"", "Choose a file|There is nothing in this file"),
        (b"Ada Example,ada@oddenbrook.example\n", "Line 1: This line should name the columns"),
        (b"Name\nA\0da\n", "Line 2: This line has characters"),
    ],
    ids=["spreadsheet", "empty", "no header", "zeros"],
)
def test_file_that_is_no_list_is_refused_at_once(clients: Mapping[str, Client], content: bytes, said: str) -> None:
    """With the line, beside the field, and nothing is kept."""
    response = clients["head"].post("/people/import/", {"file": SimpleUploadedFile("people.csv", content)})
    assert response.status_code == 400
    text = response.content.decode()
    assert complaints(text) == []
    assert any(part in text for part in said.split("|"))
    assert 'href="#file"' in text
    assert not RosterImport.objects.exists()


def test_file_that_turns_bad_later_says_so(clients: Mapping[str, Client]) -> None:
    """With its line."""
    address = ready(clients["office"], 'First name,Last name\nAda,Example\n"Ben,Sample\n')
    assert "<b>Line 3:</b>" in page(clients["office"], address)
    assert page(clients["office"], f"{address}list/new/", status=404)


def test_template_can_be_filled_in_and_sent(clients: Mapping[str, Client]) -> None:
    """Our own file is understood whole."""
    response = clients["office"].get("/people/import/template.csv")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    text = b"".join(response.streaming_content).decode()  # type: ignore[attr-defined]  # it is streamed
    address = ready(clients["office"], text)
    counts = RosterImport.objects.get().counts
    assert (counts["problem"], counts["doubt"]) == (0, 0)
    assert counts["new"] == 5
    page(clients["office"], address)


def test_import_is_given_up(clients: Mapping[str, Client]) -> None:
    """And what the file said with it."""
    address = ready(clients["office"])
    page(clients["office"], f"{address}drop/")
    assert clients["office"].post(f"{address}drop/").status_code == 302
    assert "Given up" in page(clients["office"], address)
    assert clients[ANONYMOUS].get(address).status_code == 403


def test_hats_stand_in_one_order_whatever_the_file_begins_with() -> None:
    """What somebody is, and what of it would be different."""
    titles = {"parent": "", "governor": "Chair", "staff": ""}
    item = Item(Outcome.CHANGED, Subject.PERSON, "p1", (2,), Facts("Ada"), Facts("Ada", hats=titles))
    assert who_in_words(item) == "Staff · Chair · Parent or guardian"
    assert [change_in_words(one).what for one in item.changes] == ["Staff", "Governor", "Parent or guardian"]
