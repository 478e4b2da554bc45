"""Where does a restriction stand on a day, and what is lost that day?

Worked out from the notice and the steps that were taken by then; nothing else is kept, so nothing can say otherwise. Before
somebody decided, only one that was marked as interim counts, and for MOST_INTERIM days at most. After the day on which it was
withdrawn or lifted it never counts again, nor on that day.

    >>> from datetime import date
    >>> terms = Terms(frozenset({"no-photos"}), date(2026, 9, 1), date(2026, 12, 20), date(2026, 11, 1))
    >>> notice = Notice(date(2026, 7, 3), date(2026, 7, 17), terms)
    >>> standing(notice, [], on=date(2026, 7, 3)).state, notice.decide_by
    (State.PROPOSED, datetime.date(2026, 8, 14))
    >>> standing(notice, [Taken(Step.CONFIRM, date(2026, 7, 20))], on=date(2026, 9, 1)).lost
    frozenset({'no-photos'})
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from gatepost.restrictions.states import BINDING, DECIDES, ENDS, REVIEWS, UNDECIDED, State, Step

MOST_INTERIM = timedelta(days=14)
"""How long something may count before it is decided: time for a reply and for reading it, and no longer."""
LEAST_REPLY = timedelta(days=7)
"""To reply: a letter by second-class post takes up to three working days and may meet a weekend; then one reads and thinks."""
READING = timedelta(days=4)
"""From the last day to reply to the last of an interim measure: a weekend and two days."""
MAIL_TAKES = timedelta(days=1)
"""How long a mail may take to go and still has told of something when it was done."""
TO_DECIDE = timedelta(days=28)
"""How long a notice that does not count yet waits for a decision after the last day to reply: four weeks of term."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What is lost, from which day to which (both included), and when it is looked at again."""

    kinds: frozenset[str]
    since: date
    until: date
    review: date


@dataclass(frozen=True, slots=True)
class Notice:
    """What the parent was told on a day, and until when they can reply.

    ``on_paper``: no mail told them, because there was no address or because it was not delivered in time; it is handed over.
    """

    told: date
    reply_by: date
    terms: Terms
    is_interim: bool = False
    on_paper: bool = False

    @property
    def decide_by(self) -> date:
        """The last day on which it can be decided; after it the notice has lapsed."""
        if self.is_interim:
            return min(self.reply_by + READING, self.told + MOST_INTERIM, self.terms.until)
        return min(self.reply_by + TO_DECIDE, self.terms.until)

    @property
    def tell_by(self) -> date:
        """The last day on which a mail about it tells the parent in time to reply; what goes later is handed over as well."""
        return max(self.told + MAIL_TAKES, self.reply_by - LEAST_REPLY)

    @property
    def hand_by(self) -> date:
        """The last day on which a notice on paper is handed over in time: it leaves one day to decide."""
        return self.decide_by - LEAST_REPLY - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Taken:
    """A step that was taken on a day; ``terms`` are those that hold from then on, None if it left them.

    ``is_copied``: a reply on paper, as somebody copied it who decides. ``handed``: the day on which the notice was handed over.
    """

    step: Step
    day: date
    terms: Terms | None = None
    is_copied: bool = False
    handed: date | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """How it stands on a day. ``is_heard``: the parent replied themselves, so that nobody has to take a decider's word for it.

    ``handed`` is the last day on which the notice was handed over, ``asked`` the day on which the parent asked, and was not
    answered yet, that it is looked at again; ``asked_last`` the day on which they did so last, answered or not.
    """

    state: State
    terms: Terms
    has_reply: bool = False
    is_heard: bool = False
    handed: date | None = None
    asked: date | None = None
    asked_last: date | None = None

    @property
    def lost(self) -> frozenset[str]:
        """What is lost that day."""
        return self.terms.kinds if self.state in BINDING else frozenset()


def standing(notice: Notice, taken: Iterable[Taken], *, on: date) -> Standing:
    """Return how a restriction stands at the end of what was done by a day; steps come in their order."""
    terms, is_decided = notice.terms, False
    said = Standing(State.PROPOSED, terms)
    for each in taken:
        if each.day > on:
            break
        terms = each.terms or terms
        is_decided |= each.step in DECIDES
        said = _after(said, each)
        if each.step in ENDS:
            return replace(said, state=ENDS[each.step], terms=terms)
    return replace(said, state=_state(notice, terms, on, is_decided=is_decided), terms=terms)


def reply_by(notice: Notice, now: Standing) -> date:
    """Return the last day to reply: a notice on paper leaves its time from the day on which it was handed over.

    It is never after the day on which the notice lapses: then there is nothing more to reply to.

    >>> terms = Terms(frozenset({"no-photos"}), date(2026, 9, 1), date(2026, 12, 20), date(2026, 11, 1))
    >>> told = Notice(date(2026, 7, 3), date(2026, 7, 17), terms, on_paper=True)
    >>> reply_by(told, standing(told, [Taken(Step.HAND, date(2026, 7, 15), handed=date(2026, 7, 14))], on=date(2026, 7, 15)))
    datetime.date(2026, 7, 21)
    """
    if not notice.on_paper or now.handed is None:
        return notice.reply_by
    return min(max(notice.reply_by, now.handed + LEAST_REPLY), notice.decide_by)


def has_come(notice: Notice, now: Standing) -> bool:
    """Tell whether a mail told the parent, or somebody recorded that it was handed over: before that no time to reply runs."""
    return not notice.on_paper or now.handed is not None


def is_on_its_way(notice: Notice, now: Standing) -> bool:
    """Tell whether the notice has still to come to the parent before it is decided."""
    return now.state in UNDECIDED and not has_come(notice, now)


def _after(said: Standing, taken: Taken) -> Standing:
    """Return what was said so far, with one step more."""
    if taken.step is Step.REPLY:
        return replace(said, has_reply=True, is_heard=said.is_heard or not taken.is_copied)
    if taken.step is Step.HAND and taken.handed:
        return replace(said, handed=max(said.handed or taken.handed, taken.handed))
    if taken.step is Step.ASK:
        return replace(said, asked=taken.day, asked_last=taken.day)
    return replace(said, asked=None) if taken.step in REVIEWS else said


def _state(notice: Notice, terms: Terms, on: date, *, is_decided: bool) -> State:
    if not is_decided:
        if on > notice.decide_by:
            return State.LAPSED
        return State.INTERIM if notice.is_interim else State.PROPOSED
    if on < terms.since:
        return State.COMING
    return State.IN_FORCE if on <= terms.until else State.OVER


def over_since(notice: Notice, taken: Iterable[Taken], *, on: date) -> date | None:
    """Return the day on which it ended for ever, seen on a day; None if it may still count."""
    steps = [each for each in taken if each.day <= on]
    now = standing(notice, steps, on=on)
    if now.state in ENDS.values():
        return next(each.day for each in steps if each.step in ENDS)
    if now.state is State.LAPSED:
        return notice.decide_by
    return now.terms.until if now.state is State.OVER else None
