"""What has a parent lost on each day, from the notice to the end, and who sees it?"""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gatepost.audit.models import AuditEntry
from gatepost.kernel.errors import Refused
from gatepost.mail.models import Message
from gatepost.people import services as people
from gatepost.people.export import download
from gatepost.people.models import Adjustment, HatWorn, Person
from gatepost.people.queries import viewer_as
from gatepost.people.viewer import NOBODY
from gatepost.restrictions import queries, services
from gatepost.restrictions.exported import SOURCES
from gatepost.restrictions.models import Restriction, RestrictionStep
from gatepost.restrictions.retention import tidy_up
from gatepost.restrictions.states import State, Step
from gatepost.restrictions.telling import OWN_PAGE
from tests.conftest import NOON
from tests.unit.restrictions.told import (
    PHONE,
    PHOTOS,
    SAID,
    TODAY,
    WHY,
    again,
    answer,
    day,
    days,
    decide,
    interim,
    later,
    lost,
    person,
    tell,
    wear,
)
from tests.unit.signoff.people import viewer_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("school")]
NOTHING: frozenset[str] = frozenset()


def test_nothing_is_lost_before_the_head_confirms_and_nothing_outside_the_term() -> None:
    """From the first day to the last, both included."""
    row = tell()
    answer(row, at=days(2))
    assert [lost("parent", number) for number in (0, 14, 15)] == [NOTHING] * 3
    decide(row, Step.CONFIRM, at=days(3))
    assert [lost("parent", number) for number in (3, 14, 15, 43, 44)] == [NOTHING, NOTHING, PHOTOS, PHOTOS, NOTHING]
    assert lost("parent-apart", 20) == NOTHING


def test_confirmed_late_counts_from_that_day_and_not_before() -> None:
    """Nothing is lost for days that are over."""
    row = tell()
    decide(row, Step.CONFIRM, at=days(20))
    assert [lost("parent", number) for number in (15, 19, 20)] == [NOTHING, NOTHING, PHOTOS]


def test_interim_counts_at_once_and_lapses_by_itself() -> None:
    """Fourteen days after the notice it is over, and it cannot be confirmed any more."""
    row = tell(interim(kinds=PHOTOS | PHONE))
    assert [lost("parent", number) for number in (0, 14)] == [PHOTOS | PHONE] * 2
    assert lost("parent", 15) == NOTHING
    seen = queries.list_own(viewer_of("parent"), on=day(15))[0]
    assert (seen.now.state, seen.can_step) == (State.LAPSED, ())
    confirmed = tell(interim(kinds=PHONE), to="parent-apart")
    decide(confirmed, Step.CONFIRM, at=days(12))
    assert lost("parent-apart", 40) == PHONE
    assert row.id != confirmed.id


def test_less_is_lost_from_the_decision_on() -> None:
    """The head confirms a part of it, and later less again."""
    row = tell(later(kinds=PHOTOS | PHONE))
    decide(row, Step.CHANGE, at=days(15), kinds=PHOTOS, until=day(40), review=day(20))
    assert lost("parent", 16) == PHOTOS
    assert lost("parent", 41) == NOTHING
    decide(row, Step.KEEP, at=days(20), review=day(30))
    decide(row, Step.SHORTEN, at=days(30), kinds=PHOTOS, until=day(33), review=day(32))
    assert [lost("parent", number) for number in (33, 34)] == [PHOTOS, NOTHING]


@pytest.mark.parametrize(("step", "at"), [(Step.WITHDRAW, 3), (Step.LIFT, 20)])
def test_what_is_withdrawn_or_lifted_is_over_that_moment_and_for_ever(step: Step, at: int) -> None:
    """No step leads on from there."""
    row = tell()
    if step is Step.LIFT:
        decide(row, Step.CONFIRM, at=days(15))
        assert lost("parent", at - 1) == PHOTOS
    decide(row, step, at=days(at))
    assert all(lost("parent", number) == NOTHING for number in range(at, 50))
    assert queries.list_own(viewer_of("parent"), on=day(at))[0].can_step == ()


def test_two_kinds_are_lost_by_two_notices() -> None:
    """Each ends by itself."""
    for kinds, until in ((PHOTOS, 43), (PHONE, 30)):
        decide(tell(later(kinds=kinds, until=day(until), review=day(20))), Step.CONFIRM, at=days(15))
    assert [lost("parent", number) for number in (30, 31)] == [PHOTOS | PHONE, PHOTOS]


def test_whoever_is_no_parent_any_more_has_lost_nothing_until_they_are_one_again() -> None:
    """It is the parent's hat that it holds for; the term goes on meanwhile."""
    tell(interim())
    HatWorn.objects.filter(person=person("parent"), hat="parent").update(until=day(2))
    assert [lost("parent", number) for number in (2, 3)] == [PHOTOS, NOTHING]
    assert queries.list_in_force(viewer_of("office"), on=day(3)) == ()
    wear("parent", "parent", since=day(5))
    assert lost("parent", 5) == PHOTOS


def test_merging_two_entries_loses_no_restriction() -> None:
    """Whichever of the two goes; only the head joins them, since it shows the notice to who signs in as the other."""
    school = person("parent").school
    twin = people.add_person(school=school, name="T. Zielinski", email="", by=viewer_of("head"), at=NOON)
    HatWorn.objects.create(person=twin, hat="parent", since=TODAY)
    row = tell(interim())
    old = person("parent")
    with pytest.raises(Refused) as refused:
        people.merge(keep=twin, drop=old, by=viewer_of("office"), at=NOON)
    assert refused.value.code == "ask-the-head"
    people.merge(keep=twin, drop=old, by=viewer_of("head"), at=NOON)
    assert queries.held(twin.id, on=TODAY) == queries.held(old.id, on=TODAY) == PHOTOS
    assert [each.person_id for each in queries.list_in_force(viewer_of("office"), on=TODAY)] == [twin.id]
    assert queries.list_visible(viewer_of("head"), on=TODAY)[0].person_id == twin.id
    me = viewer_as(Person.objects.get(id=twin.id), TODAY)
    assert [each.id for each in queries.list_own(me, on=TODAY)] == [row.id]
    answer_of = services.reply(restriction=row.id, words=SAID, by=me, at=NOON)
    assert answer_of.by_id == twin.id
    with pytest.raises(Refused) as refused:
        services.give_notice(person=twin.id, wanted=interim(), by=viewer_of("head"), at=NOON)
    assert refused.value.code == "has-one"


def test_office_learns_what_is_lost_and_nothing_of_why() -> None:
    """Once it counts; the head sees all, others nothing; nobody sees themselves in the list of the desk."""
    row = tell(interim())
    answer(row)
    waiting = tell(later(kinds=PHONE))
    for kind in ("office", "safeguarding-lead", "head"):
        [one] = queries.list_in_force(viewer_of(kind), on=TODAY)
        assert (one.name, one.kinds, one.until, one.is_interim) == ("Tomasz Zielinski", PHOTOS, day(43), True)
        assert WHY not in repr(one)
        assert SAID not in repr(one)
    for kind in ("office", "safeguarding-lead", "deputy", "chair", "governor", "teacher", "parent-apart", "parent"):
        assert queries.list_visible(viewer_of(kind), on=TODAY) == ()
        assert queries.get_visible(viewer_of(kind), row.id, on=TODAY) is None
        if kind != "parent":
            assert queries.list_own(viewer_of(kind), on=TODAY) == ()
            assert queries.get_own(viewer_of(kind), row.id, on=TODAY) is None
    for kind in ("chair", "governor", "teacher", "parent", "deputy", "technician", "clerk"):
        assert queries.list_in_force(viewer_of(kind), on=TODAY) == ()
    assert {each.id for each in queries.list_visible(viewer_of("head"), on=TODAY)} == {row.id, waiting.id}
    assert {each.id for each in queries.list_own(viewer_of("parent"), on=TODAY)} == {row.id, waiting.id}
    assert queries.list_own(NOBODY, on=TODAY) == ()
    assert queries.list_in_force(NOBODY, on=TODAY) == ()


def test_who_is_restricted_themselves_sees_their_own_page_only() -> None:
    """The office person who is a parent; the head who is one, about whom the chair decides."""
    for kind in ("office", "head"):
        wear(kind, "parent")
    of_office, of_head = tell(interim(), to="office"), tell(interim(), to="head", by="chair")
    assert [each.name for each in queries.list_in_force(again("office"), on=TODAY)] == ["Ruth Adeyemi"]
    assert [each.name for each in queries.list_in_force(again("head"), on=TODAY)] == ["Janet Cowley"]
    assert [each.id for each in queries.list_visible(again("head"), on=TODAY)] == [of_office.id]
    assert [each.id for each in queries.list_visible(viewer_of("chair"), on=TODAY)] == [of_head.id]
    assert [each.name for each in queries.list_heads(viewer_of("chair"), on=TODAY)] == ["Ruth Adeyemi"]
    assert queries.list_heads(again("head"), on=TODAY) == ()
    assert [each.id for each in queries.list_own(again("head"), on=TODAY)] == [of_head.id]


def test_record_holds_kinds_and_days_and_no_word_of_why() -> None:
    """With the clause and the edition, so that no first edition begins before it (ADR 0041)."""
    row = tell(interim(reasons=WHY))
    answer(row)
    decide(row, Step.CONFIRM)
    entries = AuditEntry.objects.filter(subject=row.id).order_by("sequence")
    assert [each.action for each in entries] == [
        "restriction.notice-given",
        "restriction.replied",
        "restriction.confirmed",
    ]
    for each in entries:
        assert (each.clause, each.edition) == ("breaches.parents", row.edition)
        assert not any(word in each.data for word in ("film", "sister", "fair", "read it", "Tomasz"))
    assert '"kinds":"no-photos"' in entries[0].data.replace(" ", "")


def test_mail_says_only_that_something_waits() -> None:
    """To the parent at each step, to the head for a reply."""
    row = tell()
    answer(row)
    decide(row, Step.CONFIRM)
    assert reverse("me") == OWN_PAGE
    mails = list(Message.objects.order_by("written_at", "id"))
    assert sorted(each.person for each in mails) == sorted([person("parent").id] * 2 + [person("head").id])
    for each in mails:
        assert each.kind == "waiting"
        assert not any(word in each.body + each.subject for word in ("photo", "phone", "restrict", "Tomasz", "notice"))


def test_the_same_reply_twice_is_one_and_more_can_be_added() -> None:
    """On a bad line people press twice; in any alphabet."""
    row = tell()
    words = "Мене там не було.\r\n我不在场。 لم أكن هناك"
    assert answer(row, words).id == answer(row, words).id
    answer(row, SAID)
    [seen] = queries.list_own(viewer_of("parent"), on=TODAY)
    assert [each.words for each in seen.steps] == [words.replace("\r", ""), SAID]


def test_parent_gets_all_of_it_in_their_download_and_nobody_elses() -> None:
    """Notice, reply and decision; the head's own download holds none of it."""
    row = tell(interim())
    answer(row)
    decide(row, Step.CONFIRM, words="Read and weighed.")
    own, other = (repr(download(SOURCES, by=viewer_of(kind), at=NOON)) for kind in ("parent", "head"))
    for words in (WHY, SAID, "Read and weighed.", "The fair is tomorrow.", "Taking photographs"):
        assert words in own
        assert words not in other
    assert "Ruth" not in own


def test_asking_what_is_lost_costs_two_questions_at_most() -> None:
    """One where there is nothing: it is asked for every answer."""
    for kind, most in (("parent", 2), ("parent-apart", 1)):
        if kind == "parent":
            tell(interim())
        who = person(kind).id
        with CaptureQueriesContext(connection) as asked:
            queries.held(who, on=TODAY)
        assert len(asked) <= most


def test_an_adjustment_stays_where_it_is() -> None:
    """What the head recorded for a need is not touched by a restriction: the engine weighs both."""
    Adjustment.objects.create(person=person("parent"), what="A glucose monitor.", since=TODAY)
    tell(interim(kinds=PHONE))
    assert lost("parent") == PHONE
    assert Adjustment.objects.filter(person=person("parent")).count() == 1


def test_it_is_kept_a_year_after_it_is_over_and_then_goes() -> None:
    """With its entry in the record; what may still count stays."""
    lifted, lapsed, ended = tell(), tell(later(kinds=PHONE)), tell(to="parent-apart")
    decide(lifted, Step.CONFIRM, at=days(15))
    decide(lifted, Step.LIFT, at=days(20))
    decide(ended, Step.CONFIRM, at=days(15))
    for number, left in (
        (20 + 365, {lifted.id, lapsed.id, ended.id}),
        (20 + 366, {lapsed.id, ended.id}),
        (42 + 366, {ended.id}),
        (43 + 365, {ended.id}),
        (43 + 366, set()),
    ):
        tidy_up(at=days(number))
        assert set(Restriction.objects.values_list("id", flat=True)) == left
    assert not RestrictionStep.objects.exists()
    assert AuditEntry.objects.filter(action="restriction.removed").count() == 3
