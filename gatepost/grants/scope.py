"""What exactly is asked for, and can it be asked like that?

What, where, which account or service, from when to when, and what may be said of it in public. Fixed once it is asked: whoever
agrees, agrees to exactly this, by its hash.

    scope = Scope(what="The book week on our page", account="The class blog", in_public="Posts on the class blog",
                  facts={"service_kind": ("blog",)}, since=date(2026, 9, 1), until=date(2027, 7, 16))
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256

from gatepost.grants.kinds import LONGEST, scoped_by
from gatepost.kernel.errors import Refused
from gatepost.policy import Edition
from gatepost.policy.model import Grant
from gatepost.policy.schema import FACTS

WHAT_LENGTH = 1000
LINE_LENGTH = 200
NOT_IN_A_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Control characters, and those that turn the direction of what follows: a letter could read otherwise than it was decided."""
NOT_ON_A_LINE = re.compile(rf"{NOT_IN_A_TEXT.pattern[:-1]}\n\r\t\u2028\u2029]")
SOME_ID = re.compile(r"@\w|(?:\d[ ().-]*){9,}|https?://|\bwww\.|\w\.\w+/\w", re.IGNORECASE)
"""An account's name, an address or a telephone number: nothing for a public page."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What is asked for. ``facts`` says for each fact that the kind turns on which values; days are the school's, both included."""

    what: str
    account: str
    in_public: str
    facts: Mapping[str, Sequence[str]]
    since: date
    until: date

    def tidied(self) -> "Scope":
        """Return it as it is kept: one kind of line end, letters composed, nothing around the edges."""
        facts = {fact: tuple(sorted(set(values))) for fact, values in sorted(self.facts.items())}
        return Scope(
            tidy(self.what), tidy(self.account), tidy(self.in_public), facts, since=self.since, until=self.until
        )

    @property
    def sha256(self) -> str:
        """The hash of everything in it: what an approval was given to."""
        said = [self.what, self.account, self.in_public, {fact: list(found) for fact, found in self.facts.items()}]
        dated = [self.since.isoformat(), self.until.isoformat()]
        return sha256(json.dumps([*said, *dated], ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def tidy(text: str) -> str:
    """Return a text as it is kept.

    >>> tidy("  The class blog ")
    'The class blog'
    """
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").strip())


def is_whole(scope: Scope, kind: Grant, policy: Edition, *, today: date) -> Refused | None:
    """Answer whether a tidied scope can be asked for: the code ends with the field that is to be put right."""
    return (
        _is_said("what", scope.what, WHAT_LENGTH, "Say what you want to do.")
        or _names_facts(scope, kind, policy)
        or _is_said("account", scope.account, LINE_LENGTH, "Say where exactly: which account, site or paper.")
        or _is_said("public", scope.in_public, LINE_LENGTH, "Say in a few words what the public page may say of it.")
        or _says_nobody(scope.in_public)
        or are_in_order(scope, kind, today=today)
    )


def are_in_order(scope: Scope, kind: Grant, *, today: date) -> Refused | None:
    """Answer whether the days can be asked for on that day: nothing begins in the past, and everything ends."""
    if scope.since < today:
        return Refused(
            "begins-in-the-past-since",
            "Permission is given before something is done, never afterwards. Give a first day from today on.",
            clause=kind.clause,
        )
    if scope.until < scope.since:
        return Refused(
            "backwards-until", "The last day is before the first. Give a last day on or after it.", clause=kind.clause
        )
    longest = LONGEST[kind.form]
    last = scope.since + timedelta(days=longest - 1)
    if scope.until <= last:
        return None
    at_most = "one day" if longest == 1 else "a year"
    return Refused(
        "too-long-until",
        f"A permission of this kind lasts {at_most} at most: until {last:%-d %B %Y}. The policy says: {kind.at_most}.",
        clause=kind.clause,
    )


def overlaps(scope: Scope, others: Iterable[Scope]) -> Scope | None:
    """Return the other scope that is about the same thing on some of the same days, or None."""
    same = ((each.what.casefold(), each.account.casefold(), dict(each.facts)) for each in others)
    asked = (scope.what.casefold(), scope.account.casefold(), dict(scope.facts))
    for each, about in zip(others, same, strict=True):
        if about == asked and each.since <= scope.until and scope.since <= each.until:
            return each
    return None


def names_somebody(text: str, names: Iterable[str]) -> bool:
    """Tell whether a text has the whole name of one of these people in it, in whatever case.

    >>> names_somebody("Photos by Daniel OSEI", ["Daniel Osei", "Ada Quill"])
    True
    """
    there = f" {_plain(text)} "
    return any(f" {_plain(name)} " in there for name in names if name.strip())


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def _is_said(field: str, text: str, most: int, missing: str) -> Refused | None:
    if not any(letter.isalnum() for letter in text):
        return Refused(f"no-{field}", missing)
    unfit = NOT_IN_A_TEXT if most == WHAT_LENGTH else NOT_ON_A_LINE
    if len(text) > most:
        return Refused(f"long-{field}", f"At most {most} characters fit here; this has {len(text)}.")
    if unfit.search(text):
        return Refused(f"bad-{field}", "There are characters in it that cannot be printed. Type it again.")
    return None


def _names_facts(scope: Scope, kind: Grant, policy: Edition) -> Refused | None:
    wanted = scoped_by(policy, kind.id)
    for fact in wanted:
        given = scope.facts.get(fact, ())
        if not given or not set(given) <= set(FACTS[fact].values):
            return Refused(f"no-{fact}", "Choose at least one of these.", clause=kind.clause)
    if set(scope.facts) - set(wanted):
        return Refused("spare-facts", "This permission does not turn on that.", clause=kind.clause)
    return None


def _says_nobody(in_public: str) -> Refused | None:
    if not SOME_ID.search(in_public):
        return None
    return Refused(
        "names-public",
        "The public page names nobody: leave out names of people and of accounts, addresses and telephone numbers.",
    )
