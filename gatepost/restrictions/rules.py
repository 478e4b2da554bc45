"""May a notice be like that, and may this be decided now?

Pure: values in, a Refused or None out. The end of a code names the field that it is about.

    >>> from datetime import date
    >>> terms = Terms(frozenset({"no-photos"}), date(2026, 9, 1), date(2026, 8, 1), date(2026, 9, 2))
    >>> may_be_told(Notice(date(2026, 7, 3), date(2026, 7, 17), terms)).code
    'bad-until'
"""

from collections.abc import Iterable
from datetime import date, timedelta

from gatepost.kernel.errors import Refused
from gatepost.restrictions.standing import (
    LEAST_REPLY,
    MOST_INTERIM,
    READING,
    Notice,
    Standing,
    Terms,
    has_come,
    is_on_its_way,
    reply_by,
)
from gatepost.restrictions.states import DECIDES, OPEN, Kind, Step, after

MOST_REPLY = timedelta(days=28)
LONGEST = timedelta(days=366)
"""A school year: what a parent did in one is not held against them in the next without looking again."""
FARTHEST = timedelta(days=90)
"""From the notice to the first day: a summer holiday and some weeks."""
BETWEEN = timedelta(days=28)
"""From one request to look at it again to the next: four weeks of term."""
AGAIN = timedelta(days=90)
"""For so long after an interim measure ended undecided there is no other: one after the other would be one without a decision."""

DAY = timedelta(days=1)
WORDS_LENGTH = 4000
"""Characters of reasons and of a reply: two pages."""


def may_be_told(notice: Notice) -> Refused | None:
    """Answer whether the days and kinds of a notice make sense."""
    return _is_kinds(notice.terms.kinds) or _is_reply_by(notice) or _is_since(notice) or _is_term(notice)


def _is_kinds(kinds: frozenset[str]) -> Refused | None:
    if kinds and kinds <= set(Kind.values):
        return None
    return Refused("bad-kinds", "Say what the parent may not do: take photographs, use a phone, or both.")


def _is_reply_by(notice: Notice) -> Refused | None:
    last = notice.told + (MOST_INTERIM - READING if notice.is_interim else MOST_REPLY)
    first = notice.told + LEAST_REPLY
    if first <= notice.reply_by <= last:
        return None
    why = " A measure that counts at once leaves no longer." if notice.is_interim else ""
    return Refused(
        "bad-reply_by",
        f"The last day to reply is from {_said(first)} to {_said(last)}: time to get the letter, to think and to write.{why}",
    )


def _is_since(notice: Notice) -> Refused | None:
    terms = notice.terms
    if notice.is_interim:
        return None if terms.since == notice.told else Refused("bad-since", "What counts at once begins today.")
    if notice.reply_by < terms.since <= notice.told + FARTHEST:
        return None
    return Refused(
        "bad-since",
        f"The first day is after the last day to reply, and by {_said(notice.told + FARTHEST)}. "
        "Only what is marked as counting at once begins before.",
    )


def _is_term(notice: Notice) -> Refused | None:
    terms = notice.terms
    first, last = max(terms.since, notice.reply_by + DAY), terms.since + LONGEST - DAY
    if not first <= terms.until <= last:
        return Refused(
            "bad-until", f"It needs a last day, from {_said(first)} to {_said(last)}: a school year at most."
        )
    if not terms.since <= terms.review <= terms.until:
        return Refused("bad-review", f"It is looked at again from {_said(terms.since)} to {_said(terms.until)}.")
    return None


def may_repeat(notice: Notice, undecided: Iterable[date]) -> Refused | None:
    """Answer whether it may count at once; ``undecided`` are the days on which their interim measures lapsed or were withdrawn."""
    if not notice.is_interim or all(day + AGAIN < notice.told for day in undecided):
        return None
    return Refused(
        "again-start",
        "A measure that counted at once has ended for this parent without being confirmed, in the last ninety days. "
        "Another one waits for the reply and the decision.",
    )


def overlaps(notice: Notice, others: Iterable[Standing]) -> Refused | None:
    """Answer whether the parent has lost the same right for some of these days already, or was told so."""
    new = notice.terms
    for each in others:
        old = each.terms
        if (
            each.state in OPEN
            and not old.kinds.isdisjoint(new.kinds)
            and old.since <= new.until
            and new.since <= old.until
        ):
            return Refused(
                "has-one", "There is a notice about the same right and the same days already. Go on with that."
            )
    return None


def may_step(step: Step, now: Standing, notice: Notice, *, today: date) -> Refused | None:
    """Answer whether a step can be taken where a restriction stands today, the parent's chance to reply included."""
    if after(now.state, step) is None:
        return Refused("wrong-state", f"“{step.label}” is not possible here any more: {now.state.label}.")
    last = reply_by(notice, now)
    if step is Step.REPLY and today > last and has_come(notice, now):
        return Refused("too-late", f"The last day to reply was {_said(last)}. You can still write to the head teacher.")
    if step in DECIDES and not now.is_heard and is_on_its_way(notice, now):
        return Refused(
            "not-handed",
            "No mail told the parent. Hand the notice over, record when, and decide once they had the time to reply.",
        )
    if step in DECIDES and not now.is_heard and last >= notice.decide_by:
        return Refused(
            "not-heard",
            f"The notice was handed over too late: it lapses after {_said(last)}. Until then it can be decided only if the "
            "parent replies on their own page.",
        )
    if step in DECIDES and not now.is_heard and today <= last:
        return Refused(
            "not-heard",
            f"The parent can reply until {_said(last)}. Decide after that, or when they have replied on their own page.",
        )
    return None


def may_hand(day: date, notice: Notice, *, today: date) -> Refused | None:
    """Answer whether the notice can have been handed over on a day."""
    if notice.told <= day <= today:
        return None
    return Refused("bad-on", f"The day on which they got it: from {_said(notice.told)} to today.")


def may_ask(now: Standing, *, today: date) -> Refused | None:
    """Answer whether the parent can ask today that it is looked at again."""
    if now.asked:
        return Refused("asked-already", f"You asked on {_said(now.asked)}, and were not answered yet. It is waiting.")
    if now.asked_last and today < now.asked_last + BETWEEN:
        return Refused(
            "asked-already",
            f"You asked on {_said(now.asked_last)}. Ask again from {_said(now.asked_last + BETWEEN)} on.",
        )
    return None


def may_lessen(new: Terms, old: Terms, *, today: date) -> Refused | None:
    """Answer whether new terms are less than those that hold, and leave days to come."""
    if not new.kinds or not new.kinds <= old.kinds:
        return Refused("bad-kinds", "Something of what is lost now, and nothing else. More needs a notice of its own.")
    first = max(new.since, today + DAY)
    if not first <= new.until <= old.until:
        return Refused(
            "bad-until", f"The last day is from {_said(first)} to {_said(old.until)}. To end it at once, lift it."
        )
    if (new.kinds, new.until) == (old.kinds, old.until):
        return Refused("bad-until", "This is what holds already. Make it shorter or less, or keep it as it is.")
    return may_review(new.review, new, today=today)


def may_review(review: date, terms: Terms, *, today: date) -> Refused | None:
    """Answer whether it can be looked at again on that day."""
    first = max(terms.since, today + DAY)
    if first <= review <= terms.until:
        return None
    if first > terms.until:
        return Refused("bad-review", "It ends today by itself. There is no day left to look at it again.")
    return Refused("bad-review", f"It is looked at again from {_said(first)} to {_said(terms.until)}.")


def _said(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
