"""May this step be taken, with these words and days?

Pure: values in, a Refused or None out. A day has one policy: what changes answers begins at midnight, on a day after the one on
which it is recorded, so that nobody is judged in the afternoon by what was not decided in the morning.

    >>> is_person("The governing body").code, is_person("Gareth Pryce")
    ('not-a-person', None)
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from gatepost.agreements.states import State, Step, after
from gatepost.kernel.errors import Refused

CLAUSE = "approval"
CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")
"""Everything but a line's end, which a reason may have."""
NOT_PERSONS = re.compile(
    r"\b(team|committee|governors|governing|trustees|directors|panel|department|everybody|everyone|leadership|school)\b"
    r"|\b(the|full) (board|body|chair|head)\b|\bboard of\b|^(board|slt|fgb|n/?a|tbc|unknown|none|various|all)$",
    re.IGNORECASE,
)
"""What a name is not: a person approves, never a team. ``Board`` alone is a surname as well; as the whole name it is none."""

_PASSIVE = {
    State.DRAFT: "This edition is a draft. It has to be proposed first.",
    State.PROPOSED: "This edition is proposed to the governing body, and is not changed while it is.",
    State.APPROVED: "The governing body has approved this edition already.",
    State.COMING: "The day from which this edition counts is set already.",
    State.IN_FORCE: "This edition is in force already.",
    State.SUPERSEDED: "This edition is no longer in force. It stays as it was.",
}


@dataclass(frozen=True, slots=True)
class Body:
    """What the governing body decided in a meeting, as somebody records it: see ``models.Decided``."""

    name: str
    capacity: str
    met_on: date
    minute: str


def leads_on(state: State, step: Step) -> Refused | None:
    """Answer whether a step can be taken from a state."""
    if after(state, step):
        return None
    return Refused(f"is-{state.value}", _PASSIVE[state], clause=CLAUSE)


def is_unchanged(now: str, seen: str) -> Refused | None:
    """Answer whether the words are those that somebody has seen; both are hashes."""
    if now == seen:
        return None
    return Refused(
        "changed-since",
        "Somebody changed this edition after you opened it. Read it again before you go on.",
        clause=CLAUSE,
    )


def is_said(what: str, words: str, *, most: int) -> Refused | None:
    """Answer whether something was typed, and no more than ``most`` characters."""
    if not words.strip():
        return Refused(f"no-{what}", "Please fill this in.", clause=CLAUSE)
    if len(words) > most or CONTROL.search(words):
        return Refused(f"bad-{what}", f"At most {most} characters are taken here, and only such as can be printed.")
    return None


def is_person(name: str) -> Refused | None:
    """Answer whether a name can be one person's: the approver is never a team."""
    if not NOT_PERSONS.search(name.strip()) and any(letter.isalpha() for letter in name):
        return None
    return Refused(
        "not-a-person", "Give the name of one person: a body decides, and a person says so for it.", clause=CLAUSE
    )


def is_of_the_body(capacity: str) -> Refused | None:
    """Answer whether somebody in that capacity can speak for the governing body: the head teacher never does.

    >>> is_of_the_body("Head teacher").code, is_of_the_body("Chair of governors")
    ('not-the-body', None)
    """
    if not re.search(r"\b(head|heads|headteacher|headmaster|headmistress|principal)\b", capacity, re.IGNORECASE):
        return None
    return Refused(
        "not-the-body",
        "Give the capacity of a governor, such as chair of governors. The head teacher does not approve for the body.",
        clause=CLAUSE,
    )


def has_met(met_on: date, *, today: date, proposed_on: date | None) -> Refused | None:
    """Answer whether a meeting can have decided this: it is over, and (if that counts here) the words lay before it."""
    if met_on > today:
        return Refused("meeting-to-come", "That day has not come yet.", clause=CLAUSE)
    if proposed_on and met_on < proposed_on:
        return Refused(
            "meeting-before-proposal",
            f"On that day this edition had not been proposed yet: it was on {in_words(proposed_on)}.",
            clause=CLAUSE,
        )
    return None


def signs_after(day: date, *, met_on: date, today: date) -> Refused | None:
    """Answer whether somebody can have signed on that day what was approved on another."""
    if met_on <= day <= today:
        return None
    return Refused("signed-when", "The signature comes after the approval, and not on a day to come.", clause=CLAUSE)


def begins_later(since: date, *, today: date) -> Refused | None:
    """Answer whether something that changes answers begins on a day that is still to come."""
    if since > today:
        return None
    return Refused(
        "begins-too-early",
        f"It can count from tomorrow on, {in_words(today + timedelta(days=1))}. "
        "What was asked or done until then is judged by what was in force then.",
        clause=CLAUSE,
    )


def begins_after(since: date, *, met_on: date) -> Refused | None:
    """Answer whether an edition counts from no day before the meeting that approved it."""
    if since >= met_on:
        return None
    return Refused(
        "begins-before-approval",
        f"It was approved on {in_words(met_on)}. It can count from that day on, and from none before it.",
        clause=CLAUSE,
    )


def reviewed_after(met_on: date, *, approved_on: date) -> Refused | None:
    """Answer whether a meeting looked at an edition again, after the one that approved it."""
    if met_on >= approved_on:
        return None
    return Refused(
        "meeting-before-approval",
        f"This edition was approved on {in_words(approved_on)}. A meeting looked at it again on that day or later, not before.",
        clause=CLAUSE,
    )


def begins_as_said(since: date, *, said: str, said_on: date | None, today: date) -> Refused | None:
    """Answer whether an edition counts from no past day before the one on which its own words say it was approved."""
    if since > today or said_on is None or since >= said_on:
        return None
    return Refused(
        "begins-before-its-words",
        f"The document itself says that it was approved: {said}. "
        f"It can count from {in_words(min(said_on, today + timedelta(days=1)))} on.",
        clause=CLAUSE,
    )


def begins_undecided(since: date, *, decided_on: date | None, today: date) -> Refused | None:
    """Answer whether nothing has been decided since a past day, which would be judged anew by an edition that begins on it."""
    if since > today or decided_on is None or since > decided_on:
        return None
    return Refused(
        "begins-before-decided",
        f"Something that the school decided counts on {in_words(decided_on)}, by the policy of that day, and that stays. "
        f"This edition can count from {in_words(decided_on + timedelta(days=1))} on.",
        clause=CLAUSE,
    )


def in_words(day: date) -> str:
    """Return a day as it is printed.

    >>> in_words(date(2018, 7, 12))
    '12 July 2018'
    """
    return f"{day.day} {day:%B %Y}"


def one_a_day(since: date, others: frozenset[date]) -> Refused | None:
    """Answer whether no other edition of the school begins on that day."""
    if since not in others:
        return None
    return Refused("day-is-taken", "Another edition comes into force on that day. Choose another day.", clause=CLAUSE)


def is_other_label(label: str, others: frozenset[str]) -> Refused | None:
    """Answer whether an edition is not called as one that was approved."""
    if label.casefold() not in {other.casefold() for other in others}:
        return None
    return Refused(
        "label-is-taken",
        "An approved edition has this name already. Give this one another, with its date.",
        clause=CLAUSE,
    )


def reviewed_later(next_on: date | None, *, met_on: date) -> Refused | None:
    """Answer whether the next review, if a day is named, comes after this one."""
    if next_on is None or next_on > met_on:
        return None
    return Refused("next-review-before", "The next review has to be later than this one.", clause=CLAUSE)
