"""Is whoever gets a hat after they signed asked again, and counted as what they said?"""

from datetime import timedelta

import pytest

from gatepost.campaigns import figures as figures_module
from gatepost.campaigns.figures import current, figures, keep_counted
from gatepost.campaigns.lists import MISSING, Wanted, find, list_all
from gatepost.campaigns.models import Counted
from gatepost.campaigns.states import Audience
from gatepost.kernel.errors import Refused
from gatepost.people import services as people
from gatepost.people.models import HatWorn, Person
from gatepost.people.states import Hat
from gatepost.signoff import services
from gatepost.signoff.models import SignOff
from gatepost.signoff.states import Answer
from tests.conftest import NOON
from tests.unit.campaigns.by_hand import as_by_hand, by_hand, figures_of
from tests.unit.campaigns.chased import waits_for
from tests.unit.campaigns.test_audience import ask
from tests.unit.signoff.people import TODAY, agree, decline, do_questions, edition, viewer_of

pytestmark = pytest.mark.usefixtures("school")


def give(hat: Hat) -> None:
    """Give Tomasz, a parent, one more hat."""
    person = Person.objects.get(id=viewer_of("parent").person_id)
    people.give_hat(person=person, hat=hat, since=TODAY, by=viewer_of("head"), at=NOON)


def lay_down(hat: Hat) -> None:
    """Let him lay one down, as of yesterday."""
    worn = HatWorn.objects.get(person=viewer_of("parent").person_id, hat=hat)
    people.end_hat(worn=worn, until=TODAY - timedelta(days=1), by=viewer_of("head"), at=NOON)


def sign() -> SignOff:
    """Agree without doing the questions."""
    own = edition()
    return services.sign(edition=own.id, expected_sha256=own.sha256, name="Tomasz", by=viewer_of("parent"), at=NOON)


def test_he_is_asked_the_questions_of_the_new_hat_and_signs_once_for_both() -> None:
    """A second click is the same answer; and the first stays as it was given."""
    first = agree(viewer_of("parent"), edition())
    give(Hat.STAFF)
    with pytest.raises(Refused, match="answer the questions"):
        sign()
    do_questions(viewer_of("parent"), edition())
    both = sign()
    assert (first.hats, both.hats, both.number) == ("parent", "parent,staff", 2)
    assert sign() == both
    with pytest.raises(Refused, match="signed this edition already"):
        decline(viewer_of("parent"), edition())


def test_school_waits_for_him_again_until_he_signed_as_both() -> None:
    """For the old hat he has answered, for the new one not; as a person he has not, by name and in figures."""
    campaign, parent = ask(), viewer_of("parent")
    agree(parent, edition())
    before = current(campaign, on=TODAY)
    give(Hat.STAFF)
    assert waits_for(parent.person_id, parent.school_id) is True
    found = current(campaign, on=TODAY)
    assert (
        found.total.missing - before.total.missing,
        found.hats["parent"].missing - before.hats["parent"].missing,
    ) == (1, 0)
    assert found.hats["staff"].missing - before.hats["staff"].missing == 1
    assert as_by_hand(found) == figures_of(by_hand(campaign, TODAY))

    def names(standing: str, hat: str = "") -> set[str]:
        return {one.name for one in find(viewer_of("head"), campaign.id, Wanted(standing, hat), on=TODAY).people}

    assert parent.name in names(MISSING) & names(MISSING, "staff") & names("agreed", "parent") & names("partly")
    assert parent.name not in names("agreed") | names("agreed", "staff") | names(MISSING, "parent")
    agree(viewer_of("parent"), edition())
    assert waits_for(parent.person_id, parent.school_id) is False
    assert as_by_hand(current(campaign, on=TODAY)) == figures_of(by_hand(campaign, TODAY))
    assert figures(viewer_of("head"), campaign.id, on=TODAY)


def test_hat_laid_down_takes_nothing_away_and_reading_binds_no_hat() -> None:
    """Nor does it when it is taken up again, after he signed as something else."""
    campaign, reading = ask(), ask(level=Answer.READ)
    parent = viewer_of("parent")
    agree(parent, edition())
    give(Hat.STAFF)
    lay_down(Hat.PARENT)
    assert current(reading, on=TODAY).hats["staff"].missing == current(campaign, on=TODAY).hats["staff"].missing - 1
    agree(viewer_of("parent"), edition())
    give(Hat.PARENT)
    assert waits_for(parent.person_id, parent.school_id) is False


@pytest.mark.parametrize("level", [Answer.AGREED, Answer.READ])
def test_in_a_campaign_for_some_hats_people_are_counted_shown_and_listed_as_those_alone(level: Answer) -> None:
    """A parent who agreed and becomes staff has answered among the parents, and no row of the staff stands beside them."""
    parent, head = viewer_of("parent"), viewer_of("head")
    campaign = ask(Audience.HATS, hats=["parent"], level=level)
    agree(parent, edition())
    before = current(campaign, on=TODAY)
    give(Hat.STAFF)
    found = current(campaign, on=TODAY)
    assert found == before
    assert set(found.hats) == {"parent"}
    assert as_by_hand(found) == figures_of(by_hand(campaign, TODAY))
    assert [one.hats for one in list_all(head, campaign.id, Wanted("agreed"), on=TODAY)] == [("parent",)]
    assert list_all(head, campaign.id, Wanted(hat="staff"), on=TODAY) == ()


def test_campaign_for_one_hat_shows_no_class_of_whoever_wears_another() -> None:
    """The staff are asked: that one of them has a child here is no row of 4 Elm."""
    campaign = ask(Audience.HATS, hats=["staff"])
    agree(viewer_of("parent-staff"), edition())
    found = current(campaign, on=TODAY)
    assert (set(found.hats), found.classes) == ({"staff"}, {})
    assert as_by_hand(found) == figures_of(by_hand(campaign, TODAY))


def test_what_was_counted_by_an_older_rule_is_counted_anew() -> None:
    """Answers that came since are not taken out of what never had them."""
    campaign = ask(Audience.HATS, hats=["parent"])
    keep_counted(at=NOON)
    row = Counted.objects.get()
    row.figures = {**row.figures, "form": 1, "total": {"missing": 40, "none": 40}}
    row.save()
    figures_module._kept._found.clear()  # a process that has counted nothing
    agree(viewer_of("parent"), edition())
    assert as_by_hand(current(campaign, on=TODAY)) == figures_of(by_hand(campaign, TODAY))
