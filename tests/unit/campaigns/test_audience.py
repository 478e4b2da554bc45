"""Does a campaign ask exactly those whom it says, and does it know who has answered?"""

import json
from datetime import date, datetime, timedelta

import pytest

from gatepost.agreements.models import SchoolEdition
from gatepost.audit.models import AuditEntry
from gatepost.campaigns import services
from gatepost.campaigns.audience import Asked, Standing, asked_of, positions
from gatepost.campaigns.figures import figures
from gatepost.campaigns.lists import MISSING, Wanted, find, list_all
from gatepost.campaigns.models import Campaign
from gatepost.campaigns.queries import get_visible, list_open, list_visible
from gatepost.campaigns.states import Audience, Stage
from gatepost.kernel.errors import Refused
from gatepost.people import services as people
from gatepost.people.models import HatWorn, Person, Pupil
from gatepost.people.states import Hat
from gatepost.people.viewer import NOBODY
from gatepost.signoff.states import Answer
from tests.conftest import NOON
from tests.unit.campaigns.chased import waits_for
from tests.unit.signoff.people import TODAY, agree, decline, edition, new_edition, viewer_of

TOMORROW = TODAY + timedelta(days=1)
pytestmark = pytest.mark.usefixtures("school")


def ask(
    audience: Audience = Audience.EVERYONE, *, to: SchoolEdition | None = None, at: datetime = NOON, **more: object
) -> Campaign:
    """Let the head begin a campaign."""
    return services.start(
        edition=(to or edition()).id,
        audience=audience,
        by=viewer_of("head"),
        at=at,
        **more,  # type: ignore[arg-type]  # a test says what it wants
    )


def asked(campaign: Campaign, on: date = TODAY) -> set[str]:
    """Return the ids of all who are asked."""
    return {one.person_id for one in positions(campaign, on=on) if one.standing is not Standing.HELD}


def person(kind: str) -> str:
    """Return the id of one of the invented people."""
    return viewer_of(kind).person_id


@pytest.mark.parametrize("kind", ["parent", "teacher", "governor", "chair", "clerk", "deputy", "safeguarding-lead"])
def test_only_the_head_and_the_office_ask(kind: str) -> None:
    """Whoever only answers for the policy, or is only bound by it, does not."""
    campaign = ask()
    with pytest.raises(Refused, match="Only the head teacher or the school office"):
        services.start(edition=edition().id, audience=Audience.EVERYONE, by=viewer_of(kind), at=NOON)
    with pytest.raises(Refused, match="Only the head teacher or the school office"):
        services.end(campaign=campaign.id, by=viewer_of(kind), at=NOON)
    assert list_all(viewer_of(kind), campaign.id, Wanted(), on=TODAY) == ()


@pytest.mark.parametrize("kind", ["parent", "teacher", "technician", "safeguarding-lead", "volunteer"])
def test_to_whoever_does_not_answer_for_the_policy_there_is_no_campaign(kind: str) -> None:
    """No figures either."""
    campaign = ask()
    viewer = viewer_of(kind)
    assert list_visible(viewer, on=TODAY) == ()
    assert get_visible(viewer, campaign.id, on=TODAY) is None
    assert figures(viewer, campaign.id, on=TODAY) is None
    assert figures(NOBODY, campaign.id, on=TODAY) is None


def test_what_nobody_can_sign_is_not_asked_for() -> None:
    """Nor an audience that says nothing, nor fewer people than the governors said."""
    head = viewer_of("head")
    with pytest.raises(Refused, match="no such edition"):
        services.start(edition="made-up", audience=Audience.EVERYONE, by=head, at=NOON)
    with pytest.raises(Refused, match="Say whom you ask"):
        ask(Audience.HATS)
    with pytest.raises(Refused, match="Say whom you ask"):
        ask(Audience.HATS, hats=["caretaker"])
    with pytest.raises(Refused, match="You ticked hats"):
        ask(Audience.EVERYONE, hats=["staff"])
    with pytest.raises(Refused, match="minutes"):
        ask(Audience.CHANGED)
    with pytest.raises(Refused, match="one line"):
        ask(Audience.CHANGED, minute="2026/12\n" + "x" * 100)
    with pytest.raises(Refused, match="agree"):
        ask(level=Answer.SHOWN)
    old = edition()
    new_edition("September 2026", TOMORROW)
    with pytest.raises(Refused, match="not in force"):
        ask(to=old, at=NOON + timedelta(days=1))
    assert not Campaign.objects.exists()


def test_asking_twice_for_the_same_is_asking_once() -> None:
    """A double click; whoever asks others, or for less, does something else."""
    ask()
    with pytest.raises(Refused, match="already"):
        ask()
    ask(Audience.HATS, hats=["parent"])
    ask(level=Answer.READ)
    assert Campaign.objects.count() == AuditEntry.objects.filter(action="campaign.started").count() == 3


def test_record_says_whom_it_asks_for_what_and_names_the_words() -> None:
    """Of the beginning and of the end."""
    campaign = ask(Audience.HATS, hats=["parent"], level=Answer.READ)
    services.end(campaign=campaign.id, by=viewer_of("head"), at=NOON)
    begun, over = AuditEntry.objects.filter(subject=campaign.id).order_by("sequence")
    assert json.loads(begun.data) == {"audience": "hats", "edition": edition().id, "hats": "parent", "level": "read"}
    assert begun.edition == over.edition == edition().sha256


def test_everybody_is_asked_once_whatever_hats_they_wear() -> None:
    """Nobody who has left, nobody who comes later, nobody twice."""
    campaign = ask()
    here = {worn.person_id for worn in HatWorn.objects.filter(until=None) if worn.holds_on(TODAY)}
    found = list(positions(campaign, on=TODAY))
    assert len(found) == len({one.person_id for one in found})
    assert {one.person_id for one in found} == here
    both = next(one for one in found if one.person_id == person("parent-staff"))
    assert both.hats == ("parent", "staff")


def test_leaver_is_asked_no_more_and_joiner_on_the_day() -> None:
    """And whoever was here before is no joiner, in whatever hat they come back."""
    head = viewer_of("head")
    everyone, joiners = ask(), ask(Audience.JOINERS)
    assert asked(joiners) == set()
    new = people.add_person(
        school=Person.objects.get(id=head.person_id).school, name="Ines Duarte", email="", by=head, at=NOON
    )
    people.give_hat(person=new, hat=Hat.VOLUNTEER, since=TOMORROW, by=head, at=NOON)
    teacher = Person.objects.get(id=person("teacher"))
    people.give_hat(person=teacher, hat=Hat.PARENT, since=TODAY, by=head, at=NOON)
    assert asked(joiners) == set()
    assert asked(joiners, TOMORROW) == {new.id}
    assert new.id not in asked(everyone)
    assert new.id in asked(everyone, TOMORROW)
    HatWorn.objects.filter(person=new).update(until=TOMORROW)
    assert new.id not in asked(everyone, TOMORROW + timedelta(days=1))


def test_by_hat_those_are_asked_who_wear_it_today() -> None:
    """As those hats alone: they sign once for all that they are, and count here for what is asked."""
    campaign = ask(Audience.HATS, hats=["parent", "volunteer"])
    found = {one.person_id: one.hats for one in positions(campaign, on=TODAY)}
    assert found[person("parent-staff")] == ("parent",)
    assert person("volunteer") in found
    assert person("teacher") not in found


def test_answers_settle_what_was_asked_for_and_no_less() -> None:
    """Having read it is enough only where that was asked; a refusal is an answer."""
    agreed, read = ask(), ask(level=Answer.READ)
    signed = {"parent": Answer.READ, "teacher": Answer.AGREED}
    agree(viewer_of("parent"), edition(), level=signed["parent"])
    agree(viewer_of("teacher"), edition())
    decline(viewer_of("governor"), edition())

    def missing(campaign: Campaign) -> set[str]:
        return {one.person_id for one in positions(campaign, on=TODAY) if one.is_missing}

    assert missing(agreed) & {person("parent"), person("teacher"), person("governor")} == {person("parent")}
    assert not missing(read) & {person("parent"), person("teacher"), person("governor")}


def test_what_somebody_agreed_to_holds_if_nothing_changed_for_them() -> None:
    """Only with every hat of today, and only those; whoever never agreed is asked in any case."""
    parent, both, teacher = (viewer_of(kind) for kind in ("parent", "parent-staff", "teacher"))
    for one in (parent, both, teacher):
        agree(one, edition())
    decline(viewer_of("parent-apart"), edition())
    new = new_edition("September 2026", TOMORROW)
    campaign = ask(Audience.CHANGED, to=new, at=NOON + timedelta(days=1), minute="2026/14")
    assert campaign.touched == {edition().id: []}
    campaign.touched = {edition().id: ["staff"]}
    campaign.save()
    stands = {one.person_id: one for one in positions(campaign, on=TOMORROW)}
    assert stands[parent.person_id].standing is Standing.HELD
    assert not stands[parent.person_id].is_missing
    for kind in ("parent-staff", "teacher", "parent-apart", "governor"):
        assert stands[person(kind)].is_missing, kind
    people.give_hat(
        person=Person.objects.get(id=parent.person_id), hat=Hat.VOLUNTEER, since=TODAY, by=viewer_of("head"), at=NOON
    )
    assert parent.person_id in asked(campaign, TOMORROW)


def test_whoever_reads_for_one_campaign_is_not_told_to_sign_by_another_for_which_they_have() -> None:
    """It counts what they agreed to before, so it does not ask them; whoever has not agreed is asked by both."""
    agree(viewer_of("parent"), edition())
    new, later = new_edition("September 2026", TOMORROW), NOON + timedelta(days=1)
    ask(Audience.CHANGED, to=new, at=later, minute="2026/14")
    ask(level=Answer.READ, to=new, at=later)
    school = edition().school_id
    assert asked_of(person("parent"), school, on=TOMORROW) == Asked(waits=True, only_reading=True)
    assert asked_of(person("teacher"), school, on=TOMORROW) == Asked(waits=True, only_reading=False)
    agree(viewer_of("parent"), new, level=Answer.READ, at=later)
    assert asked_of(person("parent"), school, on=TOMORROW) == Asked(waits=False, only_reading=True)


def test_only_who_signed_before_is_asked_if_the_school_says_so() -> None:
    """Neither who never signed nor who declined, nor who joins later; of the others those for whom something changes."""
    for kind in ("parent", "parent-staff", "teacher"):
        agree(viewer_of(kind), edition())
    decline(viewer_of("parent-apart"), edition())
    new = new_edition("September 2026", TOMORROW)
    later = NOON + timedelta(days=1)
    with pytest.raises(Refused, match="minutes of the governors"):
        ask(Audience.SIGNED, to=new, at=later)
    campaign = ask(Audience.SIGNED, to=new, at=later, minute="2026/14")
    campaign.touched = {edition().id: ["staff"]}
    campaign.save()
    stands = {one.person_id: one.is_missing for one in positions(campaign, on=TOMORROW)}
    assert stands == {person("parent"): False, person("parent-staff"): True, person("teacher"): True}


def test_two_entries_of_one_person_are_asked_once_and_their_answers_count() -> None:
    """For the hats that the one signed with; the hat of the other is still waited for."""
    head = viewer_of("head")
    keep, drop = (Person.objects.get(id=person(kind)) for kind in ("volunteer", "parent-apart"))
    agree(viewer_of("parent-apart"), edition())
    campaign = ask()
    Person.objects.filter(id=drop.id).update(account=None)
    people.merge(keep=keep, drop=drop, by=head, at=NOON)
    found = {one.person_id: one for one in positions(campaign, on=TODAY)}
    assert drop.id not in found
    both = found[keep.id]
    assert (both.as_hat("parent"), both.as_hat("volunteer")) == ((Standing.AGREED, False), (Standing.NONE, True))
    assert both.standing is Standing.PARTLY


def test_campaign_for_some_hats_waits_for_no_other_hat_of_somebody() -> None:
    """A parent who agreed and then helps out is not missing among the parents, and did not agree as a volunteer."""
    parent, campaign = viewer_of("parent"), ask(Audience.HATS, hats=["parent"])
    agree(parent, edition())
    row = Person.objects.get(id=parent.person_id)
    people.give_hat(person=row, hat=Hat.VOLUNTEER, since=TODAY, by=viewer_of("head"), at=NOON)
    (mine,) = positions(campaign, on=TODAY, people=[row.id])
    assert (mine.standing, mine.is_missing, mine.hats) == (Standing.AGREED, False, ("parent",))


def test_agreement_that_was_given_hat_by_hat_holds_for_all_of_them() -> None:
    """As a parent, and later as more."""
    parent = viewer_of("parent")
    agree(parent, edition())
    row = Person.objects.get(id=parent.person_id)
    people.give_hat(person=row, hat=Hat.VOLUNTEER, since=TODAY, by=viewer_of("head"), at=NOON)
    agree(viewer_of("parent"), edition())
    new = new_edition("September 2026", TOMORROW)
    campaign = ask(Audience.CHANGED, to=new, at=NOON + timedelta(days=1), minute="2026/14")
    (mine,) = positions(campaign, on=TOMORROW, people=[row.id])
    assert mine.standing is Standing.HELD


def test_a_child_in_two_classes_puts_a_parent_into_both() -> None:
    """Only while the child is here, and only of parents."""
    campaign = ask()
    head, parent = viewer_of("head"), Person.objects.get(id=person("parent"))
    pupil = people.add_pupil(
        school=parent.school, name="Ola Zielinska", class_name="6 Rowan", since=TODAY, by=head, at=NOON
    )
    people.link_guardian(person=parent, pupil=pupil, since=TODAY, by=head, at=NOON)
    (mine,) = positions(campaign, on=TODAY, people=[parent.id])
    assert "6 Rowan" in mine.classes
    assert len(mine.classes) == 2
    Pupil.objects.filter(id=pupil.id).update(until=TODAY)
    (mine,) = positions(campaign, on=TOMORROW, people=[parent.id])
    assert "6 Rowan" not in mine.classes
    assert not any(one.classes for one in positions(campaign, on=TODAY) if "parent" not in one.hats)


def test_campaign_runs_until_somebody_ends_it_or_the_edition_is_replaced() -> None:
    """One for an edition that is coming begins with it."""
    first = ask()
    coming = new_edition("September 2026", TOMORROW)
    later = ask(to=coming)
    assert later.since == TOMORROW
    school = first.school_id
    assert [one.id for one in list_open(school, on=TODAY)] == [first.id]
    assert [one.id for one in list_open(school, on=TOMORROW)] == [later.id]
    stages = {one.id: one.stage for one in list_visible(viewer_of("chair"), on=TODAY)}
    assert stages == {first.id: Stage.OPEN, later.id: Stage.COMING}
    services.end(campaign=first.id, by=viewer_of("office"), at=NOON)
    assert list_open(school, on=TODAY) == ()
    with pytest.raises(Refused, match="ended already"):
        services.end(campaign=first.id, by=viewer_of("office"), at=NOON)
    with pytest.raises(Refused, match="no such campaign"):
        services.end(campaign="made-up", by=viewer_of("office"), at=NOON)


def test_lists_name_those_who_are_wanted_and_the_head_alone_reads_why() -> None:
    """The office learns that somebody declined, not why."""
    campaign = ask()
    decline(viewer_of("parent"), edition(), reason="My phone is my insulin pump.")
    agree(viewer_of("teacher"), edition())
    for kind, reason in (("head", "My phone is my insulin pump."), ("office", "")):
        refused = find(viewer_of(kind), campaign.id, Wanted(standing="refused"), on=TODAY)
        assert [(one.name, one.reason) for one in refused.people] == [("Tomasz Zielinski", reason)]
    missing = {one.name for one in list_all(viewer_of("office"), campaign.id, Wanted(standing=MISSING), on=TODAY)}
    assert not missing & {"Tomasz Zielinski", "Daniel Osei"}
    parents = find(viewer_of("office"), campaign.id, Wanted(standing=MISSING, hat="parent"), on=TODAY)
    assert all("parent" in one.hats for one in parents.people)
    assert [one.name for one in parents.people] == sorted(one.name for one in parents.people)


def test_school_waits_for_those_whom_it_asks_and_for_nobody_while_it_asks_nobody() -> None:
    """Of those whom no campaign asks it wants nothing, whether they have signed or not."""
    school, parent, teacher = viewer_of("head").school_id, person("parent"), person("teacher")
    assert waits_for(parent, school) is None
    ask(Audience.HATS, hats=["parent"])
    assert waits_for(parent, school) is True
    assert waits_for(teacher, school) is False
    assert waits_for(parent, "another") is None
    agree(viewer_of("parent"), edition())
    assert waits_for(parent, school) is False


def test_who_signs_between_the_beginning_and_the_first_day_has_signed_before() -> None:
    """Nobody had agreed to the edition of today when the office asked for the next one; the parent does, and is not new."""
    new = new_edition("September 2026", TOMORROW)
    campaigns = {each: ask(each, to=new, minute="2026/14") for each in (Audience.SIGNED, Audience.CHANGED)}
    parent = agree(viewer_of("parent"), edition()).person_id
    for campaign in campaigns.values():
        campaign.refresh_from_db()
        assert edition().id in campaign.touched
    (signed,) = positions(campaigns[Audience.SIGNED], on=TOMORROW)
    (changed,) = positions(campaigns[Audience.CHANGED], on=TOMORROW, people=[parent])
    assert signed.person_id == changed.person_id == parent
    assert signed.standing is changed.standing
