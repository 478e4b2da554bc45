"""How does an address carry a question?

The one reader and the one writer. A name or a value that the policy's schema does not know is a problem, said with what
could be read, so that nobody has to begin again.

    >>> from django.http import QueryDict
    >>> asked, problems = read(QueryDict("hat=parent&act=take-photos&where=attic"))
    >>> asked.act, asked.known, problems
    ('take-photos', {}, (Problem(name='where', value='attic'),))
    >>> address(asked)
    '/ask/?hat=parent&act=take-photos'
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from gatepost.policy import Edition, Situation
from gatepost.policy.errors import printable
from gatepost.policy.schema import ACTS, FACTS, HATS, LISTS

ONES = ("act", *FACTS, "change", "edition", "on")
SEVERALS = ("hat", "content", "permission", "restriction", "skip")
SKIPPABLE = ("content", *FACTS)
CHANGEABLE = ("hats", "act", *SKIPPABLE)
HASH = re.compile(r"[0-9a-f]{8,64}")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
ADDED_BY_OTHERS = re.compile(r"fbclid|gclid|utm_\w+")
"""Names that social networks and mail add to a link that somebody shares; they are none of ours, and no mistake."""

SHORT = 12
"""Digits of an edition's hash that stand in an address."""

LISTED = {"content": "content", "permissions": "permission", "restrictions": "restriction"}
"""The lists of a situation, with their name in an address."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A name with its value that could not be read, both fit to print; no value where the name is the problem."""

    name: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address says. ``skipped`` was not known, ``change`` is to be answered again, ``on`` is a day as it is written."""

    hats: tuple[str, ...] = ()
    act: str = ""
    known: Mapping[str, str | bool] = field(default_factory=dict)
    content: frozenset[str] = frozenset()
    permissions: frozenset[str] = frozenset()
    restrictions: frozenset[str] = frozenset()
    skipped: frozenset[str] = frozenset()
    change: str = ""
    edition: str = ""
    on: str = ""

    @property
    def day(self) -> date | None:
        """The day as of which the policy is asked; None is today."""
        return day_in(self.on)

    @property
    def situation(self) -> Situation:
        """The situation, once it is said who asks and what they want to do."""
        return Situation(self.hats, self.act, self.known, self.content, self.permissions, self.restrictions)

    def beginning(self, situation: Situation) -> "Asked":
        """The same person beginning with another situation."""
        return Asked(
            self.hats, situation.act, situation.known, situation.content, restrictions=self.restrictions, on=self.on
        )

    def changing(self, key: str) -> "Asked":
        """The same question, about to answer ``key`` again."""
        return replace(self, change=key, edition="")

    def decided_by(self, edition: Edition) -> "Asked":
        """The same question, with the edition that answers it."""
        return replace(self, change="", edition=mark_of(edition))


def mark_of(edition: Edition) -> str:
    """Return the few digits by which an address names an edition with what was decided about it."""
    whole = sha256(edition.identity.encode()).hexdigest() if edition.ruled else edition.sha256
    return whole[:SHORT]


def asked_of(situation: Situation) -> Asked:
    """Return a situation as something that was asked."""
    lists = {name: getattr(situation, name) for name in LISTED}
    return Asked(situation.hats, situation.act, situation.known, **lists)


def written(value: str | bool) -> str:  # noqa: FBT001  # some facts are yes or no
    """Return a fact's value as it stands in an address: that of the JSON contract."""
    return str(value).lower() if isinstance(value, bool) else value


def day_in(text: str) -> date | None:
    """Return the day that is written as ``2026-07-03``, or None.

    >>> day_in("2026-07-03"), day_in("2026-02-30"), day_in("20260703")
    (datetime.date(2026, 7, 3), None, None)
    """
    if not DAY.fullmatch(text) or not text.isascii():
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def value_of(fact: str, text: str) -> str | bool | None:
    """Return the value of a fact that an address names, or None."""
    return next((value for value in FACTS[fact].values if written(value) == text), None)


def read(query: QueryDict) -> tuple[Asked, tuple[Problem, ...]]:
    """Return what an address says, and what of it could not be read."""
    problems: list[Problem] = []
    kept: dict[str, list[str]] = {}
    for name, values in query.lists():
        good = [value for value in values if _is_known(name, value)]
        if ADDED_BY_OTHERS.fullmatch(name):
            continue
        if name not in ONES and name not in SEVERALS:
            problems.append(Problem(printable(name)))
        elif name in ONES and len(set(values)) > 1:  # which was meant? A policy must not guess
            problems.append(Problem(name, printable(" / ".join(values[:2]))))
        else:
            problems += [Problem(name, printable(value)) for value in values if value not in good][:1]
            kept[name] = good
    return _asked(kept), tuple(problems)


def address(asked: Asked) -> str:
    """Return the address of a question: the same question always has the same one."""
    query = query_of(asked)
    return f"{reverse('ask')}?{query}" if query else reverse("ask")


def query_of(asked: Asked) -> str:
    """Return a question as the query of an address."""
    pairs = [("hat", hat) for hat in HATS if hat in asked.hats]
    pairs += [("act", asked.act)] if asked.act else []
    pairs += [(fact, written(asked.known[fact])) for fact in FACTS if fact in asked.known]
    for name, short in LISTED.items():
        pairs += [(short, value) for value in LISTS[name] if value in getattr(asked, name)]
    pairs += [("skip", key) for key in SKIPPABLE if key in asked.skipped]
    pairs += [(name, value) for name, value in _last(asked) if value]
    return urlencode(pairs)


def _last(asked: Asked) -> tuple[tuple[str, str], ...]:
    return (("on", asked.on), ("change", asked.change), ("edition", asked.edition))


_VALID: Mapping[str, tuple[str, ...]] = {
    "hat": HATS,
    "act": tuple(ACTS),
    **{fact: tuple(written(value) for value in FACTS[fact].values) for fact in FACTS},
    **{short: LISTS[name] for name, short in LISTED.items()},
    "skip": SKIPPABLE,
    "change": CHANGEABLE,
}


def _is_known(name: str, value: str) -> bool:
    if name == "on":
        return day_in(value) is not None
    return bool(HASH.fullmatch(value)) if name == "edition" else value in _VALID.get(name, ())


def _asked(kept: Mapping[str, list[str]]) -> Asked:
    """Return what is good of an address; what is known was not skipped."""
    first = {name: values[0] for name, values in kept.items() if values}
    known = {fact: value for fact in FACTS if (value := value_of(fact, first.get(fact, ""))) is not None}
    content = frozenset(kept.get("content", ()))
    return Asked(
        hats=tuple(hat for hat in HATS if hat in kept.get("hat", ())),
        act=first.get("act", ""),
        known=known,
        content=content,
        permissions=frozenset(kept.get("permission", ())),
        restrictions=frozenset(kept.get("restriction", ())),
        skipped=frozenset(kept.get("skip", ())) - set(known) - ({"content"} if content else set()),
        change=first.get("change", ""),
        edition=first.get("edition", ""),
        on=first.get("on", ""),
    )
