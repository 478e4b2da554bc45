"""Does the link in a mail open the way to sign to one person, once, and to nobody for whom something else holds by now?"""

from collections.abc import Callable
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator

from gatepost.accounts.models import Invitation
from gatepost.audit.models import AuditEntry
from gatepost.campaigns.reminding import remind
from gatepost.kernel.errors import Refused
from gatepost.mail.models import Message
from gatepost.people import services as people
from gatepost.people.export import download
from gatepost.people.models import Account, HatWorn, Person
from gatepost.people.states import Duty, Hat
from gatepost.people.viewer import SETUP
from gatepost.signoff.exported import SOURCES
from gatepost.signoff.links import OPEN_FOR, WORKS_FOR, look_at_link, make_links, open_link, signer_of
from gatepost.signoff.models import SigningLink
from gatepost.signoff.retention import tidy_up
from tests.conftest import NOON
from tests.unit.campaigns.chased import add, ask, plan
from tests.unit.signoff.people import TODAY, agree, decline, edition, new_edition, viewer_of

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
EVERYBODY = (
    "head",
    "office",
    "chair",
    "clerk",
    "deputy",
    "safeguarding-lead",
    "teacher",
    "governor",
    "parent",
    "volunteer",
)


@pytest.fixture(autouse=True)
def _proved(noon: object, school: None) -> None:
    """Hold the clock; everybody got a code by mail before, and nobody has a password."""
    for account in Account.objects.all():
        account.is_proven = True
        account.set_unusable_password()
        account.save()


def parent() -> Person:
    """Return the parent."""
    return Person.objects.select_related("account").get(id=viewer_of("parent").person_id)


def sent(kind: str = "parent") -> str:
    """Return the link that somebody was sent, blank if none."""
    person = Person.objects.select_related("account").get(id=viewer_of(kind).person_id)
    return make_links([person], edition=edition().id, at=NOON).get(person.id, "")


def opens(token: str, *, at: timedelta = MINUTE) -> bool:
    """Tell whether a link would open, and whether looking and pressing agree on it."""
    try:
        look_at_link(token, at=NOON + at)
    except Refused:
        with pytest.raises(Refused, match="opens nothing"):
            open_link(token, at=NOON + at)
        return False
    return True


def test_whoever_has_more_than_a_mailbox_gets_none() -> None:
    """A duty, today or to come; powers that were lent; a second step; a password; a mailbox that nobody proved or that two have."""
    assert {kind for kind in EVERYBODY if sent(kind)} == {"teacher", "governor", "parent", "volunteer"}
    person, account = parent(), parent().account
    assert account
    Authenticator.objects.create(user_id=account.id, type="totp", data={})
    assert not sent()
    Authenticator.objects.all().delete()
    Account.objects.filter(id=account.id).update(is_proven=False)
    assert not sent()
    Account.objects.filter(id=account.id).update(is_proven=True, password="argon2$something")  # none at all
    assert not sent()
    Account.objects.filter(id=account.id).update(password="!")
    Person.objects.filter(id=person.id).update(email="another@home.example")
    assert not sent()
    Person.objects.filter(id=person.id).update(email=account.email or "")
    assert sent()
    add("Ada Zielinska", account.email or "")
    assert not sent()


@pytest.mark.parametrize("duty", [Duty.TECHNICIAN, Duty.OFFICE])
def test_duty_that_begins_next_week_is_one(duty: Duty) -> None:
    """Also at another school, of which this one knows nothing."""
    other = people.open_school(name="Hollin Bank", by=SETUP, at=NOON)
    there = people.add_person(school=other, name="Tomasz", email="t@hollin.example", by=SETUP, at=NOON)
    people.give_hat(person=there, hat=Hat.STAFF, since=TODAY, by=SETUP, at=NOON)
    Person.objects.filter(id=there.id).update(account=parent().account)
    assert sent()
    people.give_duty(person=there, duty=duty, since=TODAY + 7 * DAY, by=SETUP, at=NOON)
    assert not sent()


def test_newer_mail_without_a_link_ends_the_link_of_the_one_before() -> None:
    """Whoever got a password meanwhile is written to without one: the old one lies in their mailbox, and opens nothing."""
    first, account = sent(), parent().account
    assert account
    Account.objects.filter(id=account.id).update(password="argon2$something")  # none at all
    assert not sent()
    Account.objects.filter(id=account.id).update(password="!")
    assert not opens(first)


def test_altered_old_or_replaced_link_opens_nothing() -> None:
    """A week; a newer one ends it; one of another length or case is none."""
    first = sent()
    assert opens(first)
    for wrong in ("", "x", first[:-1], first.swapcase(), first + "a", "\N{SNOWMAN}" * 50):
        assert not opens(wrong)
    assert opens(first, at=WORKS_FOR - MINUTE)
    assert not opens(first, at=WORKS_FOR)
    assert not opens(first, at=-MINUTE)
    second = sent()
    assert not opens(first)
    assert opens(second)


def test_it_opens_once_and_a_second_press_of_the_same_browser_is_the_same_press() -> None:
    """Another browser, one without a mark and a later press find nothing; looking as often as one likes uses nothing up."""
    token = sent()
    assert all(opens(token) for _ in range(3))
    link = open_link(token, at=NOON, browser="mark")
    assert open_link(token, at=NOON + MINUTE, browser="mark") == link
    for at, browser in ((MINUTE, "another"), (MINUTE, ""), (3 * MINUTE, "mark"), (-MINUTE, "mark")):
        with pytest.raises(Refused):
            open_link(token, at=NOON + at, browser=browser)
    assert AuditEntry.objects.filter(action="signoff.link-opened").count() == 1
    row = SigningLink.objects.get()
    assert token not in (row.token_hash, row.id, row.used_from)
    assert token not in "".join(AuditEntry.objects.values_list("data", flat=True))


def _leaves() -> None:
    HatWorn.objects.filter(person=parent()).update(until=TODAY - DAY)


def _is_stopped() -> None:
    Person.objects.filter(id=parent().id).update(access_ended_at=NOON)


def _has_another_address() -> None:
    Account.objects.filter(id=parent().account_id).update(email="new@home.example")


def _is_corrected_by_the_office() -> None:
    Person.objects.filter(id=parent().id).update(email="right@home.example")


def _has_a_second_step() -> None:
    Authenticator.objects.create(user_id=parent().account_id, type="webauthn", data={})


def _carries_a_duty() -> None:
    people.give_duty(person=parent(), duty=Duty.OFFICE, since=TODAY, by=SETUP, at=NOON)


def _is_replaced() -> None:
    new_edition("Summer edition", TODAY + DAY)


@pytest.mark.parametrize(
    ("happens", "later"),
    [
        (_leaves, MINUTE),
        (_is_stopped, MINUTE),
        (_has_another_address, MINUTE),
        (_is_corrected_by_the_office, MINUTE),
        (_has_a_second_step, MINUTE),
        (_carries_a_duty, MINUTE),
        (_is_replaced, DAY),
    ],
)
def test_what_happened_since_closes_it_before_and_after_the_press(
    happens: Callable[[], None], later: timedelta
) -> None:
    """Whoever left, has another mailbox or more than one, and whose edition is not the one in force."""
    token, opened_at = sent(), NOON + later - MINUTE
    other = open_link(token, at=opened_at)
    assert signer_of(other, at=opened_at)
    SigningLink.objects.update(used_at=None)
    happens()
    assert not opens(token, at=later)
    SigningLink.objects.update(used_at=opened_at)
    assert signer_of(other, at=NOON + later) is None


def test_answer_closes_what_was_not_opened_and_leaves_the_way_open_to_its_receipt() -> None:
    """Having read it is no answer; an answer of before the mail was sent is none to it."""
    decline(viewer_of("parent"), edition(), at=NOON - DAY)
    token = sent()
    assert opens(token)
    link = open_link(token, at=NOON)
    SigningLink.objects.update(used_at=None)
    agree(viewer_of("parent"), edition(), at=NOON)
    assert not opens(token)
    SigningLink.objects.update(used_at=NOON)
    assert signer_of(link, at=NOON + MINUTE)


def test_open_way_is_the_persons_without_powers_for_an_hour() -> None:
    """Its id opens nothing before the press."""
    token = sent("teacher")
    assert signer_of(SigningLink.objects.get().id, at=NOON) is None
    link = open_link(token, at=NOON)
    signer = signer_of(link, at=NOON + OPEN_FOR - MINUTE)
    assert signer
    assert (signer.viewer, signer.edition) == (viewer_of("teacher").without_powers(), edition().id)
    assert signer_of(link, at=NOON + OPEN_FOR) is None
    assert signer_of(link, at=NOON - MINUTE) is None
    assert signer_of("", at=NOON) is None


def test_reminder_brings_a_link_to_those_who_may_have_one_and_names_nobody() -> None:
    """The others get the mail as before; housekeeping removes what ran out."""
    ask()
    plan()
    school = viewer_of("head").school_id
    remind(school, list(Person.objects.filter(school=school).values_list("id", flat=True)), at=NOON)
    with_link = Message.objects.filter(kind="reminder-with-link")
    assert set(with_link.values_list("person", flat=True)) == set(SigningLink.objects.values_list("person", flat=True))
    assert Message.objects.get(person=viewer_of("head").person_id).kind == "reminder"
    letter = with_link.get(person=viewer_of("parent").person_id)
    assert "/to-sign/" in letter.body
    assert "10 July 2026" in letter.body
    assert "Tomasz" not in letter.subject + letter.body
    assert not Invitation.objects.exists()
    tidy_up(at=NOON + WORKS_FOR + OPEN_FOR - MINUTE)
    assert SigningLink.objects.exists()
    tidy_up(at=NOON + WORKS_FOR + OPEN_FOR)
    assert not SigningLink.objects.exists()


def test_owner_sees_in_their_download_which_links_went_where_and_nothing_that_opens_one() -> None:
    """And nobody else does."""
    token = sent()
    said = {part.name: str(part) for part in download(SOURCES, by=viewer_of("parent"), at=NOON)}["SigningLink"]
    assert parent().email in said
    assert "July 2018" in said
    assert token not in said
    assert SigningLink.objects.get().token_hash not in said
    others = {part.name: part.rows for part in download(SOURCES, by=viewer_of("teacher"), at=NOON)}
    assert not others.get("SigningLink")
