"""Does whoever belongs to several schools sign in once, and see one of them at a time?"""

import json
from collections.abc import Mapping
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from gatepost.audit.models import AuditEntry
from gatepost.demo.school import SCHOOL
from gatepost.kernel.clock import now
from gatepost.mail.models import Message
from gatepost.people import services
from gatepost.people.models import Account, Person, School
from gatepost.people.states import Duty, Hat
from gatepost.people.viewer import SETUP
from tests.pages.conftest import sign_in
from tests.pages.test_accounts import HEAD, PARENT, by_code, code_sent, is_in, person_of

ELSEWHERE = "Netherfold Primary School"
SINCE = date(2024, 9, 1)


def enter(school: School, like: Person, hat: Hat, *duties: Duty) -> Person:
    """Return somebody of one school as a person of another, with the same account."""
    person = services.add_person(school=school, name=like.name, email=like.email, by=SETUP, at=now())
    services.give_hat(person=person, hat=hat, since=SINCE, by=SETUP, at=now())
    for duty in duties:
        services.give_duty(person=person, duty=duty, since=SINCE, by=SETUP, at=now())
    person.account = like.account
    person.save()
    return person


@pytest.fixture
def elsewhere(school: None) -> School:
    """A second school in the same database."""
    return services.open_school(name=ELSEWHERE, by=SETUP, at=now())


@pytest.fixture
def there(elsewhere: School) -> Person:
    """The head of the first school, who has a child at the second."""
    return enter(elsewhere, person_of(HEAD), Hat.PARENT)


def go_to(client: Client, person: Person) -> None:
    """Choose a school."""
    assert client.post("/me/school/", {"person": person.id}).headers["Location"] == "/"


def brand(client: Client) -> str:
    """Return what the masthead says."""
    return client.get("/").content.decode().split("<header")[1].split("</header>")[0]


def test_somebody_elses_person_cannot_be_chosen(there: Person, client: Client) -> None:
    """Nor one that is made up, nor one whom their school stopped; the session stays where it is."""
    here = person_of_school(SCHOOL)
    sign_in(client, Account.objects.get(email=HEAD))
    go_to(client, here)
    services.close_account(person=there, by=SETUP, at=now())
    third = enter(services.open_school(name="Third", by=SETUP, at=now()), here, Hat.GOVERNOR)
    for chosen in (person_of(PARENT).id, "made-up", "", there.id):
        answer = client.post("/me/school/", {"person": chosen})
        assert answer.status_code == 400
        assert "Choose one of your schools." in answer.content.decode()
    assert SCHOOL in brand(client)
    go_to(client, third)
    assert "Third" in brand(client)


def test_whoever_says_first_at_which_school_they_are_goes_on_to_the_page_they_wanted(
    there: Person, client: Client
) -> None:
    """Two steps, one way."""
    client.post("/sign-in/", {"email": HEAD, "to": "/me/data/"})
    assert client.post("/sign-in/code/", {"code": code_sent()})["Location"] == "/me/school/"
    assert client.post("/me/school/", {"person": there.id})["Location"] == "/me/data/"


def test_whoever_belongs_to_one_school_is_asked_nothing(client: Client, elsewhere: School) -> None:
    """Another school in the same database changes nothing for them."""
    client.post("/sign-in/", {"email": PARENT})
    assert client.post("/sign-in/code/", {"code": code_sent()}).headers["Location"] == "/"
    assert "school/" not in client.get("/me/").content.decode()
    assert client.get("/me/school/").headers["Location"] == "/me/"


def test_whoever_belongs_to_several_is_asked_and_is_nobody_until_then(client: Client, there: Person) -> None:
    """No page shows them anything of either; then one school, and nothing of the other."""
    client.post("/sign-in/", {"email": HEAD})
    assert client.post("/sign-in/code/", {"code": code_sent()}).headers["Location"] == "/me/school/"
    assert client.get("/me/").headers["Location"] == "/me/school/"
    assert client.get("/people/").status_code == 403
    assert "Choose your school" in brand(client)
    assert is_in(client)
    page = client.get("/me/school/").content.decode()
    assert SCHOOL in page
    assert ELSEWHERE in page
    go_to(client, there)
    for path in ("/", "/me/"):
        text = client.get(path).content.decode()
        assert ELSEWHERE in text
        assert SCHOOL not in text


def test_form_of_one_school_is_not_taken_at_the_other(there: Person) -> None:
    """In two tabs: a name that was typed for the one would be kept by the other."""
    client = Client(enforce_csrf_checks=True)
    sign_in(client, Account.objects.get(email=HEAD))

    def token(path: str) -> str:
        return client.get(path).content.decode().split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]

    def choose(person: Person) -> None:
        sent = {"person": person.id, "csrfmiddlewaretoken": token("/me/school/")}
        assert client.post("/me/school/", sent).status_code == 302

    choose(person_of_school(SCHOOL))
    typed = {"csrfmiddlewaretoken": token("/people/add/"), "name": "Ada", "email": "", "hat": "parent"}
    choose(there)
    choose(person_of_school(SCHOOL))
    assert client.post("/people/add/", typed).status_code == 403
    assert not Person.objects.filter(name="Ada").exists()


def test_duties_count_in_their_own_school_only(client: Client, there: Person) -> None:
    """The head of one is a parent in the other, and a second step is asked for where there is a duty."""
    by_code(client, HEAD)
    go_to(client, there)
    assert client.get("/people/").status_code == 403
    assert "a second step is needed" not in client.get("/").content.decode()
    go_to(client, person_of_school(SCHOOL))
    assert client.get("/people/").status_code == 403
    assert "a second step is needed" in client.get("/").content.decode()
    other = Client()
    sign_in(other, Account.objects.get(email=HEAD))
    go_to(other, there)
    assert other.get("/people/").status_code == 403
    go_to(other, person_of_school(SCHOOL))
    assert other.get("/people/").status_code == 200


def person_of_school(name: str) -> Person:
    """Return the head as a person of that school."""
    return Person.objects.get(account__email=HEAD, school__name=name)


def test_school_that_stops_somebody_leaves_them_the_other(client: Client, there: Person) -> None:
    """With the next click, and without a new sign-in; with the last school the account closes."""
    sign_in(client, Account.objects.get(email=HEAD))
    go_to(client, there)
    services.leave(person=there, last_day=date(2025, 7, 1), by=SETUP, at=now())
    assert SCHOOL in brand(client)
    assert client.get("/people/").status_code == 200
    assert Account.objects.get(email=HEAD).is_active
    services.close_account(person=person_of_school(SCHOOL), by=SETUP, at=now())
    assert not is_in(client)
    assert not Account.objects.get(email=HEAD).is_active


def test_download_is_of_the_school_where_one_is(client: Client, there: Person) -> None:
    """Nothing of the other goes along."""
    sign_in(client, Account.objects.get(email=HEAD))
    go_to(client, there)
    with ZipFile(BytesIO(client.post("/me/data/").content)) as archive:
        told = archive.read("my-data.json").decode()
    assert ELSEWHERE in told
    assert SCHOOL not in told
    assert person_of_school(SCHOOL).id not in told
    assert json.loads(told)["parts"]["DutyHeld"] == []


def test_mail_about_signing_in_is_in_no_schools_name(client: Client, there: Person) -> None:
    """It is about all of them."""
    client.post("/sign-in/", {"email": HEAD})
    mail = Message.objects.get(kind="code")
    assert SCHOOL not in mail.subject + mail.body
    assert ELSEWHERE not in mail.subject + mail.body


def test_every_schools_record_says_that_somebody_signed_in(client: Client, there: Person) -> None:
    """Each about its own person."""
    by_code(client, HEAD)
    entries = AuditEntry.objects.filter(action="account.signed-in")
    assert {(entry.school, entry.subject) for entry in entries} == {
        (person.school_id, person.id) for person in Person.objects.filter(account__email=HEAD)
    }


def test_account_that_opens_a_real_school_is_not_for_choosing_in_a_demonstration(client: Client, there: Person) -> None:
    """One tap would open the real one."""
    assert "Ruth Adeyemi" not in client.get("/sign-in/").content.decode()
    assert client.post("/sign-in/", {"person": person_of_school(SCHOOL).id}).status_code == 400


def test_another_school_costs_no_question_to_the_database(clients: Mapping[str, Client], there: Person) -> None:
    """Nor do ten."""
    client, asked = clients["head"], []
    for number in range(2):
        go_to(client, person_of_school(SCHOOL))
        with CaptureQueriesContext(connection) as captured:
            client.get("/policy/")
        asked.append(len(captured))
        for each in range(8 * (1 - number)):
            enter(services.open_school(name=f"School {each}", by=SETUP, at=now()), person_of_school(SCHOOL), Hat.PARENT)
    with CaptureQueriesContext(connection) as captured:
        clients["deputy"].get("/policy/")
    assert asked == [len(captured)] * 2
