"""Can those who may draft change a draft in plain forms, and nobody else even see it?"""

import io
import zipfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from gatepost.agreements.content import read
from gatepost.agreements.models import SchoolEdition
from gatepost.agreements.queries import get_visible
from gatepost.agreements.services import start_draft
from gatepost.audit.models import AuditEntry
from gatepost.kernel.clock import now
from gatepost.people import services as people
from gatepost.people.states import Duty, Hat
from gatepost.people.viewer import SETUP, Viewer
from gatepost.policy import Edition, default_files, default_pack, failing_scenarios, load_files, load_pack
from tests.pages.forms import Sent, sent
from tests.pages.samples import HEAD, address, viewer
from tests.pages.table import DRAFTERS, KINDS

Clients = Mapping[str, Client]
PHONES = "conduct.phones-breaks"


def draft() -> SchoolEdition:
    """The draft of the invented school."""
    return SchoolEdition.objects.get(id=address("{draft}"))


def policy() -> Edition:
    """What the draft would be, of which every worked question holds."""
    edition = load_files(read(draft().content))
    assert failing_scenarios(edition) == ()
    return edition


def url(tail: str = "") -> str:
    """An address of that draft."""
    return address("/policy/drafts/{draft}/") + tail


def opened(client: Client, tail: str) -> Sent:
    """What a browser would send of a form that nobody touched."""
    return sent(client.get(url(tail)).content.decode())


def test_form_that_nobody_touched_changes_nothing(clients: Clients) -> None:
    """Each of them: what stands in the fields is what the draft says, and saving it again leaves no trace."""
    head, before = clients["head"], draft()
    entries = AuditEntry.objects.count()
    for tail in (
        "about/",
        "hours/",
        "sections/1/",
        f"places/{PHONES}/",
        "permissions/photo-pass/",
        *(f"clauses/{clause}/" for clause in default_pack().clauses),
    ):
        response = head.post(url(tail), opened(head, tail))
        assert (tail, response.status_code) == (tail, 302)
    assert draft().content == before.content
    assert AuditEntry.objects.count() == entries


def test_reworded_clause_is_kept_and_what_is_in_force_stands_beside_it(clients: Clients) -> None:
    """And the record says that the draft changed, without any of its words."""
    head = clients["head"]
    data = {**opened(head, "clauses/conduct.4/"), "wording": "Secrets stay secret.\r\n\r\n- all\r\n- of them"}
    assert head.post(url("clauses/conduct.4/"), data).status_code == 302
    assert policy().clauses["conduct.4"].wording == "Secrets stay secret.\n\n- all\n- of them"
    page = head.get(url("clauses/conduct.4/")).content.decode()
    assert "is not disclosed" in page
    assert "Secrets stay secret." in page
    entry = AuditEntry.objects.order_by("-sequence")[0]
    assert entry.action == "edition.save"
    assert "Secrets" not in str(entry.data)


def test_clause_switched_off_and_on_comes_back_as_it_was(clients: Clients) -> None:
    """Its rules follow, and what stands on it."""
    head, before = clients["head"], draft().sha256
    switch = url("clauses/parents.photo-pass/switch/")
    assert head.post(switch, {"seen": draft().sha256}).status_code == 302
    assert "parents.photo-pass" not in policy().clauses
    assert "photo-pass" not in policy().grants
    assert "Switch on" in head.get(url()).content.decode()
    assert head.post(switch, {"seen": draft().sha256}).status_code == 302
    assert draft().sha256 == before


def test_places_and_givers_are_set_and_what_to_look_at_is_said(clients: Clients) -> None:
    """The words of the clause still say something else, so a person is told."""
    head = clients["head"]
    places = {**opened(head, f"places/{PHONES}/"), "places": ["staff-room", "hall"]}
    assert head.post(url(f"places/{PHONES}/"), places).status_code == 302
    giver = {**opened(head, "permissions/photo-pass/"), "decided_by": ["head"], "at_most": "one term"}
    assert head.post(url("permissions/photo-pass/"), giver).status_code == 302
    assert policy().grants["photo-pass"].decided_by == ("head",)
    page = head.get(url("check/")).content.decode()
    assert "The rules allow it in the staff room and the hall." in page
    assert "is given by the head teacher." in page
    assert "May I use my phone in the hall while the children eat?" in page


def test_hours_and_places_of_the_school_are_kept(clients: Clients) -> None:
    """The school's own names for its places, and when its breaks are."""
    head = clients["head"]
    hours = {"working-from": "08:30", "working-to": "15:45", "break-1-from": "10:30", "break-1-to": "10:50"}
    data = {**opened(head, "hours/"), **hours, "area-1": "Rainbow Room", "area-1-is": "staff-room"}
    assert head.post(url("hours/"), data).status_code == 302
    assert [area.name for area in policy().site.areas] == ["Rainbow Room"]
    assert policy().site.when("10:40") == "break"


def test_clause_of_the_school_is_added_for_a_person_to_judge(clients: Clients) -> None:
    """With words, whom it binds, and an id of its own."""
    head = clients["head"]
    typed = {"title": "Smart watches", "wording": "A watch is a phone.", "plain": "A watch counts.", "binds": ["staff"]}
    assert head.post(url("add/"), {**opened(head, "add/"), **typed, "section": "2"}).status_code == 302
    added = policy().clauses["school.2"]
    assert (added.title, added.section, added.binds) == ("Smart watches", "Staff, governors and volunteers", ("staff",))
    assert added.judged


WRONG: dict[str, tuple[str, Sent, str]] = {
    "blank title": ("clauses/conduct.4/", {"title": " "}, "title"),
    "blank wording": ("clauses/conduct.4/", {"wording": ""}, "wording"),
    "endless wording": ("clauses/conduct.4/", {"wording": "word " * 5_000}, "wording"),
    "control character": ("clauses/conduct.4/", {"plain": "a\x07b"}, "plain"),
    "no place": (f"places/{PHONES}/", {"places": []}, "places"),
    "made-up place": (f"places/{PHONES}/", {"places": ["attic"]}, "places"),
    "nobody gives it": ("permissions/photo-pass/", {"decided_by": []}, "decided_by"),
    "no edition": ("about/", {"label": ""}, "label"),
    "half an hour": ("hours/", {"working-from": "08:30"}, "working-to"),
    "a day backwards": ("hours/", {"working-from": "15:30", "working-to": "08:30"}, ""),
    "place of no kind": ("hours/", {"area-1": "Nest"}, "area-1-is"),
    "no section": ("add/", {"section": "x", "title": "T", "wording": "W", "plain": "P"}, "section"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_cannot_be_comes_back_with_what_was_typed(clients: Clients, name: str) -> None:
    """A summary on top that leads to the field, the sentence beside it, and nothing saved."""
    tail, typed, field = WRONG[name]
    head, before = clients["head"], draft().sha256
    response = head.post(url(tail), {**opened(head, tail), "number": "As typed", **typed})
    page = response.content.decode()
    assert response.status_code == 400
    assert "There is a problem" in page
    if field:
        assert f'href="#{field}"' in page
        assert f'id="{field}-error"' in page
    if tail.startswith("clauses"):
        assert 'value="As typed"' in page
    assert draft().sha256 == before


def test_second_of_two_who_edit_is_told_what_changed_and_keeps_what_was_typed(clients: Clients) -> None:
    """The head was quicker with the title; the chair's wording is not lost, and the next press saves it."""
    head, chair, tail = clients["head"], clients["chair"], "clauses/conduct.4/"
    of_head, of_chair = opened(head, tail), opened(chair, tail)
    head.post(url(tail), {**of_head, "title": "Secrets and locks"})
    typed = {**of_chair, "wording": "Nothing secret leaves the school."}
    response = chair.post(url(tail), typed)
    page = response.content.decode()
    assert response.status_code == 409
    assert "Somebody else changed this draft" in page
    assert "Secrets and locks" in page
    assert "Nothing secret leaves the school." in page
    assert policy().clauses["conduct.4"].wording != "Nothing secret leaves the school."
    assert chair.post(url(tail), {**sent(page)}).status_code == 302
    assert policy().clauses["conduct.4"].wording == "Nothing secret leaves the school."


def test_second_of_two_who_edit_different_pages_loses_nothing(clients: Clients) -> None:
    """Something else changed: told so, and both changes stay."""
    head, chair = clients["head"], clients["chair"]
    of_chair = {**opened(chair, "clauses/conduct.4/"), "title": "Secrets"}
    head.post(url("clauses/conduct.3/"), {**opened(head, "clauses/conduct.3/"), "title": "The law"})
    response = chair.post(url("clauses/conduct.4/"), of_chair)
    assert response.status_code == 409
    assert "Nothing on this page is different" in response.content.decode()
    assert chair.post(url("clauses/conduct.4/"), sent(response.content.decode())).status_code == 302
    assert [policy().clauses[name].title for name in ("conduct.3", "conduct.4")] == ["The law", "Secrets"]


def test_stale_switch_changes_nothing(clients: Clients) -> None:
    """Whoever pressed it saw another draft."""
    response = clients["head"].post(url("clauses/conduct.4/switch/"), {"seen": "0" * 64})
    assert response.status_code == 409
    assert "conduct.4" in policy().clauses


def test_impact_says_which_answers_change_for_whom_and_who_signs_again(clients: Clients) -> None:
    """With an example in words, both answers, and how many people."""
    head = clients["head"]
    head.post(url(f"places/{PHONES}/"), {**opened(head, f"places/{PHONES}/"), "places": ["staff-room", "hall"]})
    page = head.get(url("impact/")).content.decode()
    assert "Staff, governors and volunteers would like to use a mobile phone" in page
    assert "at break or lunchtime, in the hall" in page
    assert "Staff: 8 people" in page
    assert "Parents" not in page.partition("Answers that change")[0].partition("Whose signature")[2]


def test_proposing_ends_the_draft(clients: Clients) -> None:
    """Its words stay as they are from here on: the forms are gone."""
    head, chair = clients["head"], clients["chair"]
    seen, there = draft().sha256, url()
    assert head.post(there + "propose/", {"seen": "0" * 64}).status_code == 409
    assert head.post(there + "propose/", {"seen": seen}).status_code == 302
    assert "Proposed to the governing body" in head.get("/policy/drafts/?proposed=1").content.decode()
    for client in (head, chair):
        assert client.get(there).status_code == 404
        assert client.post(there + "clauses/conduct.4/", {"title": "x"}).status_code == 404


def test_draft_begins_as_the_policy_that_counts(clients: Clients) -> None:
    """The edition in force; approval and signature are not carried over."""
    response = clients["head"].post("/policy/drafts/")
    begun = load_files(read(SchoolEdition.objects.get(id=response.headers["Location"].split("/")[3]).content))
    assert list(begun.clauses) == list(default_pack().clauses)
    assert (begun.approved, begun.signed_by) == ("", "")


def test_draft_of_another_school_is_not_there(clients: Clients) -> None:
    """No page of it, no export, and it is in no list."""
    other = people.open_school(name="Marshgate Infants", by=SETUP, at=now())
    stranger = people.add_person(school=other, name="Iris Marsh", email="iris@marshgate.example", by=SETUP, at=now())
    people.give_hat(person=stranger, hat=Hat.STAFF, since=date(2020, 1, 1), by=SETUP, at=now())
    people.give_duty(person=stranger, duty=Duty.HEAD, since=date(2020, 1, 1), by=SETUP, at=now())
    of_other = Viewer(
        actor=stranger.id,
        person_id=stranger.id,
        school_id=other.id,
        hats=frozenset({"staff"}),
        duties=frozenset({"head"}),
    )
    theirs = start_draft(school=other.id, files=default_files(), by=of_other, at=now())
    assert get_visible(viewer(HEAD), theirs.id, on=now().date()) is None
    head = clients["head"]
    for tail in ("", "about/", "clauses/conduct.1/", "check/", "impact/"):
        assert head.get(f"/policy/drafts/{theirs.id}/{tail}").status_code == 404
    for form in ("pdf", "docx", "pack"):
        assert head.get(f"/policy/editions/{theirs.id}/export/{form}/").status_code == 404
    assert theirs.id not in head.get("/policy/drafts/").content.decode()


def test_export_is_for_whoever_may_see_the_edition(clients: Clients, tmp_path: Path) -> None:
    """The pack loads again to the same hash; a draft is not even there for others; no other form is known."""
    head = clients["head"]
    answers = {
        form: head.get(address(f"/policy/editions/{{draft}}/export/{form}/")) for form in ("pdf", "docx", "pack")
    }
    assert answers["pdf"].content.startswith(b"%PDF")
    assert answers["docx"].content.startswith(b"PK")
    assert all("attachment" in answer.headers["Content-Disposition"] for answer in answers.values())
    with zipfile.ZipFile(io.BytesIO(answers["pack"].content)) as archive:
        archive.extractall(tmp_path)
    assert load_pack(tmp_path / "policy").sha256 == draft().sha256
    assert head.get(address("/policy/editions/{draft}/export/odt/")).status_code == 404
    for kind in set(KINDS) - set(DRAFTERS):
        assert clients[kind].get(address("/policy/editions/{draft}/export/pdf/")).status_code == 404


def test_what_somebody_wrote_is_never_markup(clients: Clients) -> None:
    """In the forms, the list, the check and the comparison."""
    head, words, there = clients["head"], "<script>alert(1)</script>", url()
    for tail, name in (("clauses/conduct.4/", "wording"), ("sections/1/", "title"), ("about/", "label")):
        assert head.post(there + tail, {**opened(head, tail), name: words}).status_code == 302
    for tail in ("", "clauses/conduct.4/", "about/", "sections/1/", "check/", "impact/"):
        assert "<script>alert" not in head.get(there + tail).content.decode()


def test_clause_moves_and_sections_are_added(clients: Clients) -> None:
    """Order and sections are the school's; the words beside worked questions stay."""
    head = clients["head"]
    section = str(len(policy().sections))
    typed = {"title": "At the gate", "intro": ""}
    assert head.post(url(f"sections/{section}/"), {**opened(head, f"sections/{section}/"), **typed}).status_code == 302
    tail = "clauses/parents.phones/"
    assert head.post(url(tail), {**opened(head, tail), "place": f"{section}:"}).status_code == 302
    assert policy().clauses["parents.phones"].section == "At the gate"
    assert head.post(url(tail), {**opened(head, tail), "place": "3:parents.photo-pass"}).status_code == 302
    order = [clause.id for clause in policy().sections[3].clauses]
    assert order[:2] == ["parents.phones", "parents.photo-pass"]
    assert head.post(url(tail), {**opened(head, tail), "place": "99:"}).status_code == 400


def test_impact_of_an_adopted_edition_is_for_everybody_who_is_signed_in_without_counts(clients: Clients) -> None:
    """A parent may see what changes for whom; how many people that is, only who may know of everybody."""
    in_force = SchoolEdition.objects.get(in_force_from__isnull=False)
    there = f"/policy/editions/{in_force.id}/impact/"
    assert clients["anonymous"].get(there).status_code == 404
    assert clients["parent"].get(there).status_code == 200
    proposal = SchoolEdition.objects.get(state="proposed")
    there = f"/policy/editions/{proposal.id}/impact/"
    assert clients["parent"].get(there).status_code == 404
    assert clients["governor"].get(there).status_code == 200
    assert (
        "people"
        not in clients["governor"].get(there).content.decode().partition("signature")[2].partition("Answers")[0]
    )
    assert "Staff: 8 people" in clients["head"].get(there).content.decode()
