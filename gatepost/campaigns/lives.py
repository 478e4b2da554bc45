"""What was somebody at the school between two days, and what did they answer, as far as a campaign asks about it?

Read from the rows, in four questions to the database however many people there are. Entries that were found to be the same
person's are one life. The day of an answer on paper is the one on the sheet, whenever the office recorded it.

    read(campaign, first=monday, last=friday)["…"].worn_on(monday)  ->  ('parent', 'staff')
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from gatepost.campaigns.models import Campaign
from gatepost.campaigns.states import LEAVING_OUT, Audience
from gatepost.people.models import DutyHeld, HatWorn
from gatepost.people.queries import entries_of
from gatepost.signoff.keeping import years_kept
from gatepost.signoff.models import SignOff
from gatepost.signoff.queries import counted
from gatepost.signoff.queries import worn as hats_of
from gatepost.signoff.retention import gone_by, last_day_due
from gatepost.signoff.states import Answer

A_DUTY = ""
"""What stands for a duty, where hats are codes."""


class Spell(NamedTuple):
    """Days on which somebody wore a hat, or held a duty; ``until`` is the last of them."""

    hat: str
    since: date
    until: date | None


class Given(NamedTuple):
    """An answer that counts; ``hats`` are those with which it was given."""

    edition: str
    answer: str
    day: date
    is_on_paper: bool
    hats: frozenset[str]


@dataclass(slots=True)
class Life:
    """Somebody who is asked on some of the days. Answers stand in the order in which they came."""

    spells: list[Spell] = field(default_factory=list)
    """In a campaign for some hats, of those alone: as anything else nobody is asked."""
    answers: list[Given] = field(default_factory=list)
    earlier: list[Given] = field(default_factory=list)
    """Agreements to earlier editions, if they can count: of the last edition last."""

    def worn_on(self, day: date) -> tuple[str, ...] | None:
        """Return the hats of a day, in the order of the alphabet; none at all for who has a duty alone; None: they are nothing."""
        worn = {hat for hat, since, until in self.spells if since <= day and (until is None or day <= until)}
        return tuple(sorted(worn - {A_DUTY})) if worn else None


def read(
    campaign: Campaign,
    *,
    first: date,
    last: date,
    people: Collection[str] | None = None,
    without: Collection[str] = (),
    today: date | None = None,
) -> dict[str, Life]:
    """Return by id everybody whom a campaign asks on a day from ``first`` to ``last``, or of them those of ``people`` (ids).

    ``without`` leaves out some answers (ids). As known ``today``: who left so long ago that their answers are removed is left out.
    """
    of: Mapping[str, Any] = {} if people is None else {"person__in": people}
    lives = _spells(campaign, first, last, of)
    gone_on = last_day_due(today or last, years_kept(campaign.school_id)) if first < (today or last) else None
    if gone_on and first <= gone_on:
        for person in gone_by(campaign.school_id, gone_on).values_list("id", flat=True):
            lives.pop(person, None)
    answers = SignOff.objects.filter(edition=campaign.edition_id).exclude(id__in=without).order_by("at", "number", "id")
    for person, given in _given(answers, people):
        if person in lives:
            lives[person].answers.append(given)
    if campaign.audience in LEAVING_OUT:
        agreed = SignOff.objects.filter(edition__in=list(campaign.touched), answer=Answer.AGREED.value)
        for person, given in _given(agreed.order_by("edition__in_force_from", "at", "number", "id"), people):
            if person in lives:
                lives[person].earlier.append(given)
    return lives


def answers_of(rows: QuerySet[SignOff], people: Collection[str] | None) -> QuerySet[SignOff]:
    """Keep of answers those that count of some people (ids) and of the entries that were joined to theirs; None: all."""
    rows = counted(rows)
    return rows if people is None else rows.filter(person__in=entries_of(people))


def _given(rows: QuerySet[SignOff], people: Collection[str] | None) -> list[tuple[str, Given]]:
    columns = ("person", "person__merged_into", "edition", "answer", "at", "on_paper", "hats")
    return [
        (merged or entry, Given(edition, answer, paper or localdate(at), paper is not None, hats_of(hats)))
        for entry, merged, edition, answer, at, paper, hats in answers_of(rows, people).values_list(*columns).iterator()
    ]


def _spells(campaign: Campaign, first: date, last: date, of: Mapping[str, Any]) -> dict[str, Life]:
    here = Q(since__lte=last, person__school=campaign.school_id, person__merged_into=None, **of)
    some = here & (Q(until=None) | Q(until__gte=first))
    lives: dict[str, Life] = defaultdict(Life)
    for person, *spell in _asked(campaign, HatWorn.objects.filter(some), of).values_list(
        "person", "hat", "since", "until"
    ):
        lives[person].spells.append(Spell(*spell))
    if campaign.audience == Audience.HATS:
        return dict(lives)  # a duty is no hat
    for person, *days in _asked(campaign, DutyHeld.objects.filter(some), of).values_list("person", "since", "until"):
        lives[person].spells.append(Spell(A_DUTY, *days))
    return dict(lives)


def _asked(campaign: Campaign, rows: QuerySet[Any], of: Mapping[str, Any]) -> QuerySet[Any]:
    """Keep the hats that a campaign asks, or whoever belongs to the school only since it asks, if it asks those alone."""
    if campaign.audience == Audience.HATS:
        return rows.filter(hat__in=campaign.hats.split(","))
    if campaign.audience != Audience.JOINERS:
        return rows
    here = Q(person__school=campaign.school_id, since__lt=campaign.begins)
    earlier = HatWorn.objects.filter(here, **of).values("person")
    entrusted = DutyHeld.objects.filter(here, **of).values("person")
    return rows.exclude(person__in=earlier).exclude(person__in=entrusted)
