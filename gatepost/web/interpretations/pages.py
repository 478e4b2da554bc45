"""What is shown of a doubt: its clauses, an example, the ways to read it, what each would change, and what was decided?

[told.is_settled for told in doubts_told(edition, rulings)]  ->  [False, False, True]
"""

from dataclasses import dataclass
from datetime import date

from gatepost.agreements.seeing import RulingSeen
from gatepost.policy import Edition
from gatepost.policy import decide as decided
from gatepost.policy.impact import impact
from gatepost.policy.rulings import Choice, Doubt, Ruling, doubts, with_rulings
from gatepost.web.policy.cards import Quote, quote
from gatepost.web.policy.changes import TurnedShown, turned_shown
from gatepost.web.policy.faces import Face, verdict_face
from gatepost.web.understand.addresses import explore_address
from gatepost.web.understand.phrases import circumstances
from gatepost.web.words import in_words


@dataclass(frozen=True, slots=True)
class DoubtTold:
    """A doubt with what was decided about it: what counts now, and what will or did."""

    doubt: Doubt
    now: RulingSeen | None
    others: tuple[RulingSeen, ...]
    chosen: str

    @property
    def is_settled(self) -> bool:
        """Whether something that was decided counts now."""
        return self.now is not None


@dataclass(frozen=True, slots=True)
class ChoiceTold:
    """One way to read it, and the answers that would turn."""

    choice: Choice
    is_now: bool
    turned: tuple[TurnedShown, ...]


@dataclass(frozen=True, slots=True)
class DoubtPage:
    """A doubt on its own page. ``choices`` have previews only for those who answer for the policy."""

    told: DoubtTold
    quotes: tuple[Quote, ...]
    example: tuple[str, ...]
    face: Face | None
    url: str
    choices: tuple[ChoiceTold, ...]


def doubts_told(edition: Edition, rulings: tuple[RulingSeen, ...]) -> tuple[DoubtTold, ...]:
    """Return every doubt of an edition with what was decided."""
    return tuple(_told(doubt, rulings) for doubt in doubts(edition, say=in_words))


def doubt_page(edition: Edition, told: DoubtTold, *, previews: bool) -> DoubtPage:
    """Return the page of a doubt; ``edition`` is as it is read today."""
    doubt = told.doubt
    return DoubtPage(
        told=told,
        quotes=tuple(quote(edition, edition.clauses[name]) for name in doubt.clauses),
        example=circumstances(doubt.example) if doubt.example else (),
        face=verdict_face(decided(edition, doubt.example).verdict) if doubt.example else None,
        url=explore_address(doubt.example) if doubt.example else "",
        choices=tuple(_choice(edition, told, choice, previews=previews) for choice in doubt.choices),
    )


def _told(doubt: Doubt, rulings: tuple[RulingSeen, ...]) -> DoubtTold:
    mine = [ruling for ruling in rulings if ruling.doubt == doubt.id]
    now = next((ruling for ruling in mine if ruling.counts and ruling.choice), None)
    titles = {choice.id: choice.title for choice in doubt.choices}
    return DoubtTold(
        doubt, now, tuple(each for each in mine if each is not now), titles.get(now.choice, "") if now else ""
    )


def _choice(edition: Edition, told: DoubtTold, choice: Choice, *, previews: bool) -> ChoiceTold:
    is_now = (told.now.choice if told.now else told.doubt.choices[0].id) == choice.id
    if is_now or not previews:
        return ChoiceTold(choice, is_now, ())
    adopted = edition.adopted or edition
    others = [_as_ruling(each.doubt, each.choice) for each in edition.ruled if each.doubt != told.doubt.id]
    then = with_rulings(adopted, [*others, _as_ruling(told.doubt.id, choice.id)])
    return ChoiceTold(choice, is_now, turned_shown(impact(edition, then).turned))


def _as_ruling(doubt: str, choice: str) -> Ruling:
    """Return a ruling that is only tried out."""
    return Ruling(id=doubt, day=date.min, decided_by="", minute="", why="", doubt=doubt, choice=choice)
