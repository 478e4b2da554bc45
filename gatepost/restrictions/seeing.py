"""What does somebody see of a restriction who may see all of it: the parent whom it is about, and who decides?

seen_all([row], on=today)[0].now.state  ->  State.PROPOSED
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils.timezone import localdate

from gatepost.restrictions.models import Restriction, RestrictionStep
from gatepost.restrictions.standing import MAIL_TAKES, Notice, Standing, Taken, Terms, is_on_its_way, reply_by, standing
from gatepost.restrictions.states import SAID, UNDECIDED, Capacity, Step, after
from gatepost.restrictions.telling import Mails, address_of, mails_about, told_too_late


@dataclass(frozen=True, slots=True)
class StepSeen:
    """A step. ``terms`` hold from then on, None if it left them; ``on_paper`` is when a letter came, or was handed over.

    ``is_undelivered``: the mail that something waits did not reach the parent, or waits itself.
    """

    number: int
    step: Step
    words: str
    terms: Terms | None
    on_paper: date | None
    by: str
    capacity: str
    at: datetime
    is_undelivered: bool


@dataclass(frozen=True, slots=True)
class RestrictionSeen:
    """A restriction as it stands on a day. ``edition`` is the fingerprint of the policy by which it was made.

    ``has_address``: a mail can reach the parent today; whom none reaches has to get it on paper.
    ``is_undelivered``: the mail about the notice did not reach them, or not in time.
    """

    id: str
    person_id: str
    name: str
    notice: Notice
    reasons: str
    interim_why: str
    by: str
    capacity: str
    at: datetime
    edition: str
    steps: tuple[StepSeen, ...]
    now: Standing
    has_address: bool
    is_undelivered: bool

    @property
    def number(self) -> int:
        """How many steps there are: whoever decides says how many they had before them."""
        return len(self.steps)

    @property
    def reply_by(self) -> date:
        """The last day to reply, as it stands."""
        return reply_by(self.notice, self.now)

    @property
    def awaits_paper(self) -> bool:
        """Tell whether the notice has still to be handed over, as far as anybody recorded."""
        return self.is_on_its_way and not self.now.is_heard

    @property
    def is_on_its_way(self) -> bool:
        """Tell whether the time to reply has not begun: they can reply until the notice lapses."""
        return is_on_its_way(self.notice, self.now)

    @property
    def to_post(self) -> StepSeen | None:
        """The last decision, if no mail tells the parent of it: then they get its letter on paper."""
        last = next((each for each in reversed(self.steps) if each.step not in SAID), None)
        return last if last and (not self.has_address or last.is_undelivered) else None

    @property
    def can_step(self) -> tuple[Step, ...]:
        """The steps that lead on from where it stands."""
        return tuple(step for step in Step if after(self.now.state, step))

    def awaits_reply(self, on: date) -> bool:
        """Tell whether the parent can reply on a day."""
        return self.now.state in UNDECIDED and (on <= self.reply_by or self.is_on_its_way)

    def can_be_decided(self, on: date) -> bool:
        """Tell whether the parent was heard, or had the chance, so that it can be put in force."""
        had_time = on > self.reply_by and not self.awaits_paper
        return Step.CONFIRM in self.can_step and (self.now.is_heard or had_time)

    def lapses_unheard(self, on: date) -> bool:
        """Tell whether it lapses before it can be decided: on paper, and not handed over in time. A reply on the page helps."""
        if self.now.state not in UNDECIDED or self.now.is_heard:
            return False
        return on > self.notice.hand_by if self.awaits_paper else self.reply_by >= self.notice.decide_by

    def is_due(self, on: date) -> bool:
        """Tell whether it has to be looked at again."""
        return Step.KEEP in self.can_step and (on >= self.now.terms.review or bool(self.now.asked))


def terms_of(kinds: str, since: date, until: date, review: date) -> Terms:
    """Return terms of what stands in columns."""
    return Terms(frozenset(kinds.split(",")), since, until, review)


def notice_of(row: Restriction) -> Notice:
    """Return the notice of a row, whatever became of its mail: where it stands does not ask for that."""
    terms = terms_of(row.kinds, row.since, row.until, row.review)
    return Notice(localdate(row.at), row.reply_by, terms, row.is_interim, row.on_paper)


def notice_as_told(row: Restriction, *, on: date) -> Notice:
    """Return the notice of a row, on paper too where by that day its mail was not delivered, or not in time."""
    return _as_told(row, mails_about([row]), on)


def _as_told(row: Restriction, mails: Mails, on: date) -> Notice:
    notice = notice_of(row)
    return replace(notice, on_paper=row.on_paper or told_too_late(row, row.at, mails, by=notice.tell_by, on=on))


def taken_of(row: Restriction, steps: Iterable[RestrictionStep]) -> list[Taken]:
    """Return the steps of a row, in their order."""
    return [
        Taken(
            Step(each.step),
            localdate(each.at),
            _terms(row, each),
            is_copied=each.step == Step.REPLY.value and each.on_paper is not None,
            handed=each.on_paper if each.step == Step.HAND.value else None,
        )
        for each in sorted(steps, key=lambda each: each.number)
    ]


def standing_of(row: Restriction, *, on: date) -> Standing:
    """Return how a row stands on a day; its steps are read with it, or were fetched before."""
    return standing(notice_of(row), taken_of(row, row.steps.all()), on=on)


def seen_all(rows: Iterable[Restriction], *, on: date) -> tuple[RestrictionSeen, ...]:
    """Return all of rows of one school that were fetched with their people and their steps."""
    found = list(rows)
    mails = mails_about(found)
    return tuple(_seen(row, mails, on) for row in found)


def _seen(row: Restriction, mails: Mails, on: date) -> RestrictionSeen:
    person = row.person.entry
    steps = sorted(row.steps.all(), key=lambda each: each.number)
    notice = _as_told(row, mails, on)
    return RestrictionSeen(
        id=row.id,
        person_id=person.id,
        name=person.name,
        notice=notice,
        reasons=row.reasons,
        interim_why=row.interim_why,
        by=row.by.name,
        capacity=str(Capacity(row.capacity).label),
        at=row.at,
        edition=row.edition,
        steps=tuple(_step(row, each, mails, on) for each in steps),
        now=standing_of(row, on=on),
        has_address=bool(address_of(person)),
        is_undelivered=notice.on_paper and not row.on_paper,
    )


def _step(row: Restriction, each: RestrictionStep, mails: Mails, on: date) -> StepSeen:
    return StepSeen(
        number=each.number,
        step=Step(each.step),
        words=each.words,
        terms=_terms(row, each),
        on_paper=each.on_paper,
        by=each.by.name,
        capacity=str(Capacity(each.capacity).label) if each.capacity else "",
        at=each.at,
        is_undelivered=told_too_late(row, each.at, mails, by=localdate(each.at) + MAIL_TAKES, on=on),
    )


def _terms(row: Restriction, each: RestrictionStep) -> Terms | None:
    if each.until is None or each.review is None:
        return None
    return terms_of(each.kinds, row.since, each.until, each.review)
