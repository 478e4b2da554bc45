"""The law overlay: what the law and guidance add, shown beside an answer and visibly apart from the school's own clauses.

Worked example: an answer that cites the clause on discussing the school carries the note that nobody can be kept from a
protected disclosure. Notes never change a verdict: that is the policy's alone.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from gatepost.policy.judging import Judgement
from gatepost.policy.model import LawNote
from gatepost.policy.schema import ACTS, FACTS, HATS, LISTS, VERDICTS
from gatepost.policy.tables import check_text, read_text, read_toml

FOLDER = Path(__file__).parent / "law"
FILE = "england.toml"


@cache
def default_law() -> tuple[LawNote, ...]:
    """The notes for England that Gatepost ships."""
    return load_law(FOLDER, FILE)


def load_law(folder: Path, name: str) -> tuple[LawNote, ...]:
    """The notes in a file of the overlay. Raises ``PackError`` as a pack's files do."""
    text = read_text(folder, name)
    check_text(name, text)
    file = read_toml(name, text)
    edition, jurisdiction = file.words("edition"), file.words("jurisdiction")
    notes = []
    for table in file.tables("notes"):
        notes.append(
            LawNote(
                id=table.words("id"),
                title=table.words("title"),
                text=table.words("text"),
                source=table.words("source"),
                read=table.words("read"),
                check=table.flag("check"),
                jurisdiction=jurisdiction,
                edition=edition,
                clauses=table.list_of("clauses", required=False),
                acts=table.list_of("acts", valid=tuple(ACTS), required=False),
                hats=table.list_of("hats", valid=HATS, required=False),
                persons=table.list_of("persons", valid=tuple(map(str, FACTS["person.is"].values)), required=False),
                content=table.list_of("content", valid=LISTS["content"], required=False),
                verdicts=table.list_of("verdicts", valid=VERDICTS, required=False),
            )
        )
        table.close()
    file.close()
    return tuple(notes)


def notes_for(answer: Judgement) -> tuple[LawNote, ...]:
    """The notes that speak to ``answer``."""
    return tuple(note for note in answer.edition.law if _speaks(note, answer))


def _speaks(note: LawNote, answer: Judgement) -> bool:
    situation = answer.situation
    person = situation.known.get("person.is")
    pairs: tuple[tuple[tuple[str, ...], set[str]], ...] = (
        (note.clauses, set(answer.clauses)),
        (note.acts, {situation.act}),
        (note.hats, set(situation.hats)),
        (note.persons, {str(person)}),
        (note.content, set(situation.content)),
        (note.verdicts, {answer.verdict}),
    )
    return all(not wanted or set(wanted) & there for wanted, there in pairs)
