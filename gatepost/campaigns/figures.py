"""How many of those who are asked have answered, and what?

Right to the person, at every moment: what was counted is kept with the number of the record's last entry at that time, and holds as
long as the record got no other. What came since is caught up with person by person where it is answers, and counted anew where
people changed. So a page costs the same with a hundred answers and with a hundred thousand, for the process that has counted and
for one that looks first: the worker counts about once a minute and leaves it in the database.

    figures(viewer, campaign.id, on=today).total.of(Standing.AGREED)  ->  212
"""

import logging
from collections import OrderedDict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from threading import Lock

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.timezone import localdate

from gatepost.agreements.models import SchoolEdition
from gatepost.audit import queries as audit
from gatepost.audit.head import Head
from gatepost.campaigns.access import sees_answers
from gatepost.campaigns.audience import positions_in
from gatepost.campaigns.counts import NO_HAT, Count, Figures
from gatepost.campaigns.few import FEW, is_few, tellable
from gatepost.campaigns.history import DayBy, steps_in
from gatepost.campaigns.lives import read
from gatepost.campaigns.models import Campaign, Counted
from gatepost.campaigns.queries import get_visible, last_day_of, visible_to
from gatepost.campaigns.states import LEAVING_OUT
from gatepost.kernel.clock import in_utc
from gatepost.people.states import Hat
from gatepost.people.viewer import Viewer
from gatepost.signoff.models import SignOff
from gatepost.signoff.states import Answer
from gatepost.sql.moment import one_moment

log = logging.getLogger(__name__)

LOOKED_AT = timedelta(days=30)
"""For how long the worker goes on to count what is over."""
MOST_KEPT = 64
"""Campaigns that a process remembers: some kilobytes each."""
AT_ONCE = 400
"""Entries, or people, about whom the database is asked in one question: below its limit of variables."""
PART_CAUGHT_UP = 5
"""One entry for so many people is caught up with, and AT_ONCE always: it takes as long as counting four people anew."""

ANSWERED = tuple(f"signoff.{each.value}" for each in Answer)
OF_NO_MATTER = (
    "account.",
    "campaign.",
    "ruling.",
    "review.",
    "import.",
    "signoff.questions-done",
    "signoff.link-",
    "signoff.copied",
    "signoff.dealt-with",
)
"""What the record tells of that changes neither who is asked nor what they answered. Whatever is not here is counted anew."""


Days = tuple[date, date]
"""As of which day people are counted, and today."""


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
    return _counted(campaign, (on, today or on))[1]


def keep_counted(*, at: datetime) -> None:
    """Count the campaigns that people look at, and keep that for whoever looks first: the worker, about once a minute."""
    today = localdate(in_utc(at))
    for campaign in _looked_at(today):
        try:
            _keep_counted(campaign, today)
        except Exception:  # the others' figures do not wait for it
            log.exception("a campaign could not be counted: %s", campaign.id)


def _looked_at(today: date) -> QuerySet[Campaign]:
    """Return the campaigns that have begun and are not over for long: whoever looks at others counts anew."""
    long_ago = today - LOOKED_AT
    later = SchoolEdition.objects.filter(
        school=OuterRef("school"), in_force_from__gt=OuterRef("edition__in_force_from"), in_force_from__lte=long_ago
    )
    rows = Campaign.objects.filter(~Exists(later), since__lte=today)
    rows = rows.filter(Q(ended_at=None) | Q(ended_at__date__gte=long_ago))
    return rows.select_related("edition").defer("edition__content")


def _keep_counted(campaign: Campaign, today: date) -> None:
    on = min(today, last_day_of(campaign) or today)
    kept = Counted.objects.filter(campaign=campaign).first()
    if kept and (kept.on, kept.today) == (on, today) and audit.last(campaign.school_id) == _head_of(campaign, kept):
        return
    head, found = _counted(campaign, (on, today))
    if head:
        values = {"sequence": head.sequence, "hash": head.hash, "on": on, "today": today, "figures": found.as_json()}
        Counted.objects.update_or_create(campaign=campaign, defaults=values)


def _counted(campaign: Campaign, days: Days) -> tuple[Head | None, Figures]:
    """Return the figures with the entry of the record by which they are so: both of one moment, whoever writes meanwhile."""
    with one_moment():
        head = audit.last(campaign.school_id)
        found = _kept.caught_up(campaign, head, days) or _stored(campaign, head, days) or _anew(campaign, days)
    _kept.keep(campaign.id, head, days, found)
    return head, found


def _stored(campaign: Campaign, head: Head | None, days: Days) -> Figures | None:
    """Return what the worker counted last, caught up with; None if it has to be counted anew."""
    row = Counted.objects.filter(campaign=campaign, on=days[0], today=days[1]).first()
    found = Figures.of_json(row.figures) if row else None
    return _caught_up(campaign, (_head_of(campaign, row), days, found), head, days) if row and found else None


def _head_of(campaign: Campaign, row: Counted) -> Head:
    return Head(campaign.school_id, row.sequence, row.hash)


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
    first = min(campaign.begins, on)
    lives = read(campaign, first=first, last=on, people=people, without=without, today=today)
    found.count(positions_in(campaign, lives, on=on, people=people), times)
    if campaign.begins <= on:
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
            known = self._found.get(campaign.id)
        return _caught_up(campaign, known, head, days) if known else None


def _caught_up(
    campaign: Campaign, known: tuple[Head | None, Days, Figures], head: Head | None, days: Days
) -> Figures | None:
    then, those, found = known
    if then is None or head is None or those != days:
        return None
    if head == then:
        return found
    if not audit.holds(then):  # this is another record than the one by which it was counted
        return None
    most = max(AT_ONCE, found.total.everybody // PART_CAUGHT_UP)
    since = audit.list_after(campaign.school_id, then.sequence, up_to=head.sequence, most=most)
    return _with_answers(campaign, found, since, days) if since is not None else None


_kept = _Kept()


def _with_answers(campaign: Campaign, found: Figures, since: Collection[tuple[str, str]], days: Days) -> Figures | None:
    """Return the figures with the answers that came since; ``since`` are the entries' actions and subjects."""
    if not all(action in ANSWERED or action.startswith(OF_NO_MATTER) for action, _subject in since):
        return None
    given = [subject for action, subject in since if action in ANSWERED]
    by: dict[str, list[str]] = {}
    for some in _in_parts(given):
        answers = SignOff.objects.filter(id__in=some)
        if campaign.audience in LEAVING_OUT and answers.filter(edition__in=list(campaign.touched)).exists():
            return None  # who agrees to an earlier edition today may not be asked for this one
        rows = answers.filter(edition=campaign.edition_id).values_list("id", "person", "person__merged_into")
        for answer, person, merged in rows:
            by.setdefault(merged or person, []).append(answer)
    if not by:
        return found
    new = found.copy()
    for people in _in_parts(list(by)):
        without = [answer for person in people for answer in by[person]]
        _count(new, campaign, days, times=-1, people=people, without=without)
        _count(new, campaign, days, people=people)
    return new


def _in_parts(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    return (ids[first : first + AT_ONCE] for first in range(0, len(ids), AT_ONCE))


def _for_those_who_ask(found: Figures) -> Published:
    classes = tuple((name, count) for name, count in sorted(found.classes.items()) if count.everybody)
    return Published(found.total, _in_order(found.hats), classes, found.history.days())


def _without_few(found: Figures) -> Published:
    """Return what may be told without telling of anybody: no class, and of hats and days those of enough people."""
    if is_few(found.total):
        return Published(has_few=True)
    hats = _in_order(found.hats)
    may = tellable(found.alike, [hat for hat, _count in hats])
    shown = tuple((hat, count) for hat, count in hats if hat in may)
    return Published(found.total, shown, days=found.history.days_of_many(FEW), has_few=len(shown) < len(hats))


def _in_order(hats: dict[str, Count]) -> tuple[tuple[str, Count], ...]:
    return tuple((hat, hats[hat]) for hat in (*Hat.values, NO_HAT) if hat in hats and hats[hat].everybody)
