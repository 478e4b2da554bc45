"""Who is asked by a campaign on a day, and what have they answered?

Worked out from what people are that day and what they answered, in five questions to the database however many people there are.
With a child in two classes somebody stands in both; with three hats they are still one person. Entries that were found to be the
same person's count together.

    next(positions(campaign, on=today)).standing  ->  Standing.AGREED
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from gatepost.campaigns.models import Campaign
from gatepost.campaigns.queries import list_open
from gatepost.campaigns.states import Audience
from gatepost.people.models import DutyHeld, Guardianship, HatWorn, holding_on
from gatepost.people.queries import entries_of
from gatepost.people.states import Hat
from gatepost.signoff.keeping import years_kept
from gatepost.signoff.models import SignOff
from gatepost.signoff.queries import counted
from gatepost.signoff.queries import worn as hats_of
from gatepost.signoff.retention import gone_by, last_day_due
from gatepost.signoff.states import Answer


class Standing(Enum):
    """What somebody's answer to an edition is now."""

    NONE = "none"
    SHOWN = "shown"
    READ = "read"
    AGREED = "agreed"
    REFUSED = "refused"
    PARTLY = "partly"
    """They agreed, and wear a hat today that they did not agree with yet: they are asked once more.

    Of each hat `Position.as_hat` tells what stands for it.
    """
    HELD = "held"
    """They agreed to an earlier edition, and nothing changed for them: that agreement holds, and they are not asked."""

    def __repr__(self) -> str:
        """Return the name, as one writes it."""
        return f"Standing.{self.name}"


SETTLES = {
    Answer.AGREED.value: frozenset({Standing.AGREED, Standing.REFUSED, Standing.HELD}),
    Answer.READ.value: frozenset({Standing.READ, Standing.PARTLY, Standing.AGREED, Standing.REFUSED, Standing.HELD}),
}
"""By what a campaign asks for: after which answers it asks no more. A refusal is an answer."""


@dataclass(frozen=True, slots=True)
class Position:
    """Somebody in the audience of a campaign: their hats and their children's classes today, and what they answered, and when."""

    person_id: str
    hats: tuple[str, ...]
    classes: tuple[str, ...]
    standing: Standing
    answered_at: datetime | None
    is_missing: bool
    """Whether the campaign still waits for them."""
    agreed_as: frozenset[str] = frozenset()
    """The hats with which they agreed."""

    def as_hat(self, hat: str) -> tuple[Standing, bool]:
        """Return what stands for one of their hats, and whether the campaign waits for that."""
        if self.standing is not Standing.PARTLY:
            return self.standing, self.is_missing
        has_agreed = hat in self.agreed_as
        return Standing.AGREED if has_agreed else Standing.NONE, self.is_missing and not has_agreed


def positions(
    campaign: Campaign,
    *,
    on: date,
    people: Collection[str] | None = None,
    without: Collection[str] = (),
    today: date | None = None,
) -> Iterator[Position]:
    """Yield everybody whom a campaign asks on a day, or of them those of ``people`` (ids), leaving out some answers (ids).

    If that day lies before ``today``, whoever left so long ago that their answers are removed by now is left out with them.
    """
    of = {} if people is None else {"person__in": people}
    hats = _hats(campaign, on, of)
    if today and on < today:
        gone = gone_by(campaign.school_id, last_day_due(today, years_kept(campaign.school_id)))
        for person in gone.values_list("id", flat=True):
            hats.pop(person, None)
    answers = _answers(campaign, people, without)
    classes = _classes(campaign, on, of)
    held = _held(campaign, people)
    for person, worn in hats.items():
        standing, at, agreed = answers.get(person, (Standing.NONE, None, frozenset()))
        if standing is Standing.AGREED and not agreed.issuperset(worn):
            standing = Standing.PARTLY
        if standing not in SETTLES[campaign.level] and _still_holds(campaign, worn, held.get(person)):
            standing, at = Standing.HELD, None
        yield Position(
            person_id=person,
            hats=worn,
            classes=tuple(sorted(classes[person])) if Hat.PARENT.value in worn and person in classes else (),
            standing=standing,
            answered_at=at,
            is_missing=standing not in SETTLES[campaign.level],
            agreed_as=agreed,
        )


def _hats(campaign: Campaign, on: date, of: dict[str, Any]) -> dict[str, tuple[str, ...]]:
    """Return the hats of everybody in the audience, in the order of the alphabet; of one who has a duty and no hat, none."""
    here = {"person__school": campaign.school_id, "person__merged_into": None, **of}
    worn: dict[str, set[str]] = {}
    for person, hat in _asked(campaign, HatWorn.objects.filter(holding_on(on), **here), of).values_list(
        "person", "hat"
    ):
        worn.setdefault(person, set()).add(hat)
    if campaign.audience == Audience.HATS:
        wanted = set(campaign.hats.split(","))
        return {person: tuple(sorted(hats)) for person, hats in worn.items() if hats & wanted}
    for (person,) in _asked(campaign, DutyHeld.objects.filter(holding_on(on), **here), of).values_list("person"):
        worn.setdefault(person, set())
    return {person: tuple(sorted(hats)) for person, hats in worn.items()}


def _asked(campaign: Campaign, rows: QuerySet[Any], of: dict[str, Any]) -> QuerySet[Any]:
    """Keep whoever belongs to the school only since the campaign began, if it asks those alone."""
    if campaign.audience != Audience.JOINERS:
        return rows
    here = Q(person__school=campaign.school_id, since__lt=campaign.since)
    earlier = HatWorn.objects.filter(here, **of).values("person")
    entrusted = DutyHeld.objects.filter(here, **of).values("person")
    return rows.exclude(person__in=earlier).exclude(person__in=entrusted)


def _answers(
    campaign: Campaign, people: Collection[str] | None, without: Collection[str]
) -> dict[str, tuple[Standing, datetime, frozenset[str]]]:
    """Return what stands of everybody's answers to the edition, since when, and with which hats they agreed."""
    rows = answers_of(SignOff.objects.filter(edition=campaign.edition_id).exclude(id__in=without), people)
    found = rows.order_by("at", "number", "id").values_list("person", "person__merged_into", "answer", "at", "hats")
    told: dict[str, tuple[Standing, datetime, frozenset[str]]] = {}
    for entry, merged, answer, at, hats in found.iterator():
        person = merged or entry
        agreed = told[person][2] if person in told else frozenset()
        told[person] = (Standing(answer), at, agreed | hats_of(hats) if answer == Answer.AGREED.value else agreed)
    return told


def _held(campaign: Campaign, people: Collection[str] | None) -> dict[str, tuple[str, frozenset[str]]]:
    """Return the last earlier edition to which somebody agreed, and with which hats; nothing unless that counts."""
    if campaign.audience != Audience.CHANGED:
        return {}
    rows = answers_of(SignOff.objects.filter(edition__in=list(campaign.touched), answer=Answer.AGREED.value), people)
    found = rows.order_by("edition__in_force_from", "at", "number", "id")
    columns = found.values_list("person", "person__merged_into", "edition", "hats")
    return {merged or person: (edition, frozenset(hats.split(","))) for person, merged, edition, hats in columns}


def _still_holds(campaign: Campaign, worn: tuple[str, ...], held: tuple[str, frozenset[str]] | None) -> bool:
    """Tell whether an earlier agreement says all that this one would: given with every hat of today, none of them touched."""
    if held is None:
        return False
    edition, then = held
    return bool(worn) and then.issuperset(worn) and not set(campaign.touched[edition]).intersection(worn)


def _classes(campaign: Campaign, on: date, of: dict[str, Any]) -> dict[str, set[str]]:
    here = (Q(pupil__until=None) | Q(pupil__until__gte=on)) & Q(pupil__since__lte=on, pupil__school=campaign.school_id)
    links = Guardianship.objects.filter(holding_on(on), here, **of).exclude(pupil__class_name="")
    found: dict[str, set[str]] = defaultdict(set)
    for person, name in links.values_list("person", "pupil__class_name").iterator():
        found[person].add(name)
    return found


def answers_of(rows: QuerySet[SignOff], people: Collection[str] | None) -> QuerySet[SignOff]:
    """Keep of answers those that count of some people (ids) and of the entries that were joined to theirs; None: all."""
    rows = counted(rows)
    return rows if people is None else rows.filter(person__in=entries_of(people))


def day_of(position: Position) -> date | None:
    """Return the day on which somebody answered, in the school's time zone; None if they did not."""
    return localdate(position.answered_at) if position.answered_at else None


def waits_for(person_id: str, school_id: str, *, on: date) -> bool | None:
    """Tell whether the school waits for somebody's answer on a day; None if no campaign of it asks anybody that day."""
    rows = list_open(school_id, on=on)
    if not rows:
        return None
    return any(one.is_missing for row in rows for one in positions(row, on=on, people=[person_id]))
