"""Which readings does the policy rest on, and of which clauses?

readings_shown(edition)[0].clauses[0].title  ->  the first clause that is read so
"""

from dataclasses import dataclass

from gatepost.policy import Edition
from gatepost.policy.model import Interpretation
from gatepost.web.policy.clauses import ClauseLink, link


@dataclass(frozen=True, slots=True)
class ReadingShown:
    """A reading with links to its clauses."""

    reading: Interpretation
    clauses: tuple[ClauseLink, ...]


def readings_shown(edition: Edition) -> tuple[ReadingShown, ...]:
    """Return every reading that an edition marks."""
    return tuple(
        ReadingShown(reading, tuple(link(edition.clauses[name]) for name in reading.clauses))
        for reading in edition.interpretations
    )
