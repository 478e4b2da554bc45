"""Who can sign in by choosing, what do they see first, and where is the page not there?"""

from collections.abc import Mapping

import pytest
from django.conf import LazySettings
from django.test import Client

from gatepost.demo.school import PEOPLE
from gatepost.kernel.clock import now
from gatepost.people import queries, services
from gatepost.people.models import Account, Person, School
from gatepost.people.viewer import SETUP

OPEN = "This policy has not been signed"


def choose(client: Client, name: str) -> str:
    """Sign in as somebody and return the page that follows."""
    person = Person.objects.get(name=name)
    return client.post("/sign-in/", {"person": person.id}, follow=True).content.decode()


def test_sign_in_page_lists_every_invented_person(client: Client, school: None) -> None:
    """By name, with what they are."""
    text = client.get("/sign-in/").content.decode()
    for person in PEOPLE:
        assert person.name in text
    assert "Designated safeguarding lead" in text


def test_sign_in_gives_a_session_of_its_own(client: Client, school: None) -> None:
    """A key that was planted before is worth nothing afterwards, and out is out."""
    session = client.session
    session["planted"] = "yes"
    session.save()
    before = session.session_key
    assert "Tomasz Zielinski" in choose(client, "Tomasz Zielinski")
    assert client.session.session_key != before
    client.post("/sign-out/")
    assert "Tomasz Zielinski" not in client.get("/").content.decode()


def test_changing_person_takes_nothing_along(client: Client, school: None) -> None:
    """The session of the one before is emptied."""
    choose(client, "Ruth Adeyemi")
    session = client.session
    session["left"] = "behind"
    session.save()
    choose(client, "Tomasz Zielinski")
    assert "left" not in client.session


@pytest.mark.parametrize("sent", [{}, {"person": ""}, {"person": "nobody"}, {"person": "x" * 3000}, {"person": "\x00"}])
def test_unknown_choice_is_told_in_an_error_summary(client: Client, school: None, sent: dict[str, str]) -> None:
    """With a link to the list, and nobody signed in."""
    response = client.post("/sign-in/", sent)
    text = response.content.decode()
    assert response.status_code == 400
    assert "There is a problem" in text
    assert '<a href="#people">Choose who you are.</a>' in text
    assert "_auth_user_id" not in client.session


def test_nobody_can_be_chosen_without_the_demo_settings(client: Client, school: None, settings: LazySettings) -> None:
    """Nor is anybody listed."""
    settings.DEMO = False
    head = Person.objects.get(name="Ruth Adeyemi")
    text = client.get("/sign-in/").content.decode()
    assert "Ruth Adeyemi" not in text
    assert "Send me a code" in text
    assert client.post("/sign-in/", {"person": head.id}).status_code == 400
    assert "_auth_user_id" not in client.session


def test_person_of_a_real_school_cannot_be_chosen_even_in_a_demo(client: Client, db: None) -> None:
    """A wrong setting alone opens nobody's account."""
    real = services.open_school(name="A real school", by=SETUP, at=now())
    person = services.add_person(school=real, name="Somebody", email="somebody@real.example", by=SETUP, at=now())
    services.open_account(person=person, by=SETUP, at=now())
    assert "Somebody" not in client.get("/sign-in/").content.decode()
    assert client.post("/sign-in/", {"person": person.id}).status_code == 400


def test_closed_account_loses_access_with_the_next_click(client: Client, school: None) -> None:
    """Leavers lose access that moment."""
    choose(client, "Daniel Osei")
    account = Account.objects.get(persons__name="Daniel Osei")
    services.close_account(person=account.persons.get(), by=SETUP, at=now())
    assert "Daniel Osei" not in client.get("/").content.decode()
    assert queries.get_invented_account(account.persons.get().id) is None


def test_only_those_who_answer_for_the_policy_are_handed_what_is_open(clients: Mapping[str, Client]) -> None:
    """The head and the governors; nobody else, signed in or not."""
    handed = {kind for kind, client in clients.items() if OPEN in client.get("/").content.decode()}
    assert handed == {"head", "deputy", "chair", "vice-chair", "clerk", "governor"}


def test_head_sees_the_blank_signature_before_anything_else(clients: Mapping[str, Client]) -> None:
    """Then the three contradictions, then the readings, then the rest."""
    text = clients["head"].get("/").content.decode()
    order = [OPEN, "contradicts itself in 3 places", "4 sentences can be read", 'class="asking"']
    places = [text.index(words) for words in order]
    assert places == sorted(places)


def test_one_person_with_two_hats_is_shown_both(clients: Mapping[str, Client]) -> None:
    """One sign-in."""
    text = clients["parent-staff"].get("/").content.decode()
    assert "Parent or guardian" in text
    assert "Teaching assistant, Year 1" in text


def test_masthead_names_the_school_and_links_only_pages_that_exist(clients: Mapping[str, Client]) -> None:
    """For everybody, on every link of the first page."""
    for client in clients.values():
        text = client.get("/").content.decode()
        assert School.objects.get().name in text.split("</header>")[0]
        links = {part.split('"')[0].split("#")[0] for part in text.split('href="/')[1:]}
        for link in links - {part for part in links if part.startswith("static/")}:
            assert client.get(f"/{link}").status_code == 200


def test_empty_demonstration_says_what_to_do_first(client: Client, db: None) -> None:
    """Nobody to choose: the page says how somebody comes to be there."""
    assert "gatepost demo load" in client.get("/sign-in/").content.decode()
