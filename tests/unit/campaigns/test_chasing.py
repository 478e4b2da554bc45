"""Are exactly those reminded who have not answered, by a mail that reaches them, once, and then no more?"""

from datetime import datetime, time, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from gatepost.accounts.models import Invitation
from gatepost.accounts.services import invite
from gatepost.audit.models import AuditEntry
from gatepost.campaigns import chasing, planning, services
from gatepost.campaigns.asked_before import waiting_at
from gatepost.campaigns.exported import SOURCES
from gatepost.campaigns.hours import LONDON
from gatepost.campaigns.models import Campaign, Press, Reminder
from gatepost.campaigns.pressing import press
from gatepost.campaigns.reminding import remind
from gatepost.campaigns.states import Audience
from gatepost.kernel import clock
from gatepost.kernel.errors import ProgrammingMistake, Refused
from gatepost.mail.models import Message
from gatepost.mail.states import State
from gatepost.people import services as people
from gatepost.people.export import download
from gatepost.people.models import Account, HatWorn, Person
from gatepost.people.queries import viewer_as
from gatepost.people.states import Duty, Hat
from gatepost.people.viewer import NOBODY, SETUP
from gatepost.signoff.states import Answer
from tests.conftest import NOON
from tests.unit.campaigns.chased import add, ask, one, plan, sent_to, work
from tests.unit.signoff.people import TODAY, agree, decline, edition, new_edition, viewer_of

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
MONDAY = NOON + 3 * DAY
pytestmark = pytest.mark.usefixtures("school")


@pytest.fixture(autouse=True)
def _today(noon: object) -> None:
    """Hold the clock."""


@pytest.mark.parametrize("kind", ["parent", "teacher", "governor", "chair", "clerk", "deputy", "safeguarding-lead"])
def test_only_the_head_and_the_office_remind_and_plan(kind: str) -> None:
    """Nobody else, nobody who is not signed in, and no other school's head."""
    campaign, viewer = ask(), viewer_of(kind)
    for attempt in (
        lambda: press(campaign=campaign.id, by=viewer, at=NOON),
        lambda: press(campaign=campaign.id, by=NOBODY, at=NOON),
        lambda: planning.set_plan(planning.plan_of(campaign.school_id), by=viewer, at=NOON),
        lambda: planning.add_holiday(name="Summer", first=TODAY, last=TODAY, by=viewer, at=NOON),
        lambda: planning.remove_holiday(holiday="any", by=viewer, at=NOON),
    ):
        with pytest.raises(Refused, match="Only the head teacher or the school office"):
            attempt()
    assert not Press.objects.exists()


def test_another_schools_campaign_is_not_reminded() -> None:
    """Its id is one that does not exist."""
    campaign = ask()
    other = people.open_school(name="Hollin Bank", by=SETUP, at=NOON)
    head = people.add_person(school=other, name="Ada Hollin", email="ada@hollin.example", by=SETUP, at=NOON)
    people.give_hat(person=head, hat=Hat.STAFF, since=TODAY, by=SETUP, at=NOON)
    people.give_duty(person=head, duty=Duty.HEAD, since=TODAY, by=SETUP, at=NOON)
    there = viewer_as(Person.objects.get(id=head.id), TODAY)
    with pytest.raises(Refused, match="no such campaign"):
        press(campaign=campaign.id, by=there, at=NOON)
    planning.add_holiday(name="Theirs", first=TODAY, last=TODAY, by=there, at=NOON)
    assert planning.visible_to(viewer_of("head")) == ()
    press(campaign=campaign.id, by=viewer_of("head"), at=NOON)
    work(NOON)
    assert sent_to(one("parent")) == ["reminder"]


def test_nothing_goes_before_the_school_has_said_so() -> None:
    """A campaign alone writes to nobody."""
    ask()
    work(NOON)
    assert not Message.objects.exists()


def test_plan_writes_to_those_who_have_not_answered_and_stops() -> None:
    """Who agreed and who declined get none; the others three, a week apart, and then no more."""
    ask()
    agree(viewer_of("parent"), edition())
    decline(viewer_of("teacher"), edition())
    plan()
    for day in range(40):
        work(NOON + day * DAY)
    assert sent_to(one("parent")) == sent_to(one("teacher")) == []
    assert sent_to(one("volunteer")) == ["reminder"] * 3
    days = [row.at.date() - TODAY for row in Reminder.objects.filter(person=one("volunteer")).order_by("at")]
    assert days == [0 * DAY, 7 * DAY, 14 * DAY]


def test_mail_says_whether_signing_is_asked_or_reading_alone() -> None:
    """With a link or without, to sign in first or not; and whoever is asked for both is asked to sign. Nobody is named."""
    Account.objects.filter(persons=one("parent")).update(is_proven=True, password="!")
    for level, hats in ((Answer.READ, ("parent", "staff")), (Answer.AGREED, ("staff", "volunteer"))):
        services.start(
            edition=edition().id, audience=Audience.HATS, hats=hats, level=level, by=viewer_of("head"), at=NOON
        )
    new, helper = add("Nia Wren", "nia@home.example"), add("Bo Wren", "bo@home.example", hat=Hat.VOLUNTEER)
    plan()
    work(NOON)
    only_reading = "to read the school's policy on social media, phones and photographs, without signing it:"
    signing = "to read and sign the school's policy on social media, phones and photographs:"
    for person, words, link in (
        (one("parent"), f"asks you {only_reading}", "/to-sign/"),
        (one("parent-apart"), f"asks you {only_reading}", "/me/policy/"),
        (new.id, f"asks you to sign in, {only_reading}", "/invitation/"),
        (one("parent-staff"), f"asks you {signing}", "/me/policy/"),
        (one("volunteer"), f"asks you {signing}", "/me/policy/"),
        (helper.id, f"asks you to sign in, {signing}", "/invitation/"),
    ):
        mail = Message.objects.get(person=person)
        assert (words in mail.body, link in mail.body) == (True, True), mail.body
        assert Person.objects.get(id=person).name not in mail.subject + mail.body


def test_answer_between_two_looks_stops_it() -> None:
    """And one that came while the batch waited for its turn."""
    campaign = ask()
    plan(every=1)
    work(NOON)
    agree(viewer_of("parent"), edition())
    work(MONDAY)
    assert sent_to(one("parent")) == ["reminder"]
    assert sent_to(one("volunteer")) == ["reminder"] * 2
    assert chasing.begin(campaign.school_id, at=MONDAY + DAY)
    agree(viewer_of("volunteer"), edition(), at=MONDAY + DAY)
    work(MONDAY + DAY)
    assert sent_to(one("volunteer")) == ["reminder"] * 2


def test_who_left_a_campaign_that_ended_and_an_edition_that_was_replaced_are_reminded_of_no_more() -> None:
    """Each stops by itself."""
    campaign = ask()
    plan(every=1, most=10)
    HatWorn.objects.filter(person=one("volunteer")).update(until=TODAY)
    work(MONDAY)
    assert sent_to(one("volunteer")) == []
    assert sent_to(one("parent")) == ["reminder"]
    services.end(campaign=campaign.id, by=viewer_of("head"), at=MONDAY + HOUR)
    work(MONDAY + DAY)
    ask(at=MONDAY + DAY)
    work(MONDAY + DAY + HOUR)
    assert sent_to(one("parent")) == ["reminder"] * 2
    new_edition("September", (MONDAY + 2 * DAY).date(), at=MONDAY + DAY)
    work(MONDAY + 2 * DAY)
    assert sent_to(one("parent")) == ["reminder"] * 2


def test_mail_says_that_the_policy_waits_and_names_nobody() -> None:
    """With the way to it."""
    ask()
    plan()
    work(NOON)
    body = Message.objects.get(person=one("parent")).body
    assert "/me/policy/" in body
    assert "no more of these" in body
    assert "Zielinski" not in body
    assert "July 2018" not in body


def test_nobody_is_written_to_at_night_or_on_a_holiday() -> None:
    """A press in the evening goes in the morning; a batch that comes too late waits for the next day."""
    campaign = ask()
    head = viewer_of("head")
    planning.add_holiday(name="Inset days", first=MONDAY.date(), last=MONDAY.date() + DAY, by=head, at=NOON)
    evening = datetime.combine(TODAY, time(18), LONDON)
    begins = press(campaign=campaign.id, by=head, at=evening)
    assert begins == datetime.combine(MONDAY.date() + 2 * DAY, time(8), LONDON)
    for day in range(5):
        work(evening + day * DAY - HOUR * (day % 2))
    assert not Message.objects.exists()
    assert remind(campaign.school_id, [one("parent")], at=evening) == 0
    with clock.frozen(begins):
        work(begins)
    assert sent_to(one("parent")) == ["reminder"]


def test_pressing_twice_reminds_once() -> None:
    """And passes over who was just written to; the day after, it is a press of its own."""
    campaign, head = ask(), viewer_of("head")
    assert press(campaign=campaign.id, by=head, at=NOON) == press(campaign=campaign.id, by=viewer_of("office"), at=NOON)
    work(NOON)
    press(campaign=campaign.id, by=head, at=NOON + HOUR)
    work(NOON + HOUR)
    assert sent_to(one("parent")) == ["reminder"]
    assert Press.objects.count() == AuditEntry.objects.filter(action="campaign.pressed").count() == 1
    press(campaign=campaign.id, by=head, at=MONDAY)
    work(MONDAY)
    assert sent_to(one("parent")) == ["reminder"] * 2
    assert Reminder.objects.filter(is_planned=True).count() == 0


def test_press_is_over_after_a_week_and_writes_to_nobody_who_joined_since() -> None:
    """A school without a plan writes nothing by itself; whose address was put right in time gets the mail of the press."""
    campaign = ask()
    mended = add("Bo Wren")
    press(campaign=campaign.id, by=viewer_of("head"), at=NOON)
    work(NOON)
    Person.objects.filter(id=mended.id).update(email="bo@home.example")
    work(NOON + 6 * DAY)
    assert sent_to(mended.id) == ["invitation"]
    joined = add("Nia Wren", "nia@home.example", since=TODAY + 20 * DAY)
    work(NOON + 21 * DAY)
    assert sent_to(joined.id) == []


def test_press_passes_over_whoever_just_got_a_mail_of_a_campaign_that_ended() -> None:
    """Not that day alone, but as long as the press counts: a week later it would make nobody due for what others asked."""
    other, campaign = ask(Audience.HATS, hats=("staff",)), ask()
    teacher = one("teacher")
    Reminder.objects.create(campaign=other, person_id=teacher, at=NOON - 3 * HOUR, how="mail", is_planned=False)
    services.end(campaign=other.id, by=viewer_of("head"), at=NOON)
    press(campaign=campaign.id, by=viewer_of("head"), at=NOON)
    for day in range(9):
        work(NOON + day * DAY + 3 * HOUR, times=2)
    assert sent_to(teacher) == []
    assert sent_to(one("parent")) == ["reminder"]


def test_what_an_entry_got_that_was_joined_to_theirs_is_theirs() -> None:
    """For the twenty hours, and for how many the plan sends: nobody gets the first one twice by being joined."""
    plan(every=1, most=2)
    campaign = ask()
    twin = add("Ines Duarte", "ines@home.example")
    work(NOON)
    assert sent_to(twin.id) == ["invitation"]
    kept = people.merge(keep=add("Ines Duarte-Silva"), drop=twin, by=viewer_of("head"), at=NOON + HOUR)
    Person.objects.filter(id=kept.id).update(email="ines@home.example")
    assert kept.id not in waiting_at(campaign.school_id, at=NOON + 2 * HOUR).due_at(NOON + 2 * HOUR)
    work(NOON + 2 * HOUR)
    assert sent_to(kept.id) == []
    for day in (3, 4, 5):
        work(NOON + day * DAY)
    assert sent_to(kept.id) == ["invitation"]


def test_two_campaigns_for_the_same_edition_write_one_mail() -> None:
    """Which is kept for both, and each is paced by it."""
    ask()
    ask(Audience.HATS, hats=("parent",))
    plan()
    work(NOON)
    work(MONDAY)
    assert sent_to(one("parent")) == ["reminder"]
    assert Reminder.objects.filter(person=one("parent")).values("campaign").distinct().count() == 2


def test_who_was_never_in_gets_an_invitation_and_a_newer_one_ends_it() -> None:
    """With a link that works, each time; whoever has a letter keeps it."""
    ask()
    new = add("Nia Wren", "nia@home.example")
    plan()
    work(NOON)
    work(NOON + 7 * DAY)
    assert sent_to(new.id) == ["invitation", "invitation"]
    assert Invitation.objects.filter(person=new, ended_at=None, used_at=None).count() == 1
    assert AuditEntry.objects.filter(action="account.invited", subject=new.id, actor=SETUP.actor).count() == 2
    assert [row.how for row in Reminder.objects.filter(person=new)] == ["invitation", "invitation"]


def test_machine_invites_nobody_who_carries_a_duty() -> None:
    """The office could write down its own address for the next head, and press the button."""
    ask()
    clerk = add("Nia Wren", "nia@home.example", hat=Hat.STAFF)
    people.give_duty(person=clerk, duty=Duty.DEPUTY, since=TODAY, by=viewer_of("head"), at=NOON)
    invite(person_id=clerk.id, by=viewer_of("head"), at=NOON)
    plan()
    work(NOON + 7 * DAY)
    assert sent_to(clerk.id) == ["invitation"]
    assert not Reminder.objects.filter(person=clerk).exists()


def test_no_mail_goes_where_none_arrives() -> None:
    """No address, one that two share, one that bounced, a sign-in by name."""
    ask()
    nowhere = add("Ada Wren")
    twins = [add("Bo Wren", "wrens@home.example"), add("Cy Wren", "wrens@home.example")]
    by_name = add("Di Wren")
    Person.objects.filter(id=by_name.id).update(account=Account.objects.create(name="di.wren"))
    plan(every=1)
    work(NOON)
    Message.objects.filter(person=one("parent")).update(state=State.FAILED, body="", reason="bounced-5.1.1")
    work(MONDAY)
    assert [sent_to(person.id) for person in (nowhere, *twins, by_name)] == [[], [], [], []]
    assert sent_to(one("parent")) == ["reminder"]
    assert sent_to(one("volunteer")) == ["reminder", "reminder"]


def test_batches_go_one_after_the_other() -> None:
    """So many at a time, a minute apart, until everybody has one; two looks at once double nothing."""
    ask()
    new = [add(f"Parent {number:03}", f"p{number}@home.example") for number in range(chasing.BATCH + 5)]
    plan()
    chasing.chase(at=NOON)
    work(NOON)
    assert Message.objects.filter(kind__in=("reminder", "invitation")).count() == chasing.BATCH
    work(NOON + 5 * chasing.PAUSE, times=3)
    assert all(len(sent_to(person.id)) == 1 for person in new)
    assert len({row.at for row in Reminder.objects.all()}) == 2
    told = AuditEntry.objects.filter(action="campaign.reminded")
    assert told.count() == 2
    assert all(person.id in "".join(row.data for row in told) for person in new)


def test_nobody_waits_to_write_while_it_is_worked_out_who_is_due() -> None:
    """The transaction holds the tasks alone: with SQLite one that is open keeps everybody else from writing."""
    campaign = ask()
    plan()
    with CaptureQueriesContext(connection) as asked:
        assert chasing.begin(campaign.school_id, at=NOON)
    asked_for = [query["sql"] for query in asked]
    first = next(number for number, sql in enumerate(asked_for) if sql.startswith("SAVEPOINT"))
    assert any("people_hatworn" in sql for sql in asked_for[:first])
    assert not any("people_" in sql or "signoff_" in sql for sql in asked_for[first:])


def test_what_fails_in_the_middle_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """No mail without its row, no row without its mail; run again, everybody gets one."""
    campaign = ask()
    plan()
    ids = [one("parent"), one("volunteer")]

    def fail(**_any: object) -> None:
        raise ProgrammingMistake("power-cut", "In the middle.")

    with monkeypatch.context() as patch:
        patch.setattr("gatepost.campaigns.reminding.audit.record", fail)
        with pytest.raises(ProgrammingMistake):
            remind(campaign.school_id, ids, at=NOON)
    assert not Reminder.objects.exists()
    assert not Message.objects.exists()
    assert [remind(campaign.school_id, ids, at=NOON + HOUR * hours) for hours in range(2)] == [2, 0]


def test_questions_to_the_database_are_the_same_in_a_large_school() -> None:
    """For a batch, and for the look that makes batches."""
    campaign = ask()
    plan()
    asked = []
    for number in (10, 200):
        for each in range(Person.objects.count(), number):
            add(f"Parent {each:03}", f"p{each}@home.example")
        with CaptureQueriesContext(connection) as looked, transaction.atomic():
            chasing.begin(campaign.school_id, at=NOON)
            transaction.set_rollback(True)
        with CaptureQueriesContext(connection) as sent, transaction.atomic():
            remind(campaign.school_id, [one("parent"), one("volunteer")], at=NOON)
            transaction.set_rollback(True)
        asked.append((len([q for q in looked if q["sql"].startswith("SELECT")]), len(sent)))
    assert asked[0] == asked[1]


def test_record_replays_who_was_reminded() -> None:
    """Ids and no names; not one entry a person."""
    campaign = ask()
    plan()
    work(NOON)
    entry = AuditEntry.objects.get(action="campaign.reminded")
    assert (entry.actor, entry.subject) == (SETUP.actor, campaign.id)
    people_told = {row.person_id for row in Reminder.objects.filter(campaign=campaign)}
    assert all(person in entry.data for person in people_told)
    assert not any(name in entry.data for name in ("Zielinski", "@"))


def test_everybody_gets_what_they_were_sent_in_their_own_file_and_nobody_elses() -> None:
    """And whoever pressed the button, when."""
    campaign = ask()
    press(campaign=campaign.id, by=viewer_of("office"), at=NOON)
    work(NOON)
    told = {part.name: part.rows for part in download(SOURCES, by=viewer_of("parent"), at=NOON)}
    ((*cells,),) = told["Reminder"]
    assert {cell.name: cell.words for cell in cells}["campaign"] == "July 2018"
    assert told["Press"] == ()
    assert len({part.name: part.rows for part in download(SOURCES, by=viewer_of("office"), at=NOON)}["Press"]) == 1


def test_campaign_that_is_over_is_not_pressed() -> None:
    """Nor one that is not there."""
    campaign = ask()
    services.end(campaign=campaign.id, by=viewer_of("head"), at=NOON)
    with pytest.raises(Refused, match="asks nobody today"):
        press(campaign=campaign.id, by=viewer_of("head"), at=NOON)
    with pytest.raises(Refused, match="no such campaign"):
        press(campaign="made-up", by=viewer_of("head"), at=NOON)
    assert Campaign.objects.count() == 1
