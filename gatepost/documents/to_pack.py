"""How does a school's document become a draft that decides?

Its sections, its order, its numbers and its words; behind each clause that was matched, the rules of the pack; what no rule covers
is there for a person to judge; what the document lacks is gone with all that stood on it.

    to_pack(proposal, proposal.proposed, default_files(), label="Draft of July 2026")  ->  files of a pack that loads
"""

from __future__ import annotations

import re
import textwrap
import unicodedata
from typing import Any

from gatepost.documents.proposal import Proposal
from gatepost.documents.runs import Chosen, Run, Stretch, every_run, stretches
from gatepost.policy.draft import Draft, Part, Wording
from gatepost.policy.drafting import OWN, DraftError, as_wording, finished
from gatepost.policy.files import PackFiles
from gatepost.policy.restoring import without
from gatepost.policy.schema import HATS

LONGEST_TITLE = 60
LONGEST_PLAIN = 240
LONGEST_LINE = 400
"""Characters of a line of the wording: a pack's file is read by people too."""

UNCOVERED = "The document says this, and none of the rules covers it. A person judges it."
GOES_ON = "The document comes back here to “{title}”. The rules stand there; a person reads both together."


def to_pack(proposal: Proposal, chosen: Chosen, base: PackFiles, *, label: str) -> dict[str, str]:
    """The files of the draft. ``chosen`` has the clauses of each sentence. Raises ``DraftError`` where none can be made."""
    found, around = stretches(proposal, chosen)
    draft = Draft.of(base)
    kept = _kept(draft, found)
    for clause in [name for name in draft.ids() if name not in kept]:
        without(draft, clause)
    if not draft.rules:
        raise DraftError(
            "last-rule", "chosen", "No sentence belongs to a clause with a rule: the draft would decide nothing."
        )
    _about(draft, found, around, label)
    _lay_out(draft, found, proposal.name)
    return finished(draft, base=base)


def _kept(draft: Draft, found: list[Stretch]) -> set[str]:
    """The clauses that the document has; one that only shares a sentence with another gets a run of its own."""
    there = set(draft.ids())
    named = {run.clause for run in every_run(found)}
    for stretch in found:
        for run in list(stretch.runs):
            for name in run.also:
                if name in there and name not in named:
                    twin = Run(name, (), list(run.lines), run.number, run.label, run.page, run.binds)
                    stretch.runs.insert(stretch.runs.index(run) + 1, twin)
                    named.add(name)
    return named & there


def _about(draft: Draft, found: list[Stretch], around: list[str], label: str) -> None:
    titles = [stretch for stretch in found if stretch.title]
    if titles:
        draft.head["title"] = _heading(titles[0].title)
    for key, words in (("audience", ""), ("edition", label), ("approved", ""), ("signed_by", ""), ("review", "")):
        draft.head[key] = words
    first = found[0] if found else None
    own = first.intro if first and (first is titles[0] if titles else False) and not first.runs else []
    told = [f"On every page: {_clean(text)}" for text in around]
    draft.intro = _wording([*own, *told])


def _lay_out(draft: Draft, found: list[Stretch], name: str) -> None:
    old = {words.id: words for words in draft.clauses()}
    details: dict[str, Any] = {}
    parts: list[Part] = []
    for place, stretch in enumerate(found):
        if place == 0 and stretch.title and not stretch.runs:
            continue  # it is the title
        part = Part(_heading(stretch.title) or draft.head["title"], _wording(stretch.intro), [])
        for run in stretch.runs:
            words, about = _clause(run, old, draft.head["clauses"], len(details), name)
            part.clauses.append(words)
            details[words.id] = about
        parts.append(part)
    draft.parts = parts
    draft.head["clauses"] = details


def _clause(
    run: Run, old: dict[str, Wording], known: dict[str, Any], count: int, name: str
) -> tuple[Wording, dict[str, Any]]:
    source = ", ".join(part for part in (name, f"page {run.page}" if run.page else "", run.number) if part)
    text = _wording(run.lines)
    if run.clause in old and not run.again:
        about = {**known[run.clause], "number": _clean(run.number), "source": _clean(source)}
        return Wording(run.clause, old[run.clause].title, text), about
    judged = GOES_ON.format(title=old[run.clause].title) if run.clause in old else UNCOVERED
    about = {
        "number": _clean(run.number),
        "binds": [hat for hat in HATS if hat in run.binds] or list(HATS),
        "modality": "principle",
        "plain": _shortened(_clean(" ".join(run.lines)), LONGEST_PLAIN),
        "lifted": "",
        "source": _clean(source),
        "judged": judged,
    }
    title = _clean(run.label) or _shortened(_clean(run.lines[0] if run.lines else ""), LONGEST_TITLE)
    return Wording(f"{OWN}{count + 1}", _heading(title), text), about


def _wording(lines: list[str]) -> str:
    """The blocks as Markdown, with lines that a person can read."""
    folded = [
        "\n".join(textwrap.wrap(_clean(line), LONGEST_LINE, break_long_words=True, break_on_hyphens=False))
        for line in lines
    ]
    return as_wording("\n\n".join(each for each in folded if each))


def _clean(text: str) -> str:
    """``text`` on one line, without characters that nobody sees."""
    seen = "".join(" " if unicodedata.category(letter) in {"Cc", "Cs"} else letter for letter in text)
    return " ".join(seen.split())


def _heading(text: str) -> str:
    return re.sub(r"\{#|\}$", "", _clean(text)).strip()


def _shortened(text: str, length: int) -> str:
    if len(text) <= length:
        return text
    return text[:length].rsplit(" ", 1)[0].rstrip(" ,;:") + "\u2026"
