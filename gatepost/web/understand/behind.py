"""What stands behind each clause, and of what does the policy say nothing?

coverage_rows(edition)[6].counts  ->  (Count('Rules', 1), Count('Exceptions', 1), …)
silences(edition)[3].acts  ->  ('send or accept a friend request', …)
"""

from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gatepost.policy import Edition, coverage, words
from gatepost.policy.coverage import Covered
from gatepost.policy.schema import HATS
from gatepost.web.policy.clauses import ClauseLink, link
from gatepost.web.understand.findings import analysis_of
from gatepost.web.words import in_words

COLUMNS = (
    gettext_lazy("Rules"),
    gettext_lazy("Exceptions"),
    gettext_lazy("Permissions"),
    gettext_lazy("Outcomes"),
    gettext_lazy("Procedures"),
    gettext_lazy("Examples"),
)


@dataclass(frozen=True, slots=True)
class Count:
    """How many of one kind stand behind a clause."""

    name: str
    number: int


@dataclass(frozen=True, slots=True)
class Row:
    """A clause with what stands behind it, or why a person judges it; ``is_gap`` where neither is so."""

    clause: ClauseLink
    id: str
    counts: tuple[Count, ...]
    judged: str
    is_gap: bool


@dataclass(frozen=True, slots=True)
class Silence:
    """The acts of which the policy never says anything to one hat."""

    hat: str
    acts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Idle:
    """What never changes an answer: clauses of rules and exceptions, and titles of permissions."""

    rules: tuple[ClauseLink, ...]
    grants: tuple[str, ...]


def coverage_rows(edition: Edition) -> tuple[Row, ...]:
    """Return a row for each clause, in the order of the document."""
    twins = {rule.id for rule in edition.rules if rule.twin_of}
    return tuple(_row(edition, covered, twins) for covered in coverage(edition))


def _row(edition: Edition, covered: Covered, twins: set[str]) -> Row:
    exceptions = sum(rule in twins for rule in covered.rules)
    numbers = (
        len(covered.rules) - exceptions,
        exceptions,
        len(covered.grants),
        len(covered.outcomes),
        len(covered.procedures),
        len(covered.scenarios),
    )
    return Row(
        clause=link(edition.clauses[covered.clause]),
        id=covered.clause,
        counts=tuple(Count(str(name), number) for name, number in zip(COLUMNS, numbers, strict=True)),
        judged=covered.judged,
        is_gap=covered.gap,
    )


def silences(edition: Edition) -> tuple[Silence, ...]:
    """Return for each hat the acts of which the policy says nothing to it, in words."""
    silent = analysis_of(edition).silent
    return tuple(
        Silence(
            hat=_("To %(hat)s") % {"hat": in_words(words.HATS[hat])},
            acts=tuple(capfirst(in_words(words.ACTS[act])) for act in silent[hat]),
        )
        for hat in HATS
    )


def idle(edition: Edition) -> Idle:
    """Return what stands in the rules and never changes an answer."""
    found = analysis_of(edition)
    clauses = {rule.clause for rule in edition.rules if rule.id in found.idle_rules}
    return Idle(
        rules=tuple(link(edition.clauses[clause]) for clause in edition.clauses if clause in clauses),
        grants=tuple(edition.grants[name].title for name in found.idle_grants),
    )
