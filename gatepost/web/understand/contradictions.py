"""How is a contradiction told in plain words?

Both clauses quoted, whom it concerns, and an example that opens in the explorer.

    contradictions_told(edition)[0].sentence
    'The first makes an exception for permission to post for the school. The second forbids it all the same with a school computer.'
"""

from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from gatepost.policy import Edition, decide, words
from gatepost.policy.analysis import Contradiction
from gatepost.policy.exploring import Part
from gatepost.web.policy.cards import Quote, quote
from gatepost.web.policy.faces import Face, verdict_face
from gatepost.web.policy.words import hats_in_words, joined
from gatepost.web.understand.addresses import explore_address
from gatepost.web.understand.findings import contradictions_open
from gatepost.web.understand.phrases import circumstances, phrase
from gatepost.web.words import in_words


@dataclass(frozen=True, slots=True)
class Told:
    """A contradiction. ``quotes`` are the clause that makes the exception and the one that forbids it all the same."""

    anchor: str
    sentence: str
    concerns: str
    quotes: tuple[Quote, Quote]
    who: str
    example: tuple[str, ...]
    face: Face
    url: str


def contradictions_told(edition: Edition) -> tuple[Told, ...]:
    """Return every contradiction of an edition, told."""
    found = contradictions_open(edition)
    return tuple(_told(edition, one, number) for number, one in enumerate(found, start=1))


def case(found: Contradiction) -> str:
    """Return in which case the second clause forbids, as the end of a sentence; nothing where it always does."""
    if not found.fact:
        return ""
    if found.fact == "person.is":
        return _("when %(circumstance)s") % {"circumstance": phrase(Part(found.fact, (found.value,)))}
    return phrase(Part(found.fact, (found.value,)))


def _told(edition: Edition, found: Contradiction, number: int) -> Told:
    example = found.example
    return Told(
        anchor=f"contradiction-{number}",
        sentence=_sentence(found),
        concerns=hats_in_words(found.hats),
        quotes=(quote(edition, edition.clauses[found.clause]), quote(edition, edition.clauses[found.against])),
        who=_("%(person)s would like to %(act)s")
        % {
            "person": capfirst(joined(in_words(words.HATS[hat]) for hat in example.hats)),
            "act": in_words(words.ACTS[example.act]),
        },
        example=circumstances(example),
        face=verdict_face(decide(edition, example).verdict),
        url=explore_address(example),
    )


def _sentence(found: Contradiction) -> str:
    parts = {"exception": joined(_made_of(found, name) for name in found.exception), "case": case(found)}
    if found.fact:
        return _("The first makes an exception: %(exception)s. The second forbids it all the same %(case)s.") % parts
    return _("The first makes an exception: %(exception)s. The second forbids it all the same, always.") % parts


def _made_of(found: Contradiction, name: str) -> str:
    """Return what an exception is made of: a permission, or what a fact is in the example."""
    if name in words.VALUES["permissions"]:
        return in_words(words.VALUES["permissions"][name])
    return phrase(Part(name, (found.example.known[name],)))
