"""How does one count with a pencil who has answered a campaign, straight from the rows?

In plain loops, person by person, without any of what the product counts with.

    as_by_hand(current(campaign, on=today)) == by_hand(campaign, today)
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from django.utils.timezone import localdate

from gatepost.agreements.models import SchoolEdition
from gatepost.campaigns.audience import Standing
from gatepost.campaigns.figures import Count, Figures
from gatepost.campaigns.models import Campaign
from gatepost.people.models import DutyHeld, Guardianship, HatWorn, Person, Pupil
from gatepost.signoff.models import SignOff


@dataclass
class Hand:
    """What one counts with a pencil: in each pile how many stand where, and how many are waited for."""

    piles: dict[tuple[str, str], Counter[str]] = field(default_factory=dict)
    days: Counter[date] = field(default_factory=Counter)

    def put(self, pile: tuple[str, str], standing: str, is_missing: bool) -> None:  # noqa: FBT001  # a pencil needs no names
        """Put somebody on a pile."""
        self.piles.setdefault(pile, Counter()).update([standing, *(["missing"] if is_missing else [])])


def holds(row: HatWorn | DutyHeld | Guardianship | Pupil, day: date) -> bool:
    """Tell whether that counts on a day."""
    return row.since <= day and (row.until is None or row.until >= day)


def by_hand(campaign: Campaign, day: date) -> Hand:
    """Count."""
    hand = Hand()
    for person in Person.objects.filter(school_id=campaign.school_id, merged_into=None):
        hats = {row.hat for row in HatWorn.objects.filter(person=person) if holds(row, day)}
        duties = [row for row in DutyHeld.objects.filter(person=person) if holds(row, day)]
        if not is_in_the_audience(campaign, person, hats, bool(duties)):
            continue
        answers = sorted(answers_of(person, campaign.edition_id), key=lambda row: row.at)
        standing = answers[-1].answer if answers else "none"
        settled = standing in {"agreed", "refused"} or (standing == "read" and campaign.level == "read")
        agreed = {hat for row in answers if row.answer == "agreed" for hat in row.hats.split(",")}
        if standing == "agreed" and hats - agreed:
            standing, settled = "partly", campaign.level == "read"
        if not settled and held_by_an_earlier_one(campaign, person, hats):
            standing = "held"
        is_missing = not settled and standing != "held"
        hand.put(("everybody", ""), standing, is_missing)
        for hat in hats or {""}:
            hand.put(("hat", hat), *for_one_hat(standing, hat in agreed, is_missing))
        for name in classes_of(person, day) if "parent" in hats else ():
            hand.put(("class", name), *for_one_hat(standing, "parent" in agreed, is_missing))
        if settled:
            hand.days[localdate(answers[-1].at)] += 1
    return hand


def for_one_hat(standing: str, has_agreed: bool, is_missing: bool) -> tuple[str, bool]:  # noqa: FBT001  # a pencil needs no names
    """Say how whoever agreed with some of their hats stands in the row of one."""
    if standing != "partly":
        return standing, is_missing
    return ("agreed", False) if has_agreed else ("none", is_missing)


def is_in_the_audience(campaign: Campaign, person: Person, hats: set[str], has_duty: bool) -> bool:  # noqa: FBT001  # a pencil needs no names
    """Tell whether somebody is asked."""
    if not hats and not has_duty:
        return False
    if campaign.audience == "hats":
        return bool(hats & set(campaign.hats.split(",")))
    if campaign.audience == "joiners":
        rows = [*HatWorn.objects.filter(person=person), *DutyHeld.objects.filter(person=person)]
        return all(row.since >= campaign.since for row in rows)
    return True


def answers_of(person: Person, edition_id: str) -> list[SignOff]:
    """Return what somebody answered to an edition, also under an entry that is theirs now."""
    rows = SignOff.objects.filter(edition_id=edition_id).select_related("person")
    return [row for row in rows if person.id in {row.person_id, row.person.merged_into_id}]


def held_by_an_earlier_one(campaign: Campaign, person: Person, hats: set[str]) -> bool:
    """Tell whether what somebody agreed to before still says all that is asked."""
    if campaign.audience != "changed" or not hats:
        return False
    earlier = SchoolEdition.objects.filter(id__in=campaign.touched).order_by("in_force_from")
    agreed = [row for each in earlier for row in answers_of(person, each.id) if row.answer == "agreed"]
    if not agreed:
        return False
    last = [row for row in agreed if row.edition_id == agreed[-1].edition_id]
    then = max(last, key=lambda row: row.at)
    return hats <= set(then.hats.split(",")) and not hats & set(campaign.touched[then.edition_id])


def classes_of(person: Person, day: date) -> set[str]:
    """Return the classes of somebody's children."""
    links = [row for row in Guardianship.objects.filter(person=person).select_related("pupil") if holds(row, day)]
    return {row.pupil.class_name for row in links if holds(row.pupil, day)} - {""}


def as_by_hand(found: Figures) -> Hand:
    """Lay out figures as one lays them out by hand."""
    piles = {("everybody", ""): found.total}
    piles |= {("hat", hat): count for hat, count in found.hats.items()}
    piles |= {("class", name): count for name, count in found.classes.items()}
    laid_out = {pile: laid(count) for pile, count in piles.items()}
    return Hand({pile: count for pile, count in laid_out.items() if count}, +found.days)


def laid(count: Count) -> Counter[str]:
    """Lay out one of them."""
    return +Counter({**{each.value: count.of(each) for each in Standing}, "missing": count.missing})
