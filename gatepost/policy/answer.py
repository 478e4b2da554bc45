"""What ``decide`` returns: a judgement, and all that follows from it.

Worked example: ``decide(edition, situation).to_dict()`` is the answer in the JSON contract's shape.

What follows (words, interpretations, law) is worked out when it is read: a filter that asks a thousand times a second needs
none of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from gatepost.policy.explain import ask_first, headline, interpretations_used, why, would_change
from gatepost.policy.judging import Judgement, judge_as
from gatepost.policy.law import notes_for
from gatepost.policy.model import Edition, Interpretation, LawNote, Ruled
from gatepost.policy.situation import Situation


def decide(edition: Edition, situation: Situation) -> Answer:
    """May I? What ``edition`` says of ``situation``. Pure: the same edition and situation always give an equal answer."""
    return judge_as(Answer, edition, situation)


@dataclass(frozen=True, slots=True)
class Answer(Judgement):
    """A judgement with what follows from it. ``to_dict`` is the JSON contract."""

    @property
    def ask_first(self) -> bool:
        """Whether the safeguarding lead is to be asked before anything else."""
        return ask_first(self)

    @property
    def headline(self) -> str:
        """The big word."""
        return headline(self)

    @property
    def why(self) -> str:
        """One sentence or two in plain words."""
        return why(self)

    @property
    def would_change(self) -> tuple[str, ...]:
        """What would make the answer milder, in words, the easiest first."""
        return would_change(self)

    @property
    def interpretations(self) -> tuple[Interpretation, ...]:
        """The marked readings that this answer rests on."""
        return interpretations_used(self)

    @property
    def law(self) -> tuple[LawNote, ...]:
        """What the law adds, kept apart from the policy."""
        return notes_for(self)

    def to_dict(self) -> dict[str, Any]:
        """The answer in the JSON contract's shape, always with all keys."""
        return {
            "verdict": self.verdict,
            "clauses": list(self.clauses),
            "needs": [list(needed) for needed in self.needs],
            "by_hat": dict(self.by_hat),
            "depends_on": list(self.depends_on),
            "would_change": list(self.would_change),
            "interpretations": [_reading(reading) for reading in self.interpretations],
            "law": [
                {
                    "id": note.id,
                    "title": note.title,
                    "text": note.text,
                    "source": note.source,
                    "read": note.read,
                    "check": note.check,
                    "jurisdiction": note.jurisdiction,
                    "edition": note.edition,
                }
                for note in self.law
            ],
            "edition": {"label": self.edition.label, "sha256": self.edition.sha256},
        }


def _reading(reading: Interpretation) -> dict[str, Any]:
    told: dict[str, Any] = {"id": reading.id, "clauses": list(reading.clauses)}
    told |= {"title": reading.title, "text": reading.text}
    if isinstance(reading, Ruled):
        told |= {"day": reading.day.isoformat(), "decided_by": reading.decided_by}
        told |= {"minute": reading.minute, "why": reading.why}
    return told
