"""Which sentences of a document become which clause of a draft?

In the document's order, one run of sentences after the other: a run is one clause of the pack, or what a person judges. What is no
sentence of its own (a line that leads in to a list, a short cell) goes with the sentence that it belongs to.

    runs(proposal, chosen)  ->  (Run("conduct.1", lines=("…",), …), …)
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from gatepost.documents import marks
from gatepost.documents.blocks import APART, HEAD_ROW, HEADING, Block
from gatepost.documents.concepts import hear
from gatepost.documents.matching import audience
from gatepost.documents.outline import LABEL, TEXT, Sentence
from gatepost.documents.proposal import Proposal

JUDGE = ""
"""The clause of a run that a person judges."""

CELLS = " \N{EM DASH} "
"""What stands between two cells of a row."""

Chosen = Mapping[int, tuple[str, ...]]
"""The clauses of each sentence, by its place, as a person confirmed them; none: a person judges it in every case."""


@dataclass(slots=True)
class Run:
    """Sentences that become one clause. ``again`` is true where the clause stood earlier in the document already.

    ``lines`` are the blocks of its wording; ``label`` a cell that names it; ``binds`` the hats whom it speaks to.
    """

    clause: str
    also: tuple[str, ...] = ()
    lines: list[str] = field(default_factory=list)
    number: str = ""
    label: str = ""
    page: int = 0
    binds: frozenset[str] = frozenset()
    again: bool = False
    block: int = -1
    after_cell: bool = False


@dataclass(slots=True)
class Stretch:
    """A heading of the document with the runs below it, and what stands there without any."""

    title: str
    level: int
    runs: list[Run] = field(default_factory=list)
    intro: list[str] = field(default_factory=list)


def stretches(proposal: Proposal, chosen: Chosen) -> tuple[list[Stretch], list[str]]:
    """The document by its headings, and what stands on every page. What comes before the first heading has no title."""
    walk = _Walk(proposal, chosen)
    found = walk.stretches()
    _mark_again(found)
    return found, walk.around


def _mark_again(found: list[Stretch]) -> None:
    seen: set[str] = set()
    for stretch in found:
        for run in stretch.runs:
            run.again = run.clause in seen and run.clause != JUDGE
            seen.add(run.clause)


class _Walk:
    def __init__(self, proposal: Proposal, chosen: Chosen) -> None:
        self.proposal = proposal
        self.chosen = chosen
        self.around: list[str] = []
        self.waiting: list[tuple[int, str, str]] = []
        self.found: list[Stretch] = [Stretch("", 0)]

    def stretches(self) -> list[Stretch]:
        by_block: dict[int, list[int]] = {}
        for place, sentence in enumerate(self.proposal.sentences):
            by_block.setdefault(sentence.block, []).append(place)
        for number, block in enumerate(self.proposal.document.blocks):
            self._block(block, number, by_block.get(number, []))
        self._settle()
        return [each for each in self.found if each.title or each.runs or each.intro]

    def _block(self, block: Block, number: int, places: list[int]) -> None:
        if block.kind in APART:
            self.around += [self.proposal.sentences[place].text for place in places]
        elif block.kind == HEADING:
            self._settle()
            self.found.append(Stretch(_numbered(block), block.level))
        else:
            self._sentences(block, number, places)

    def _sentences(self, block: Block, number: int, places: list[int]) -> None:
        texts = [place for place in places if self.proposal.sentences[place].kind == TEXT]
        fresh = True
        for place in places:
            sentence = self.proposal.sentences[place]
            if place in texts:
                self._say(sentence, place, block, number, fresh=fresh)
            elif texts and place > texts[-1]:
                self._add(self.found[-1].runs[-1], number, sentence.text, is_cell=sentence.kind == LABEL)
            else:
                shown = _numbered(block, sentence.text) if fresh and not texts else sentence.text
                self.waiting.append((number, shown, sentence.text if sentence.kind == LABEL else ""))
            fresh = False
        if block.kind == HEAD_ROW and not places:
            self.waiting.append((number, block.text, ""))

    def _say(self, sentence: Sentence, place: int, block: Block, number: int, *, fresh: bool) -> None:
        first, *also = self.chosen.get(place, ()) or (JUDGE,)
        last = self.found[-1].runs[-1] if self.found[-1].runs else None
        goes_on = last is not None and last.clause == first and not (fresh and first == JUDGE) and not self.waiting
        if goes_on and last is not None and (first != JUDGE or last.block == number):
            shown = _numbered(block, sentence.text) if fresh else sentence.text
            self._add(last, number, shown)
            last.also = (*last.also, *(each for each in also if each not in last.also))
            return
        run = Run(first, tuple(also), number=_bare(block.number) if fresh else "", page=block.page, block=-1)
        run.binds = audience(hear(sentence.text), sentence)
        for where, text, label in self.waiting:
            self._add(run, where, text, is_cell=bool(label))
            run.label = run.label or label
            run.number = run.number or (_bare(block.number) if where == number else "")
        self.waiting = []
        self._add(run, number, sentence.text)
        self.found[-1].runs.append(run)

    def _add(self, run: Run, number: int, text: str, *, is_cell: bool = False) -> None:
        """Add ``text``: to the same line if it is of the same block, else as a block of its own."""
        if run.block == number:
            between = CELLS if is_cell or run.after_cell else " "
            run.lines[-1] = f"{run.lines[-1]}{between}{text}"
        else:
            run.lines.append(text)
        run.block, run.after_cell = number, is_cell

    def _settle(self) -> None:
        """What waits for a sentence that does not come stays where it stands."""
        here = self.found[-1]
        for where, text, _ in self.waiting:
            if here.runs:
                self._add(here.runs[-1], where, text)
            else:
                here.intro.append(text)
        self.waiting = []


def _bare(number: str) -> str:
    return "" if number == marks.BULLET else number.rstrip(".")


def _numbered(block: Block, text: str | None = None) -> str:
    """The words of a block behind the number that it shows; a bullet is written as Markdown writes it."""
    words = block.text if text is None else text
    if block.number == marks.BULLET:
        return f"- {words}"
    return f"{block.number} {words}" if block.number else words


def every_run(found: list[Stretch]) -> Iterator[Run]:
    """All runs in order."""
    return (run for stretch in found for run in stretch.runs)
