"""How many of those who are asked have answered, and what?

Right to the person, at every moment: what was counted is kept with the number of the record's last entry at that time, and holds as
long as the record got no other. What came since is caught up with person by person where it is answers, and counted anew where
people changed. So a page costs the same with a hundred answers and with a hundred thousand.

    figures(viewer, campaign.id, on=today).total.of(Standing.AGREED)  ->  212
"""

from collections import Counter, OrderedDict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from threading import Lock

from gatepost.audit import queries as audit
from gatepost.audit.head import Head
from gatepost.campaigns.access import sees_answers
from gatepost.campaigns.audience import Position, Standing, positions_in
from gatepost.campaigns.history import DayBy, History, steps_in
from gatepost.campaigns.lives import read
from gatepost.campaigns.models import Campaign
from gatepost.campaigns.queries import get_visible, visible_to
from gatepost.campaigns.states import Audience
from gatepost.people.states import Hat
from gatepost.people.viewer import Viewer
from gatepost.signoff.models import SignOff
from gatepost.signoff.states import Answer

NO_HAT = ""
FEW = 5
"""People: below this a figure would tell those who see no names what somebody answered."""
MOST_KEPT = 64
"""Campaigns that a process remembers: some kilobytes each."""
MOST_CAUGHT_UP = 400
"""Entries; more are counted anew. Below SQLite's limit of variables."""
TRIES = 3

ANSWERED = tuple(f"signoff.{each.value}" for each in Answer)
OF_NO_MATTER = (
    "account.",
    "campaign.",
    "edition.",
    "ruling.",
    "review.",
    "import.",
    "signoff.questions-done",
    "signoff.link-",
    "signoff.copied",
)
"""What the record tells of that changes neither who is asked nor what they answered. Whatever is not here is counted anew."""


Days = tuple[date, date]
"""As of which day people are counted, and today."""


@dataclass(slots=True)
class Count:
    """How many stand where, and how many of them are still asked."""

    by_standing: Counter[Standing] = field(default_factory=Counter)
    missing: int = 0

    @property
    def asked(self) -> int:
        """How many are asked: everybody but those whose earlier agreement holds."""
        return self.by_standing.total() - self.by_standing[Standing.HELD]

    @property
    def answered(self) -> int:
        """How many of those who are asked have given an answer that settles it."""
        return self.asked - self.missing

    @property
    def everybody(self) -> int:
        """How many there are."""
        return self.by_standing.total()

    def of(self, standing: Standing) -> int:
        """Return how many stand there."""
        return self.by_standing[standing]

    def add(self, one: Position, times: int, *, hat: str = "") -> None:
        """Count somebody in (``times`` 1) or out (-1), as the person that they are or for one of their hats."""
        standing, is_missing = one.as_hat(hat) if hat else (one.standing, one.is_missing)
        self.by_standing[standing] += times
        self.missing += times * is_missing

    def copy(self) -> "Count":
        """Return the same, to go on with."""
        return Count(Counter(self.by_standing), self.missing)


@dataclass(slots=True)
class Figures:
    """What a campaign's answers come to. Somebody with two hats is in both rows and once in ``total``; by class alike."""

    total: Count = field(default_factory=Count)
    hats: dict[str, Count] = field(default_factory=dict)
    classes: dict[str, Count] = field(default_factory=dict)
    history: History = field(default_factory=History)
    """How it was on each day."""
    several: Count = field(default_factory=Count)
    """Whoever wears several hats: what the rows by hat come to beyond the total is theirs."""

    def count(self, people: Iterable[Position], times: int = 1) -> None:
        """Count people in (``times`` 1) or out (-1)."""
        for one in people:
            self.total.add(one, times)
            for hat in one.hats or (NO_HAT,):
                self.hats.setdefault(hat, Count()).add(one, times, hat=hat)
            if len(one.hats) > 1:
                self.several.add(one, times)
            for name in one.classes:
                self.classes.setdefault(name, Count()).add(one, times, hat=Hat.PARENT.value)

    def copy(self) -> "Figures":
        """Return the same, to go on with."""
        return Figures(
            self.total.copy(),
            {hat: count.copy() for hat, count in self.hats.items()},
            {name: count.copy() for name, count in self.classes.items()},
            self.history.copy(),
            self.several.copy(),
        )


@dataclass(frozen=True, slots=True)
class Published:
    """What may be shown; ``has_few`` if some of it may not: there are too few of them."""

    total: Count | None = None
    hats: tuple[tuple[str, Count], ...] = ()
    classes: tuple[tuple[str, Count], ...] = ()
    days: tuple[DayBy, ...] = ()
    has_few: bool = False


def figures(viewer: Viewer, campaign_id: str, *, on: date) -> Published | None:
    """Return the figures of a campaign that the viewer may know of, on a day; None if there is no such campaign.

    Once it is over they are of those who were asked on its last day, with whatever they answered since.
    """
    campaign, seen = visible_to(viewer).filter(id=campaign_id).first(), get_visible(viewer, campaign_id, on=on)
    if campaign is None or seen is None:
        return None
    found = current(campaign, on=seen.counted_on(on), today=on)
    return _for_those_who_ask(found) if sees_answers(viewer) else _without_few(found)


def current(campaign: Campaign, *, on: date, today: date | None = None) -> Figures:
    """Return the figures of a campaign on a day, as they are known today, whoever asks: for what the machine does by itself."""
    days = (on, today or on)
    for _try in range(TRIES):
        head = audit.last(campaign.school_id)
        found = _kept.caught_up(campaign, head, days) or _anew(campaign, days)
        if audit.last(campaign.school_id) == head:  # nothing was done while it was counted
            _kept.keep(campaign.id, head, days, found)
            return found
    return _anew(campaign, days)


def _anew(campaign: Campaign, days: Days) -> Figures:
    found = Figures()
    _count(found, campaign, days)
    return found


def _count(
    found: Figures,
    campaign: Campaign,
    days: Days,
    *,
    times: int = 1,
    people: Collection[str] | None = None,
    without: Collection[str] = (),
) -> None:
    """Count everybody in (``times`` 1) or out (-1), or some people alone, without some answers."""
    on, today = days
    first = min(campaign.since, on)
    lives = read(campaign, first=first, last=on, people=people, without=without, today=today)
    found.count(positions_in(campaign, lives, on=on, people=people), times)
    if campaign.since <= on:
        found.history.count(steps_in(campaign, lives, last=on, today=today), times)


class _Kept:
    """What this process counted last, by campaign."""

    def __init__(self) -> None:
        self._found: OrderedDict[str, tuple[Head | None, Days, Figures]] = OrderedDict()
        self._lock = Lock()

    def keep(self, campaign_id: str, head: Head | None, days: Days, found: Figures) -> None:
        """Keep what was counted; nobody changes it from here on."""
        with self._lock:
            self._found[campaign_id] = (head, days, found)
            self._found.move_to_end(campaign_id)
            while len(self._found) > MOST_KEPT:
                self._found.popitem(last=False)

    def caught_up(self, campaign: Campaign, head: Head | None, days: Days) -> Figures | None:
        """Return the figures as they are by an entry of the record; None if they have to be counted anew."""
        with self._lock:
            then, those, found = self._found.get(campaign.id, (None, days, None))
        if found is None or then is None or head is None or those != days:
            return None
        if head == then:
            return found
        if not audit.holds(then):  # this is another record than the one by which it was counted
            return None
        since = audit.list_after(campaign.school_id, then.sequence, up_to=head.sequence, most=MOST_CAUGHT_UP)
        return _with_answers(campaign, found, since, days) if since is not None else None


_kept = _Kept()


def _with_answers(campaign: Campaign, found: Figures, since: Collection[tuple[str, str]], days: Days) -> Figures | None:
    """Return the figures with the answers that came since; ``since`` are the entries' actions and subjects."""
    if not all(action in ANSWERED or action.startswith(OF_NO_MATTER) for action, _subject in since):
        return None
    given = [subject for action, subject in since if action in ANSWERED]
    answers = SignOff.objects.filter(id__in=given)
    if campaign.audience == Audience.CHANGED and answers.filter(edition__in=list(campaign.touched)).exists():
        return None  # who agrees to an earlier edition today may not be asked for this one
    rows = answers.filter(edition=campaign.edition_id)
    people = {merged or person for person, merged in rows.values_list("person", "person__merged_into")}
    if not people:
        return found
    new = found.copy()
    _count(new, campaign, days, times=-1, people=people, without=given)
    _count(new, campaign, days, people=people)
    return new


def _for_those_who_ask(found: Figures) -> Published:
    classes = tuple((name, count) for name, count in sorted(found.classes.items()) if count.everybody)
    return Published(found.total, _in_order(found.hats), classes, found.history.days())


def _without_few(found: Figures) -> Published:
    """Return what may be told without telling of anybody: no class, and by hat only if every group is large enough.

    One hidden group beside shown ones could be worked out from the total. So could the few who wear two hats: they are what the
    rows come to beyond it.
    """
    if found.total.everybody < FEW or _is_few(found.total):
        return Published(has_few=True)
    hats = _in_order(found.hats)
    has_few = any(_is_few(count) for _hat, count in hats) or _is_few(found.several)
    return Published(found.total, () if has_few else hats, days=_days_of_many(found), has_few=has_few)


def _is_few(count: Count) -> bool:
    """Tell whether so few are there, or asked, that the figure would tell of somebody; of nobody it tells nothing."""
    return 0 < count.everybody < FEW or 0 < count.asked < FEW


def _in_order(hats: dict[str, Count]) -> tuple[tuple[str, Count], ...]:
    return tuple((hat, hats[hat]) for hat in (*Hat.values, NO_HAT) if hat in hats and hats[hat].everybody)


def _days_of_many(found: Figures) -> tuple[DayBy, ...]:
    """Leave out the days on which so few were asked that the figure would tell of somebody."""
    return tuple(one for one in found.history.days() if one.asked >= FEW)
