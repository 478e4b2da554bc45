"""Is somebody's own page theirs alone: what binds them, their children, their family in private, their data as a file?"""

import json
import re
from collections.abc import Mapping
from datetime import date
from html import unescape
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.test import Client

from gatepost.demo.policies import IN_FORCE_ID, PROPOSED_ID
from gatepost.demo.school import PEOPLE
from gatepost.grants.adjustments import record_adjustment
from gatepost.kernel.clock import now
from gatepost.people import services
from gatepost.people.models import FamilyDeclaration, Guardianship, Person, School
from gatepost.people.states import Lent
from gatepost.people.viewer import SETUP
from tests.pages.html import complaints
from tests.pages.table import ANONYMOUS

SINCE = date(2025, 9, 1)
CLASS, CHILD = "7Quince", "Ada Quillfeather"


def person(kind: str) -> Person:
    """Return one of the invented people."""
    name = next(invented.name for invented in PEOPLE if invented.kind == kind)
    return Person.objects.get(name=name)


@pytest.fixture
def child(clients: Mapping[str, Client]) -> Guardianship:
    """A child of two parents who need not know of each other; the link of the first."""
    ada = services.add_pupil(school=School.objects.get(), name=CHILD, class_name=CLASS, since=SINCE, by=SETUP, at=now())
    links = [
        services.link_guardian(person=person(kind), pupil=ada, relationship=how, since=SINCE, by=SETUP, at=now())
        for kind, how in (("parent", "father"), ("parent-staff", "mother"))
    ]
    return links[0]


def page_of(client: Client, path: str = "/me/") -> str:
    """Return a page, without the token that changes with each."""
    text = client.get(path).content.decode()
    assert complaints(text) == []
    parts = text.split('name="csrfmiddlewaretoken" value="')
    return parts[0] + "".join(part.split('"', 1)[1] for part in parts[1:])


def test_nobody_is_sent_to_sign_in(clients: Mapping[str, Client]) -> None:
    """And sees nothing."""
    response = clients["anonymous"].get("/me/")
    assert (response.status_code, response.headers["Location"]) == (302, "/sign-in/?next=/me/")


@pytest.mark.parametrize("kind", [person.kind for person in PEOPLE])
def test_page_says_what_binds_and_answers_for_exactly_those_hats(clients: Mapping[str, Client], kind: str) -> None:
    """And the masthead leads there."""
    text = page_of(clients[kind])
    invented = next(invented for invented in PEOPLE if invented.kind == kind)
    assert f"<h1>{invented.name}</h1>" in text
    assert "since 1 September 2023" in text or "since" in text
    assert 'href="/me/"' in clients[kind].get("/").content.decode().split("</header>")[0]
    hats = [f"hat={worn.hat.value}" for worn in invented.hats]
    asked = [part.split('"')[0] for part in text.split('href="/ask/?')[1:]]
    assert asked
    for address in asked:
        assert sorted(part for part in address.split("&amp;") if part.startswith("hat=")) == sorted(hats)


@pytest.mark.parametrize("kind", [person.kind for person in PEOPLE])
def test_answer_that_is_followed_says_the_same_word(clients: Mapping[str, Client], kind: str) -> None:
    """And asks nothing first."""
    rows = re.findall(r'<a href="(/ask/[^"]*)">.*?<span class="said"><svg.*?</svg>(.*?)</span>', page_of(clients[kind]))
    assert rows
    for address, word in rows:
        answer = page_of(clients[kind], unescape(address))
        assert re.search(r'<h2 id="verdict">(.*?)</h2>', answer), address
        assert f'<h2 id="verdict">{word}</h2>' in answer


def test_parent_sees_the_name_of_their_child_and_nothing_of_the_other_parent(
    clients: Mapping[str, Client], child: Guardianship
) -> None:
    """Nor is there a child for whoever has none."""
    text = page_of(clients["parent"])
    assert CHILD in text
    other = person("parent-staff")
    assert not [word for word in (other.name, other.email, other.id, child.pupil_id) if word in text]
    assert CHILD not in page_of(clients["teacher"])
    services.unlink_guardian(link=child, until=SINCE, by=SETUP, at=now())
    assert CHILD not in page_of(clients["parent"])


def test_page_and_file_are_the_same_to_the_letter_whether_or_not_something_must_not_be_told(
    clients: Mapping[str, Client], child: Guardianship
) -> None:
    """And hold nothing that must not be told in either case: no class, no year, not whether the child is still here."""
    paths = ("/", "/me/", "/me/data/")
    before = [page_of(clients["parent"], path) for path in paths]
    services.restrict_contact(link=child, reason="An order.", since=SINCE, by=SETUP, at=now())
    assert [page_of(clients["parent"], path) for path in paths] == before
    services.pupil_leaves(pupil=child.pupil, until=SINCE, by=SETUP, at=now())
    assert [page_of(clients["parent"], path) for path in paths] == before
    assert CLASS not in "".join(before)
    assert CLASS not in "".join(unpacked(clients["parent"]).values())


def test_what_is_lent_and_what_is_allowed_stand_on_ones_own_page_only(clients: Mapping[str, Client]) -> None:
    """The head's record of a need is for the head and for whom it is."""
    services.lend(person=person("teacher"), acts_for=Lent.HEAD, since=SINCE, by=SETUP, at=now())
    record_adjustment(person=person("teacher"), what="An insulin pump app.", since=SINCE, by=SETUP, at=now())
    text = page_of(clients["teacher"])
    assert "For whom you act today" in text
    assert "An insulin pump app." in text
    for kind, client in clients.items():
        if kind not in {"teacher", "anonymous"}:
            assert "insulin" not in page_of(client)


def test_teacher_declares_family_and_takes_it_back(clients: Mapping[str, Client], child: Guardianship) -> None:
    """By the whole name; whoever else looks at their own page sees nothing of it."""
    typed = {"name": CHILD, "relationship": "my goddaughter", "class_name": ""}
    assert clients["teacher"].post("/me/family/", typed).status_code == 302
    assert "my goddaughter" in page_of(clients["teacher"], "/me/family/")
    assert "my goddaughter" in page_of(clients["teacher"])
    for kind in ("office", "head", "volunteer"):
        assert CHILD not in page_of(clients[kind], "/me/family/")
    made = FamilyDeclaration.objects.get()
    address = f"/me/family/{made.id}/withdraw/"
    assert CHILD in page_of(clients["teacher"], address)
    for kind in ("office", "head", "volunteer"):
        assert clients[kind].get(address).status_code == 404
        assert clients[kind].post(address).status_code == 404
    assert clients["teacher"].post(address).status_code == 302
    assert CHILD not in page_of(clients["teacher"], "/me/family/")
    assert clients["teacher"].get(address).status_code == 404


@pytest.mark.parametrize(
    ("typed", "field"),
    [({"name": "No Such Child", "relationship": "niece"}, "name"), ({"name": CHILD}, "relationship"), ({}, "name")],
)
def test_mistake_is_told_beside_the_field_and_what_was_typed_is_kept(
    clients: Mapping[str, Client], child: Guardianship, typed: dict[str, str], field: str
) -> None:
    """With a link from the summary."""
    response = clients["teacher"].post("/me/family/", typed)
    text = response.content.decode()
    assert response.status_code == 400
    assert complaints(text) == []
    assert f'<a href="#{field}">' in text
    assert f'id="{field}-error"' in text
    for value in typed.values():
        assert f'value="{value}"' in text


def test_what_waits_for_the_governing_body_waits_on_the_chairs_page_only(clients: Mapping[str, Client]) -> None:
    """A proposal leads to where it is read, from where its approval is recorded; a blank signature to where it is given."""
    waiting = {
        kind for kind, client in clients.items() if kind != ANONYMOUS and "waits to be approved" in page_of(client)
    }
    assert waiting == {"chair"}
    text = page_of(clients["chair"])
    assert f'"/policy/editions/{PROPOSED_ID}/"' in text
    assert f"/policy/editions/{IN_FORCE_ID}/sign/" in text


def unpacked(client: Client) -> dict[str, str]:
    """Return the files of a download."""
    response = client.post("/me/data/")
    assert response.headers["Content-Type"] == "application/zip"
    assert "no-store" in response.headers["Cache-Control"]
    with ZipFile(BytesIO(response.content)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_file_holds_a_page_and_the_same_for_programs(clients: Mapping[str, Client], child: Guardianship) -> None:
    """Both say the same; the page is put together well."""
    files = unpacked(clients["parent"])
    assert set(files) == {"my-data.html", "my-data.json"}
    assert complaints(files["my-data.html"]) == []
    parts = json.loads(files["my-data.json"])["parts"]
    assert CHILD in {each["pupil"] for each in parts["Guardianship"]}
    assert parts["Person"][0]["email"] == person("parent").email
    for word in (CHILD, person("parent").email, "father"):
        assert word in files["my-data.html"]
