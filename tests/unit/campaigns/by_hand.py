"""How does one count with a pencil who has answered a campaign, straight from the rows?

In plain loops, person by person and day by day, without any of what the product counts with.

    as_by_hand(current(campaign, on=today)) == by_hand(campaign, today)
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TypeVar

from django.utils.timezone import localdate

from gatepost.agreements.models import SchoolEdition
from gatepost.campaigns.audience import Standing
from gatepost.campaigns.counts import Count, Figures
from gatepost.campaigns.models import Campaign
from gatepost.people.models import DutyHeld, Guardianship, HatWorn, Person, Pupil
from gatepost.signoff.models import KeptFor, Mistake, SignOff

Row = TypeVar("Row")
ONE_DAY = timedelta(days=1)


@dataclass
class Hand:
    """What one counts with a pencil: in each pile how many stand where, and how many are waited for."""

    piles: dict[tuple[str, str], Counter[str]] = field(default_factory=dict)
    days: dict[date, tuple[int, int, int]] = field(default_factory=dict)
    """On each day how many were asked, how many had answered by its end, and how many of them by that day's answer."""

    people: dict[str, tuple[str, date | None, bool, bool]] = field(default_factory=dict)
    """By name: what stands, of which day, whether it is on paper, and whether they are waited for."""

    def put(self, pile: tuple[str, str], standing: str, is_missing: bool) -> None:  # noqa: FBT001  # a pencil needs no names
        """Put somebody on a pile."""
        self.piles.setdefault(pile, Counter()).update([standing, *(["missing"] if is_missing else [])])


class Rows:
    """All rows, read once."""

    def __init__(self, campaign: Campaign, today: date) -> None:
        """Read them, without those who left so long ago that nothing of them counts any more."""
        self.hats, self.duties = list(HatWorn.objects.all()), list(DutyHeld.objects.all())
        self.hats_of, self.duties_of = (
            sheets((row.person_id, row) for row in self.hats),
            sheets((row.person_id, row) for row in self.duties),
        )
        everybody = Person.objects.filter(school_id=campaign.school_id, merged_into=None)
        years = (KeptFor.objects.filter(school_id=campaign.school_id).values_list("years", flat=True).first()) or 6
        self.people = [person for person in everybody if not self.is_long_gone(person, years, today)]
        self.links = list(Guardianship.objects.select_related("pupil"))
        mistaken = {one.sign_off_id for one in Mistake.objects.all()}
        answers = SignOff.objects.select_related("person")
        self.answers = sorted((row for row in answers if row.id not in mistaken), key=lambda row: (row.at, row.number))
        self.given_by = sheets((one, row) for row in self.answers for one in both(row))
        earlier = SchoolEdition.objects.filter(id__in=campaign.touched).order_by("in_force_from")
        self.earlier = [each.id for each in earlier]

    def is_long_gone(self, person: Person, years: int, today: date) -> bool:
        """Tell whether they left so many years ago."""
        ends = [row.until for row in (*self.hats_of.get(person.id, ()), *self.duties_of.get(person.id, ()))]
        last = max((end or date.max for end in ends), default=date.max)
        return last.year < today.year and (last + ONE_DAY).replace(year=last.year + years) <= today

    def dates(self, first: date, last: date) -> list[date]:
        """Return the days on which anything is written down, in order; on no other day anything changes."""
        spells = (*self.hats, *self.duties)
        found = {first, *(row.since for row in spells), *(row.until + ONE_DAY for row in spells if row.until)}
        return sorted(day for day in found | {day_of(row) for row in self.answers} if first <= day <= last)

    def answers_of(self, person: Person, edition_id: str, by: date) -> list[SignOff]:
        """Return what somebody answered to an edition by a day, also under an entry that is theirs now."""
        mine = self.given_by.get(person.id, ())
        return [row for row in mine if row.edition_id == edition_id and day_of(row) <= by]


def sheets(pairs: Iterable[tuple[str | None, Row]]) -> dict[str | None, list[Row]]:
    """Put rows on a sheet for each person, in their order."""
    found: dict[str | None, list[Row]] = {}
    for one, row in pairs:
        found.setdefault(one, []).append(row)
    return found


def day_of(row: SignOff) -> date:
    """Return the day of an answer: of a sheet, the one that stands on it."""
    return row.on_paper or localdate(row.at)


def begins_on(campaign: Campaign) -> date:
    """Return the first day on which a campaign asks: its edition counts by then. Without a day it never does."""
    counts = campaign.edition.in_force_from
    return max(campaign.since, counts) if counts else date.max


def holds(row: HatWorn | DutyHeld | Guardianship | Pupil, day: date) -> bool:
    """Tell whether that counts on a day."""
    return row.since <= day and (row.until is None or row.until >= day)


def by_hand(campaign: Campaign, day: date, today: date | None = None) -> Hand:
    """Count who is asked on a day, with all that they answered until today."""
    hand, rows, today = Hand(), Rows(campaign, today or day), today or day
    for person, standing, is_missing, hats, agreed in looked_at(campaign, rows, day, today):
        given = rows.answers_of(person, campaign.edition_id, today) if standing != "held" else []
        on = (day_of(given[-1]), given[-1].on_paper is not None) if given else (None, False)
        hand.people[person.name] = (standing, *on, is_missing)
        hand.put(("everybody", ""), standing, is_missing)
        for hat in hats or {""}:
            hand.put(("hat", hat), *for_one_hat(standing, hat in agreed, is_missing))
        for name in classes_of(rows, person, day) if "parent" in hats else ():
            hand.put(("class", name), *for_one_hat(standing, "parent" in agreed, is_missing))
    before = (0, 0, 0)
    begins = begins_on(campaign)
    for each in rows.dates(begins, today) if begins <= day else ():
        now = on_a_day(campaign, rows, min(each, day), each)
        if now[:2] != before[:2] or now[2]:
            hand.days[each] = now
        before = now
    return hand


def on_a_day(campaign: Campaign, rows: Rows, audience: date, day: date) -> tuple[int, int, int]:
    """Count who was asked on a day, who had answered by its end, and who would not have without that day's answers."""

    def settled(by: date) -> dict[str, bool]:
        found = looked_at(campaign, rows, audience, by)
        return {person.id: not is_missing for person, standing, is_missing, *_rest in found if standing != "held"}

    by_its_end, by_its_beginning = settled(day), settled(day - ONE_DAY)
    gave = [one for one, has in by_its_end.items() if has and not by_its_beginning.get(one)]
    answered = [one for one in gave if any(day_of(row) == day for row in rows.answers if one in both(row))]
    return len(by_its_end), sum(by_its_end.values()), len(answered)


def both(row: SignOff) -> set[str | None]:
    """Return whose an answer is."""
    return {row.person_id, row.person.merged_into_id}


def looked_at(
    campaign: Campaign, rows: Rows, day: date, by: date
) -> Iterator[tuple[Person, str, bool, set[str], set[str]]]:
    """Go through those who are asked on a day, with what they had answered by another."""
    for person in rows.people:
        hats = {row.hat for row in rows.hats_of.get(person.id, ()) if holds(row, day)}
        has_duty = any(holds(row, day) for row in rows.duties_of.get(person.id, ()))
        if not is_in_the_audience(campaign, rows, person, hats, has_duty):
            continue
        if campaign.audience == "hats":
            hats &= set(campaign.hats.split(","))  # as anything else they are not asked
        if campaign.audience == "signed" and not earlier_agreements(rows, person, by):
            continue
        answers = rows.answers_of(person, campaign.edition_id, by)
        standing = answers[-1].answer if answers else "none"
        settled = standing in {"agreed", "refused"} or (standing == "read" and campaign.level == "read")
        agreed = {hat for row in answers if row.answer == "agreed" for hat in row.hats.split(",")}
        if standing == "agreed" and hats - agreed:
            standing, settled = "partly", campaign.level == "read"
        if not settled and held_by_an_earlier_one(campaign, rows, person, hats, by):
            standing = "held"
        yield person, standing, not settled and standing != "held", hats, agreed


def for_one_hat(standing: str, has_agreed: bool, is_missing: bool) -> tuple[str, bool]:  # noqa: FBT001  # a pencil needs no names
    """Say how whoever agreed with some of their hats stands in the row of one."""
    if standing != "partly":
        return standing, is_missing
    return ("agreed", False) if has_agreed else ("none", is_missing)


def is_in_the_audience(campaign: Campaign, rows: Rows, person: Person, hats: set[str], has_duty: bool) -> bool:  # noqa: FBT001  # a pencil needs no names
    """Tell whether somebody is asked."""
    if not hats and not has_duty:
        return False
    if campaign.audience == "hats":
        return bool(hats & set(campaign.hats.split(",")))
    if campaign.audience == "joiners":
        ever = (*rows.hats_of.get(person.id, ()), *rows.duties_of.get(person.id, ()))
        return all(row.since >= begins_on(campaign) for row in ever)
    return True


def held_by_an_earlier_one(campaign: Campaign, rows: Rows, person: Person, hats: set[str], by: date) -> bool:
    """Tell whether what somebody agreed to before still says all that is asked."""
    given = earlier_agreements(rows, person, by)
    if campaign.audience not in {"changed", "signed"} or not hats or not given:
        return False
    last = given[-1].edition_id
    agreed = {hat for row in given if row.edition_id == last for hat in row.hats.split(",")}
    return hats <= agreed and not hats & set(campaign.touched[last])


def earlier_agreements(rows: Rows, person: Person, by: date) -> list[SignOff]:
    """Return what somebody agreed to before, of the last edition last."""
    return [row for each in rows.earlier for row in rows.answers_of(person, each, by) if row.answer == "agreed"]


def classes_of(rows: Rows, person: Person, day: date) -> set[str]:
    """Return the classes of somebody's children."""
    links = [row for row in rows.links if row.person_id == person.id and holds(row, day)]
    return {row.pupil.class_name for row in links if holds(row.pupil, day)} - {""}


def as_by_hand(found: Figures) -> Hand:
    """Lay out figures as one lays them out by hand."""
    piles = {("everybody", ""): found.total}
    piles |= {("hat", hat): count for hat, count in found.hats.items()}
    piles |= {("class", name): count for name, count in found.classes.items()}
    laid_out = {pile: laid(count) for pile, count in piles.items()}
    days = {one.day: (one.asked, one.answered, one.gave) for one in found.history.days()}
    return Hand({pile: count for pile, count in laid_out.items() if count}, days)


def figures_of(hand: Hand) -> Hand:
    """Return what one counted without the names."""
    return Hand(hand.piles, hand.days)


def laid(count: Count) -> Counter[str]:
    """Lay out one of them."""
    return +Counter({**{each.value: count.of(each) for each in Standing}, "missing": count.missing})
