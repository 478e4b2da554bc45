"""Does what somebody typed about a permission make sense: reasons, conditions, a minute?

>>> is_said("reason", " ", most=10, needed="Say why.").code
'no-reason'
"""

from datetime import date

from gatepost.agreements.models import MINUTE_LENGTH
from gatepost.grants.scope import NOT_IN_A_TEXT, NOT_ON_A_LINE, tidy
from gatepost.kernel.errors import Refused


def is_said(field: str, text: str, *, most: int, needed: str) -> Refused | None:
    """Answer whether this can be kept; ``needed`` is what is said where nothing was typed, blank where nothing need be."""
    text = tidy(text)
    if not any(letter.isalnum() for letter in text):
        return Refused(f"no-{field}", needed) if needed or text else None
    if len(text) > most:
        return Refused(f"long-{field}", f"At most {most} characters fit here; this has {len(text)}.")
    if NOT_IN_A_TEXT.search(text):
        return Refused(f"bad-{field}", "There are characters in it that cannot be printed. Type it again.")
    return None


def is_a_minute(minute: str, met_on: date | None, *, today: date, asked_on: date) -> Refused | None:
    """Answer whether the governing body can have decided a request of ``asked_on`` like this, seen from ``today``."""
    minute = tidy(minute)
    if not any(letter.isalnum() for letter in minute):
        return Refused("no-minute", "Give the reference of the minute that says so.")
    if len(minute) > MINUTE_LENGTH or NOT_ON_A_LINE.search(minute):
        return Refused("bad-minute", f"At most {MINUTE_LENGTH} characters, on one line.")
    if met_on is None:
        return Refused("no-met_on", "Give the day on which the governing body decided this.")
    if met_on > today:
        return Refused("late-met_on", "That day has not come yet.")
    if met_on < asked_on:
        return Refused(
            "early-met_on", f"This was asked for on {asked_on:%-d %B %Y}: nobody decided it before that day."
        )
    return None
