"""Can somebody decide twice, or on their own request, with two entries that are joined afterwards?"""

from datetime import date

import pytest

from gatepost.grants import services
from gatepost.grants.models import Permission
from gatepost.grants.queries import get_visible
from gatepost.grants.seeing import Able
from gatepost.kernel.errors import Refused
from gatepost.people import services as people
from gatepost.people.models import Person
from gatepost.people.queries import viewer_as
from gatepost.people.states import Hat, Lent
from gatepost.people.viewer import SETUP
from tests.conftest import NOON
from tests.unit.grants.people import FOR_THE_SCHOOL, LAST, TODAY, ask, granted, lend, no, scope, viewer_of, yes

pytestmark = pytest.mark.usefixtures("school")


@pytest.fixture
def twice() -> Person:
    """Return another entry of somebody at the school, with which nobody signs in."""
    school = Person.objects.get(id=viewer_of("head").person_id).school
    row = people.add_person(school=school, name="R. Adeyemi", email="", by=SETUP, at=NOON)
    people.give_hat(person=row, hat=Hat.GOVERNOR, since=TODAY, by=SETUP, at=NOON)
    people.give_hat(person=row, hat=Hat.STAFF, since=TODAY, by=SETUP, at=NOON)
    minute = {"minute": "2026/6, item 9", "decided_on": TODAY}
    people.lend(person=row, acts_for=Lent.GOVERNING_BODY, since=TODAY, by=SETUP, at=NOON, **minute)  # type: ignore[arg-type]  # as lent
    return row


def join(kind: str, drop: Person, at: date = TODAY) -> str:
    """Join an entry to somebody's; return the code of a refusal."""
    keep = Person.objects.get(id=viewer_of(kind).person_id)
    try:
        people.merge(keep=keep, drop=drop, by=SETUP, at=NOON.replace(year=at.year, month=at.month, day=at.day))
    except Refused as refused:
        return refused.code
    return ""


def sentence(kind: str, drop: Person) -> str:
    """Return what whoever would join them is told."""
    with pytest.raises(Refused) as refused:
        people.merge(keep=Person.objects.get(id=viewer_of(kind).person_id), drop=drop, by=SETUP, at=NOON)
    return refused.value.sentence


def able(kind: str, row: Permission) -> Able:
    """Return what somebody may do about one."""
    seen = get_visible(viewer_of(kind), row.id, on=TODAY)
    assert seen
    return seen.able


def agree(row: Permission, who: Person) -> Permission:
    """Agree for the governing body."""
    said = services.Said(minute="2026/7, item 3", met_on=TODAY)
    by = viewer_as(who, TODAY)
    given = {"body": "governing-body", "expected_sha256": row.sha256, "said": said}
    return services.agree(permission=row.id, by=by, at=NOON, **given)  # type: ignore[arg-type]  # as the service takes them


def test_entries_are_not_joined_of_which_both_agreed_to_one_permission(twice: Person) -> None:
    """Else the head alone would have given what needs two bodies. Once it is taken away, or has run out, they are."""
    row = ask("teacher", FOR_THE_SCHOOL)
    yes(row, "head", "head")
    assert agree(row, twice).state == "granted"
    assert join("head", twice) == "decided-together"
    assert Person.objects.get(id=twice.id).merged_into_id is None
    services.revoke(permission=row.id, body="head", reason="So.", by=viewer_of("head"), at=NOON)
    assert join("head", twice) == ""


def test_entries_are_joined_once_what_they_decided_has_run_out(twice: Person) -> None:
    """On its last day not yet."""
    row = ask("teacher", FOR_THE_SCHOOL)
    yes(row, "head", "head")
    agree(row, twice)
    assert join("head", twice, LAST) == "decided-together"
    assert join("head", twice, LAST.replace(day=LAST.day + 1)) == ""


def test_entry_that_agreed_is_not_joined_to_whoever_asked(twice: Person) -> None:
    """While it waits for another body too: else their own yes would count later. A yes that was taken back is none."""
    row = ask("teacher", FOR_THE_SCHOOL)
    agree(row, twice)
    assert join("teacher", twice) == "decided-together"
    lend("vice-chair", Lent.GOVERNING_BODY)
    no(row, "governing-body", "vice-chair")
    assert join("teacher", twice) == ""


def test_entry_that_asked_is_not_joined_to_whoever_agreed(twice: Person) -> None:
    """The other way round."""
    by = viewer_as(twice, TODAY)
    row = services.ask(kind="school-name", scope=scope(), by=by, at=NOON)
    yes(row, "head", "head")
    assert join("head", twice) == "decided-together"
    assert join("deputy", twice) == ""


def test_refusal_says_what_can_be_done_in_the_state_that_it_is_in(twice: Person) -> None:
    """What waits cannot be taken away, what was given cannot be refused; what it names is done, and then they are joined."""
    waits = ask("teacher", FOR_THE_SCHOOL)
    agree(waits, twice)
    told = sentence("teacher", twice)
    assert "once it is refused, or whoever asked has taken it back" in told
    assert "Take that permission away" not in told
    services.withdraw(permission=waits.id, by=viewer_of("teacher"), at=NOON)
    given = ask("teacher", FOR_THE_SCHOOL)
    yes(given, "head", "head")
    agree(given, twice)
    told = sentence("head", twice)
    assert "Take that permission away first" in told
    assert "refused" not in told
    services.revoke(permission=given.id, body="governing-body", reason="So.", by=viewer_of("chair"), at=NOON)
    assert (join("head", twice), join("teacher", twice)) == ("", "merged-already")


def test_what_another_body_refused_stands_in_nobodys_way_and_is_not_answered_after_it(twice: Person) -> None:
    """Nothing else would lead out of it; their own yes would stand once it is answered, so it is asked anew."""
    row = ask("teacher", FOR_THE_SCHOOL)
    agree(row, twice)
    no(row, "head", "head")
    assert able("teacher", row).answer
    assert join("teacher", twice) == ""
    assert not able("teacher", row).answer
    with pytest.raises(Refused) as refused:
        services.answer(permission=row.id, text="Why not?", by=viewer_of("teacher"), at=NOON)
    assert refused.value.code == "decided-together"
    assert "ask for it anew" in refused.value.sentence
    assert ask("teacher", FOR_THE_SCHOOL).id != row.id


def test_refusal_can_be_answered_if_others_were_joined(twice: Person) -> None:
    """Whoever agreed is still one person, and not whoever asked; for the body that refused they do not decide."""
    row = ask("teacher", FOR_THE_SCHOOL)
    agree(row, twice)
    no(row, "head", "head")
    assert join("head", twice) == ""
    assert services.answer(permission=row.id, text="Why not?", by=viewer_of("teacher"), at=NOON).state == "requested"
    with pytest.raises(Refused) as refused:
        yes(row, "head", "head")
    assert refused.value.code == "decided-twice"


def test_entries_are_joined_that_decided_on_different_permissions(twice: Person) -> None:
    """Nobody decided twice."""
    granted("teacher")
    agree(ask("teacher", FOR_THE_SCHOOL), twice)
    assert join("head", twice) == ""


def test_whoever_was_joined_meanwhile_decides_nothing(twice: Person) -> None:
    """A page that was open in another window."""
    row = ask("teacher", FOR_THE_SCHOOL)
    before = viewer_as(twice, TODAY)
    assert join("vice-chair", twice) == ""
    said = services.Said(minute="2026/7, item 3", met_on=TODAY)
    with pytest.raises(Refused) as refused:
        services.agree(
            permission=row.id, body="governing-body", expected_sha256=row.sha256, by=before, at=NOON, said=said
        )
    assert refused.value.code == "no-permission"
