"""Is somebody in a file the person who is here already, and who says so?

What speaks for it is a number from the management system, the e-mail address, the name, and a bond (they wear the hat
already; they share a child). Only what leaves no doubt is decided here; for the rest a person is asked, and never is
anybody made one person with somebody else in silence.

    >>> judge(Evidence(email=Match.SAME, name=Likeness.OTHER))
    <Judgement.FAMILY: 'family'>
    >>> judge(Evidence(email=Match.SAME, name=Likeness.SAME))
    <Judgement.ASK_SAME: 'ask-same'>
"""

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from gatepost.policy.words import translatable as _
from gatepost.roster.names import Likeness


class Match(StrEnum):
    """Whether two values agree; unknown where one of them is missing."""

    SAME = "same"
    OTHER = "other"
    UNKNOWN = "unknown"


class Bond(IntEnum):
    """What binds the two beside name and address."""

    NONE = 0
    HAT = 1
    """Both are parents."""
    CLOSE = 2
    """They share a child, or a hat of which a school has few: staff, governor, volunteer."""


class Judgement(StrEnum):
    """What follows."""

    SAME = "same"
    ASK_SAME = "ask-same"
    ASK = "ask"
    FAMILY = "family"
    NEW = "new"


WORDS: dict[Judgement, str] = {
    Judgement.SAME: _("It is the same person."),
    Judgement.ASK_SAME: _("You are asked; we think it is the same person."),
    Judgement.ASK: _("You are asked; it may be either."),
    Judgement.FAMILY: _("Somebody else, who shares the address: a family."),
    Judgement.NEW: _("Somebody else."),
}


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for and against."""

    number: Match = Match.UNKNOWN
    email: Match = Match.UNKNOWN
    name: Likeness = Likeness.OTHER
    bond: Bond = Bond.NONE


def judge(evidence: Evidence) -> Judgement:
    """Return what follows from the evidence. The table that a head teacher can read is made of this."""
    if evidence.number is Match.SAME:
        is_strange = evidence.name is Likeness.OTHER and evidence.email is not Match.SAME
        return Judgement.ASK_SAME if is_strange else Judgement.SAME
    if evidence.name is Likeness.OTHER:
        return Judgement.FAMILY if evidence.email is Match.SAME else Judgement.NEW
    if evidence.email is Match.SAME:
        return _of_one_address(evidence)
    if evidence.number is Match.OTHER:
        return Judgement.NEW
    return _of_like_names(evidence)


def _of_one_address(evidence: Evidence) -> Judgement:
    """One address and (nearly) one name: only the same name under the same hat needs no question."""
    leaves_no_doubt = evidence.name is Likeness.SAME and evidence.bond and evidence.number is not Match.OTHER
    return Judgement.SAME if leaves_no_doubt else Judgement.ASK_SAME


def _of_like_names(evidence: Evidence) -> Judgement:
    """(Nearly) one name, and nothing but a bond to tell namesakes from one person."""
    is_close = evidence.bond is Bond.CLOSE
    if evidence.name is Likeness.SAME:
        return Judgement.ASK_SAME if evidence.email is Match.UNKNOWN or is_close else Judgement.ASK
    if not is_close:
        return Judgement.NEW
    return Judgement.ASK_SAME if evidence.email is Match.UNKNOWN else Judgement.ASK
