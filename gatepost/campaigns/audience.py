"""Who is asked by a campaign on a day, and what have they answered?

Worked out from what people are that day and what they answered (``lives``), in five questions to the database however many people
there are. With a child in two classes somebody stands in both; with three hats they are still one person.

    next(positions(campaign, on=today)).standing  ->  Standing.AGREED
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

from django.db.models import Q

from gatepost.campaigns.lives import Given, Life, read
from gatepost.campaigns.models import Campaign
from gatepost.campaigns.queries import list_open
from gatepost.campaigns.states import Audience
from gatepost.people.models import Guardianship, holding_on
from gatepost.people.states import Hat
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


NO_HATS = frozenset[str]()


@dataclass(frozen=True, slots=True)
class Position:
    """Somebody in the audience of a campaign: their hats and their children's classes today, and what they answered, and when.

    In a campaign for some hats they are here as those alone.
    """

    person_id: str
    hats: tuple[str, ...]
    classes: tuple[str, ...]
    standing: Standing
    day: date | None
    """On which they gave the answer that stands: of paper, the day on the sheet."""
    is_missing: bool
    """Whether the campaign still waits for them."""
    agreed_as: frozenset[str] = frozenset()
    """The hats with which they agreed."""
    is_on_paper: bool = False
    """Whether the answer that stands was given on paper."""

    def as_hat(self, hat: str) -> tuple[Standing, bool]:
        """Return what stands for one of their hats, and whether the campaign waits for that."""
        if self.standing not in {Standing.PARTLY, Standing.AGREED}:
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
    lives = read(campaign, first=on, last=on, people=people, without=without, today=today)
    return positions_in(campaign, lives, on=on, people=people)


def positions_in(
    campaign: Campaign, lives: Mapping[str, Life], *, on: date, people: Collection[str] | None = None
) -> Iterator[Position]:
    """Yield those of these people whom a campaign asks on a day, with all that they answered."""
    classes = _classes(campaign, on, {} if people is None else {"person__in": people})
    wanted = wanted_by(campaign)
    for person, life in lives.items():
        worn = life.worn_on(on)
        if worn is None or not wanted(worn, life.earlier):
            continue
        standing, given, agreed = stands(campaign, worn, life.answers, life.earlier)
        yield Position(
            person_id=person,
            hats=worn,
            classes=tuple(sorted(classes[person])) if Hat.PARENT.value in worn and person in classes else (),
            standing=standing,
            day=given.day if given else None,
            is_missing=standing not in SETTLES[campaign.level],
            agreed_as=agreed,
            is_on_paper=given is not None and given.is_on_paper,
        )


def wanted_by(campaign: Campaign) -> Callable[[tuple[str, ...], Sequence[Given]], bool]:
    """Return what tells whether a campaign is about whoever wears these hats and agreed to these earlier editions."""
    if campaign.audience == Audience.SIGNED:
        return lambda _worn, earlier: bool(earlier)
    return lambda _worn, _earlier: True


def stands(
    campaign: Campaign, worn: tuple[str, ...], answers: Sequence[Given], earlier: Sequence[Given]
) -> tuple[Standing, Given | None, frozenset[str]]:
    """Return what stands of somebody's answers with the hats that they wear, the answer itself, and the hats that agreed."""
    given = answers[-1] if answers else None
    agreed = NO_HATS.union(*(one.hats for one in answers if one.answer == Answer.AGREED))
    standing = Standing(given.answer) if given else Standing.NONE
    if standing is Standing.AGREED and not agreed.issuperset(worn):
        standing = Standing.PARTLY
    if standing not in SETTLES[campaign.level] and _still_holds(campaign, worn, earlier):
        return Standing.HELD, None, agreed
    return standing, given, agreed


def _still_holds(campaign: Campaign, worn: tuple[str, ...], earlier: Sequence[Given]) -> bool:
    """Tell whether an earlier agreement says all that this one would: given with every hat of today, none of them touched."""
    if not earlier or not worn:
        return False
    last = earlier[-1].edition
    agreed = NO_HATS.union(*(one.hats for one in earlier if one.edition == last))
    return agreed.issuperset(worn) and not set(campaign.touched[last]).intersection(worn)


def _classes(campaign: Campaign, on: date, of: dict[str, Any]) -> dict[str, set[str]]:
    here = (Q(pupil__until=None) | Q(pupil__until__gte=on)) & Q(pupil__since__lte=on, pupil__school=campaign.school_id)
    links = Guardianship.objects.filter(holding_on(on), here, **of).exclude(pupil__class_name="")
    found: dict[str, set[str]] = defaultdict(set)
    for person, name in links.values_list("person", "pupil__class_name").iterator():
        found[person].add(name)
    return found


@dataclass(frozen=True, slots=True)
class Asked:
    """What a school's campaigns ask of somebody: whether one of them waits, and whether all that ask them ask for reading alone.

    One for which an earlier agreement holds does not ask them.
    """

    waits: bool
    only_reading: bool


def asked_of(person_id: str, school_id: str, *, on: date, without: Collection[str] = ()) -> Asked | None:
    """Return what the school asks of somebody on a day; None if no campaign of it asks anybody that day.

    ``without``: as if they had not given some answers (ids).
    """
    rows = list_open(school_id, on=on)
    if not rows:
        return None
    found = [(row.level, one) for row in rows for one in positions(row, on=on, people=[person_id], without=without)]
    levels = {level for level, one in found if one.standing is not Standing.HELD}
    return Asked(
        waits=any(one.is_missing for _level, one in found),
        only_reading=levels == {Answer.READ.value},
    )
