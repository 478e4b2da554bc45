"""Can a school let somebody in who signs in elsewhere, learn nothing by it, and touch nothing of the other school?"""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from gatepost.accounts import services
from gatepost.accounts.codes import new_code
from gatepost.accounts.letters import make_letter
from gatepost.accounts.queries import latest, standing
from gatepost.accounts.taking_up import NOT_LIKE_THIS
from gatepost.audit.models import AuditEntry
from gatepost.demo.school import SCHOOL
from gatepost.kernel.clock import now
from gatepost.kernel.errors import Refused
from gatepost.mail.models import Message
from gatepost.people import services as people
from gatepost.people.export import SOMEBODYS_ID
from gatepost.people.models import Account, Person, School
from gatepost.people.queries import viewer_as
from gatepost.people.states import Duty, Hat
from gatepost.people.viewer import SETUP, Viewer
from tests.pages.conftest import sign_in
from tests.pages.test_accounts import HEAD, PARENT, TEACHER, by_code, is_in, viewer_of, with_app

ELSEWHERE = "Netherfold Primary School"


@pytest.fixture
def there(school: None) -> School:
    """A second school in the same database."""
    return people.open_school(name=ELSEWHERE, by=SETUP, at=now())


def add(school: School, email: str, *duties: Duty, hat: Hat = Hat.PARENT, name: str = "Somebody") -> Person:
    """Add somebody to the second school, who has no way in yet."""
    person = people.add_person(school=school, name=name, email=email, by=SETUP, at=now())
    people.give_hat(person=person, hat=hat, since=now().date(), by=SETUP, at=now())
    for duty in duties:
        people.give_duty(person=person, duty=duty, since=now().date(), by=SETUP, at=now())
    return person


@pytest.fixture
def office(there: School) -> Viewer:
    """The second school's office."""
    person = add(there, "office@netherfold.example", Duty.OFFICE, hat=Hat.STAFF)
    people.open_account(person=person, by=SETUP, at=now())
    return viewer_as(person, now().date())


def invite(person: Person, by: Viewer) -> str:
    """Return the address in the mail."""
    return f"/invitation/{services.invite(person_id=person.id, by=by, at=now())}/"


def join(person: Person, by: Viewer) -> Client:
    """Invite somebody and let them take it up; return their browser."""
    client = Client()
    client.post(invite(person, by))
    return client


def stored(person: Person) -> Person:
    """Return a row as it is now."""
    return Person.objects.get(id=person.id)


def letter(person: Person, by: Viewer, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return the address in the square of a letter."""
    code = new_code()
    monkeypatch.setattr("gatepost.accounts.letters.new_code", lambda: code)
    make_letter(person_id=person.id, after=latest(person.id), by=by, at=now())
    return f"/invitation/{code}/"


def test_office_cannot_tell_who_has_an_account_elsewhere(there: School, office: Viewer) -> None:
    """Its pages, the record and the mail are the same to the letter, before and after it invites."""
    client, told = Client(), list[str]()
    sign_in(client, Account.objects.get(email="office@netherfold.example"))
    for email in (PARENT, "anybody@home.example", HEAD):
        person = add(there, email)
        texts = [client.get(f"/people/{person.id}/").content.decode()]
        for do in ("", "invite"):
            if do:
                assert client.post(f"/people/{person.id}/sign-in/", {"do": do}).status_code == 302
            texts.append(client.get(f"/people/{person.id}/sign-in/").content.decode())
        texts += list(AuditEntry.objects.filter(subject=person.id).values_list("action", flat=True))
        same = re.sub(r'value="[^"]*"', "", " ".join(texts)).replace(email, "EMAIL")
        told.append(SOMEBODYS_ID.sub("ID", same))
    assert told[0] == told[1] == told[2]
    assert "Has no account yet" in told[0]


def test_one_sign_in_opens_both_schools(there: School, office: Viewer) -> None:
    """Whoever takes it up is at the new school, and goes to the other when they like."""
    person = add(there, PARENT)
    path = invite(person, office)
    client = Client()
    assert "at another school already" in client.get(path).content.decode()
    assert client.post(path).headers["Location"] == "/"
    assert ELSEWHERE in client.get("/").content.decode()
    account = Account.objects.get(email=PARENT)
    assert set(account.persons.values_list("school__name", flat=True)) == {ELSEWHERE, SCHOOL}
    client.post("/me/school/", {"person": account.persons.get(school__name=SCHOOL).id})
    assert SCHOOL in client.get("/").content.decode()


def test_link_of_somebody_without_an_account_says_nothing_of_another_school(there: School, office: Viewer) -> None:
    """Nor does one of an address that is new to their account."""
    page = Client().get(invite(add(there, "new@home.example"), office)).content.decode()
    assert "another school" not in page


def test_whoever_reads_the_mail_is_still_asked_for_the_second_step(there: School, office: Viewer) -> None:
    """The account is the one that has it."""
    teacher = Client()
    by_code(teacher, TEACHER)
    with_app(teacher)
    client = Client()
    path = invite(add(there, TEACHER), office)
    assert client.post(path).headers["Location"] == "/sign-in/second/"
    assert not is_in(client)


def test_invitation_to_ones_own_letter_box_does_not_open_the_account_of_another(there: School, office: Viewer) -> None:
    """Whatever address the office writes down afterwards."""
    person = add(there, "accomplice@home.example")
    path = invite(person, office)
    people.correct_person(person=person, name=person.name, email=HEAD, by=office, at=now())
    client = Client()
    client.post(path)
    assert stored(person).account == Account.objects.get(email="accomplice@home.example")
    assert SCHOOL not in client.get("/me/").content.decode()
    assert Account.objects.get(email=HEAD).persons.count() == 1


def test_letter_opens_no_account_that_another_school_stands_behind(
    there: School, office: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither by the address that is written down, nor after its owner took up a mail; and it is not used up."""
    person = add(there, PARENT)
    for _ in range(2):
        path, client = letter(person, office, monkeypatch), Client()
        answer = client.post(path)
        assert answer.status_code == 410
        assert NOT_LIKE_THIS in answer.content.decode()
        assert not is_in(client)
        join(person, office)


def test_whoever_opened_an_account_with_a_letter_does_not_follow_to_another_school(
    there: School, office: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An office could print one, come in first and leave a way in behind; a mail to the address ends it."""
    here = viewer_of("janet.cowley@oddenbrook.example")
    victim = people.add_person(
        school=School.objects.get(name=SCHOOL), name="Vic", email="vic@home.example", by=SETUP, at=now()
    )
    people.give_hat(person=victim, hat=Hat.PARENT, since=now().date(), by=SETUP, at=now())
    thief = Client()
    thief.post(letter(victim, here, monkeypatch))
    with_app(thief)
    assert is_in(thief)
    person = add(there, "vic@home.example")
    client = join(person, office)
    assert is_in(client)
    assert stored(person).account == stored(victim).account
    assert not is_in(thief)
    assert not Authenticator.objects.exists()


def test_first_code_by_mail_ends_what_a_letter_began(
    there: School, office: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From then on the address is proven."""
    person = add(there, "vic@home.example")
    thief = Client()
    thief.post(letter(person, office, monkeypatch))
    assert is_in(thief)
    client = Client()
    by_code(client, "vic@home.example")
    assert is_in(client)
    assert not is_in(thief)
    assert Account.objects.get(email="vic@home.example").is_proven


def test_office_takes_no_second_step_from_whoever_has_a_duty_elsewhere(there: School, office: Viewer) -> None:
    """And hears no more than that it is not done here; its page is the usual one until it tries."""
    head = Client()
    by_code(head, HEAD)
    with_app(head)
    person = add(there, HEAD)
    client = Client()
    client.post(invite(person, office))
    Person.objects.filter(id=person.id).update(account=Account.objects.get(email=HEAD))
    clerk = Client()
    sign_in(clerk, Account.objects.get(email="office@netherfold.example"))
    path = f"/people/{person.id}/sign-in/"
    assert "They lost their phone" in clerk.get(path).content.decode()
    answer = clerk.post(path, {"do": "reset", "seen": "yes"})
    assert answer.status_code == 400
    assert "This cannot be done here" in answer.content.decode()
    assert SCHOOL not in answer.content.decode()
    assert Authenticator.objects.filter(type="totp").exists()
    assert is_in(head)
    here = Person.objects.get(account__email=HEAD, school__name=SCHOOL)
    services.reset_factors(person_id=here.id, by=viewer_of("gareth.pryce@oddenbrook.example"), at=now())
    assert not Authenticator.objects.exists()


def test_office_helps_a_parent_of_two_schools(there: School, office: Viewer) -> None:
    """Nobody's powers stand behind that account anywhere."""
    parent = Client()
    by_code(parent, PARENT)
    with_app(parent)
    person = add(there, PARENT)
    Person.objects.filter(id=person.id).update(account=Account.objects.get(email=PARENT))
    services.reset_factors(person_id=person.id, by=office, at=now())
    assert not Authenticator.objects.exists()


def test_office_cannot_lead_the_sign_in_of_another_school_to_a_new_address(there: School, office: Viewer) -> None:
    """Whoever takes up an invitation there comes in to that school alone; the other goes on as before."""
    person = add(there, HEAD)
    join(person, office)
    person = stored(person)
    people.correct_person(person=person, name=person.name, email="thief@home.example", by=office, at=now())
    thief = join(person, office)
    assert is_in(thief)
    assert "Change school" not in thief.get("/").content.decode()
    assert SCHOOL not in thief.get("/me/").content.decode()
    head = Account.objects.get(email=HEAD)
    assert [one.school.name for one in head.persons.all()] == [SCHOOL]
    assert Message.objects.filter(kind="sign-in-changed", address=HEAD).exists()


def test_new_address_of_one_school_is_taken_up_with_what_was_set_up_before(school: None) -> None:
    """The second step stays; the old address, its sessions and its password open nothing any more, and it is told."""
    teacher = Client()
    by_code(teacher, TEACHER)
    with_app(teacher)
    person = Person.objects.get(account__email=TEACHER)
    account, office = person.account, viewer_of("janet.cowley@oddenbrook.example")
    people.correct_person(person=person, name=person.name, email="osei@home.example", by=office, at=now())
    assert is_in(teacher)
    assert teacher.post("/me/sign-in/password/", {"password": "walnut orbit lantern tide"}).status_code == 302
    client = Client()
    assert client.post(invite(person, office)).headers["Location"] == "/sign-in/second/"
    assert stored(person).account == account
    moved = Account.objects.get(id=account.id if account else "")
    assert (moved.email, moved.is_proven, moved.has_usable_password()) == ("osei@home.example", True, False)
    assert not is_in(teacher)
    Message.objects.filter(kind="code").delete()
    Client().post("/sign-in/", {"email": TEACHER})
    assert not Message.objects.filter(kind="code").exists()
    assert Message.objects.filter(kind="sign-in-changed", address=TEACHER).exists()


def test_password_of_whoever_works_elsewhere_is_not_told_where_they_are_a_parent(there: School, office: Viewer) -> None:
    """Only staff, governors and volunteers have one, so it would tell what they are there."""
    parent = add(there, TEACHER)
    join(parent, office)
    teacher = Client()
    by_code(teacher, TEACHER)
    assert teacher.post("/me/sign-in/password/", {"password": "walnut orbit lantern tide"}).status_code == 302
    seen = standing(office, parent.id, at=now())
    assert seen
    assert not seen.has_password
    Client().post("/sign-in/password/", {"email": TEACHER, "password": "not the one that it is"})
    told = AuditEntry.objects.filter(action__startswith="account.password-")
    assert {(entry.action, entry.school) for entry in told} == {
        (f"account.password-{what}", School.objects.get(name=SCHOOL).id) for what in ("set", "refused")
    }
    here = Person.objects.get(account__email=TEACHER, school__name=SCHOOL)
    seen = standing(viewer_of("janet.cowley@oddenbrook.example"), here.id, at=now())
    assert seen
    assert seen.has_password


def test_whoever_was_stopped_comes_back_by_a_later_invitation_only(school: None) -> None:
    """With the second step that they had; an earlier one opens nothing."""
    teacher, office = Client(), viewer_of("janet.cowley@oddenbrook.example")
    by_code(teacher, TEACHER)
    with_app(teacher)
    person = Person.objects.get(account__email=TEACHER)
    before = invite(person, office)
    people.close_account(person=person, by=office, at=now())
    assert Client().post(before).status_code == 410
    assert not is_in(teacher)
    assert Client().post(invite(stored(person), office)).headers["Location"] == "/sign-in/second/"
    assert stored(person).access_ended_at is None
    assert Account.objects.get(email=TEACHER).is_active


def test_address_of_somebody_who_left_opens_nothing_of_theirs(school: None) -> None:
    """A family gives it to another of theirs, who finds no second step there."""
    teacher, office = Client(), viewer_of("janet.cowley@oddenbrook.example")
    by_code(teacher, TEACHER)
    with_app(teacher)
    left = Person.objects.get(account__email=TEACHER)
    people.close_account(person=left, by=office, at=now())
    client = join(add(School.objects.get(name=SCHOOL), TEACHER), office)
    assert is_in(client)
    assert stored(left).account is None
    assert not Authenticator.objects.exists()


def test_address_is_one_person_of_a_school(school: None) -> None:
    """The second is told at once if the first signs in or is there too; and before any button if the mail was on its way."""
    office, here = viewer_of("janet.cowley@oddenbrook.example"), School.objects.get(name=SCHOOL)
    with pytest.raises(Refused) as refused:
        invite(add(here, PARENT), office)
    assert refused.value.code == "email-taken"
    second = add(here, "both@home.example", name="Ben")
    late = invite(second, office)
    first = add(here, "both@home.example", name="Ada")
    for one in (first, second):
        with pytest.raises(Refused) as refused:
            invite(one, office)
        assert refused.value.code == "email-shared"
    people.correct_person(person=second, name="Ben", email="ben@home.example", by=SETUP, at=now())
    assert Client().get(late).status_code == 200
    assert is_in(join(first, office))
    for answer in (Client().get(late), Client().post(late)):
        assert answer.status_code == 410
        assert "Somebody else at the school" in answer.content.decode()
        assert "at another school" not in answer.content.decode()
    found = standing(office, second.id, at=now())
    assert found is not None
    assert found.invited_until is None
