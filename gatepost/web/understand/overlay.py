"""What does the law add, note by note?

Not the policy: a list of its own, with where each note comes from, when it was read, and beside what it is shown.

    law_page(edition).parts[0].jurisdiction  ->  'England'
"""

from dataclasses import dataclass

from django.utils.text import capfirst

from gatepost.policy import Edition, words
from gatepost.policy.model import LawNote
from gatepost.web.policy.clauses import ClauseLink, link
from gatepost.web.words import in_words


@dataclass(frozen=True, slots=True)
class NoteShown:
    """A note, and the clauses and acts beside which it is shown."""

    note: LawNote
    clauses: tuple[ClauseLink, ...]
    acts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """The notes of one edition of the overlay for one jurisdiction."""

    jurisdiction: str
    edition: str
    notes: tuple[NoteShown, ...]


@dataclass(frozen=True, slots=True)
class LawPage:
    """All notes."""

    parts: tuple[Part, ...]


def law_page(edition: Edition) -> LawPage:
    """Return the notes that stand beside the answers of an edition."""
    grouped: dict[tuple[str, str], list[NoteShown]] = {}
    for note in edition.law:
        grouped.setdefault((note.jurisdiction, note.edition), []).append(_shown(edition, note))
    return LawPage(tuple(Part(*key, tuple(notes)) for key, notes in grouped.items()))


def _shown(edition: Edition, note: LawNote) -> NoteShown:
    return NoteShown(
        note=note,
        clauses=tuple(link(edition.clauses[name]) for name in note.clauses if name in edition.clauses),
        acts=tuple(capfirst(in_words(words.ACTS[act])) for act in note.acts),
    )
