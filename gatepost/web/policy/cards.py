"""What is on a verdict card?

Everything the card shows, worked out before a template sees it: the big word, one sentence why, what is needed and who
gives it, the clauses in their own words, what would change the answer, the readings it rests on, the law's notes apart,
and the edition.

    card = verdict_card(decide(edition, situation))
    card.face.word, [quote.id for quote in card.quotes]
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from gatepost.enquiries.policy import clauses_that_send_here
from gatepost.grants.held import Held
from gatepost.policy import Answer, Clause, Edition
from gatepost.policy.explain import why as why_of
from gatepost.policy.explain import would_change
from gatepost.policy.model import Grant, Interpretation, LawNote
from gatepost.selfreports.policy import is_offered
from gatepost.web.policy.claims import Claimed
from gatepost.web.policy.editions import EditionShown, edition_shown, once_per_edition
from gatepost.web.policy.faces import Face
from gatepost.web.policy.wording import wordings
from gatepost.web.policy.words import AS_HAT, binds, giver


@dataclass(frozen=True, slots=True)
class Quote:
    """A clause, quoted."""

    id: str
    title: str
    wording: SafeString
    binds: str
    url: str


@dataclass(frozen=True, slots=True)
class Need:
    """A permission that would change the answer, and who gives it.

    ``have_url`` asks again for somebody who has it; ``ask_url`` is where it is asked for, with ``offered`` as its words.
    ``later`` is one that they have from a day on.
    """

    title: str
    giver: str
    at_most: str
    have_url: str = ""
    offered: str = ""
    ask_url: str = ""
    later: Held | None = None


@dataclass(frozen=True, slots=True)
class HatAnswer:
    """What the policy says to one hat of several."""

    said_as: str
    face: Face


@dataclass(frozen=True, slots=True)
class Card:
    """A verdict card. ``ways`` are alternatives, each a set of needs that belong together."""

    face: Face
    ask_first: str
    why: str
    ways: tuple[tuple[Need, ...], ...]
    quotes: tuple[Quote, ...]
    hats: tuple[HatAnswer, ...]
    changes: tuple[str, ...]
    readings: tuple[Interpretation, ...]
    law: tuple[LawNote, ...]
    edition: EditionShown
    sends_to_school: bool = False
    """Whether a clause says to ask the school itself: then the card says how."""
    offers_self_report: bool = False
    """Whether whoever asked may have something of a pupil's before them, and where to say so."""

    @property
    def has_more(self) -> bool:
        """Tell whether there is anything to say below the big word and its reason."""
        return bool(self.ways or self.quotes or self.hats or self.changes or self.readings or self.law)


def no_way(permission: str) -> str:  # noqa: ARG001  # one shape for every way
    """Return no address: where a card is only read, nobody says what they have."""
    return ""


def verdict_card(
    answer: Answer,
    *,
    why: str = "",
    having: Callable[[str], str] = no_way,
    asking: Callable[[str], str] = no_way,
    later: Sequence[Held] = (),
    claims: Collection[str] = (),
) -> Card:
    """Return the card of an answer.

    ``why`` replaces the answer's own sentence where somebody wrote a better one; ``having`` gives the address that asks
    again with a permission, ``asking`` that where it is asked for; ``later`` are permissions that will count,
    ``claims`` those that whoever asks only says they have.
    """
    edition = answer.edition
    claimed = Claimed(answer, claims)
    face = claimed.face()
    ask_first = _("Ask the safeguarding lead first.") if answer.ask_first else ""
    return Card(
        face=face,
        ask_first=ask_first,
        why=(str(face.sentence) or why or why_of(answer, say=_))
        .removesuffix(ask_first)
        .strip(),  # said once, and louder
        ways=tuple(
            tuple(need(edition.grants[grant], having(grant), asking(grant), later) for grant in way)
            for way in answer.needs
        ),
        quotes=tuple(quote(edition, edition.clauses[clause]) for clause in answer.clauses),
        hats=_hats(answer, claimed),
        changes=would_change(answer, say=_)[len(answer.needs) :],  # permissions come first there, and are needs here
        readings=answer.interpretations,
        law=answer.law,
        edition=edition_shown(edition),
        sends_to_school=not sending(edition).isdisjoint(answer.clauses),
        offers_self_report=is_offered(answer),
    )


@once_per_edition
def sending(edition: Edition) -> frozenset[str]:
    """Return the clauses that send people to the school with their questions."""
    return frozenset(clauses_that_send_here(edition))


def need(grant: Grant, have_url: str = "", ask_url: str = "", later: Sequence[Held] = ()) -> Need:
    """Return a permission as something that somebody needs."""
    return Need(
        title=grant.title,
        giver=giver(grant),
        at_most=grant.at_most,
        have_url=have_url,
        offered=grant.offered,
        ask_url=ask_url,
        later=next((each for each in later if each.kind == grant.id), None),
    )


def quote(edition: Edition, clause: Clause) -> Quote:
    """Return a clause as it is quoted."""
    return Quote(
        id=clause.id,
        title=clause.title,
        wording=wordings(edition)[clause.id],
        binds=binds(clause.binds),
        url=reverse("clause", args=[clause.id]),
    )


def _hats(answer: Answer, claimed: Claimed) -> tuple[HatAnswer, ...]:
    if len(answer.by_hat) == 1:  # the big word says it already
        return ()
    return tuple(HatAnswer(str(AS_HAT[hat]), claimed.face_of(hat)) for hat in answer.by_hat)
