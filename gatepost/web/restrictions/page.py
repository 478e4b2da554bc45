"""What do the pages about restrictions show?

told(seen, on=today).state  ->  'In force'
"""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gatepost.agreements.queries import edition_on
from gatepost.people.viewer import Viewer
from gatepost.restrictions.clauses import clause_of
from gatepost.restrictions.seeing import RestrictionSeen, StepSeen
from gatepost.restrictions.standing import Terms
from gatepost.restrictions.states import BINDING, DECIDES, SAID, UNDECIDED, State, Step
from gatepost.restrictions.words import allowed, kinds_in_words
from gatepost.web.policy.cards import Quote
from gatepost.web.policy.cards import quote as quoted

TONES = {
    **dict.fromkeys(BINDING, ("stop", "must-not")),
    State.PROPOSED: ("ask", "with-permission"),
    State.COMING: ("ask", "with-permission"),
}
"""How a state looks: a tone and a shape; what is over has none."""
BUTTONS = {
    Step.CONFIRM: gettext_lazy("Confirm it"),
    Step.CHANGE: gettext_lazy("Reduce it"),
    Step.WITHDRAW: gettext_lazy("Withdraw the notice"),
    Step.KEEP: gettext_lazy("Keep it"),
    Step.SHORTEN: gettext_lazy("Make it shorter or less"),
    Step.LIFT: gettext_lazy("Lift it"),
}
"""What one presses, in the order of the page."""


TITLES = {
    Step.REPLY: gettext_lazy("The parent replied"),
    Step.HAND: gettext_lazy("The notice was handed over"),
    Step.ASK: gettext_lazy("The parent asked to look at it again"),
}
"""What is said of a step that decides nothing."""
OWN_TITLES = {Step.REPLY: gettext_lazy("You replied"), Step.ASK: gettext_lazy("You asked to look at it again")}
"""The same, to the parent."""


@dataclass(frozen=True, slots=True)
class StepTold:
    """A step with what held from then on, in words; ``letter`` is its number if it has one."""

    said: StepSeen
    title: str
    lost: str
    terms: Terms | None
    letter: int | None


@dataclass(frozen=True, slots=True)
class Told:
    """A restriction for a page."""

    seen: RestrictionSeen
    state: str
    tone: str
    shape: str
    lost: str
    told_as: str
    allowed: tuple[str, ...]
    steps: tuple[StepTold, ...]
    next: str
    is_undecided: bool
    is_due: bool


def told(seen: RestrictionSeen, *, on: date, is_own: bool = False) -> Told:
    """Return what a page says of a restriction on a day, to who decides or to whom it is about."""
    tone, shape = TONES.get(seen.now.state, ("quiet", ""))
    return Told(
        seen=seen,
        state=str(seen.now.state.label),
        tone=tone,
        shape=shape,
        lost=kinds_in_words(seen.now.terms.kinds),
        told_as=kinds_in_words(seen.notice.terms.kinds),
        allowed=allowed(seen.now.terms.kinds) if seen.can_step else (),
        steps=tuple(_step(each, is_own=is_own) for each in seen.steps),
        next=_next(seen, on, is_own=is_own),
        is_undecided=seen.now.state in UNDECIDED,
        is_due=seen.is_due(on),
    )


def quote(viewer: Viewer, on: date) -> Quote | None:
    """Return the clause as it is worded on a day; None where the policy has none."""
    edition = edition_on(viewer.school_id, on)
    clause = clause_of(edition)
    return quoted(edition, edition.clauses[clause]) if clause else None


def buttons(seen: RestrictionSeen, *, on: date) -> tuple[tuple[str, str], ...]:
    """Return the steps that whoever decides can take now: address and words."""
    open_ = [step for step in BUTTONS if step in seen.can_step and (step not in DECIDES or seen.can_be_decided(on))]
    return tuple((step.value, str(BUTTONS[step])) for step in open_)


def _step(each: StepSeen, *, is_own: bool) -> StepTold:
    titles = {**TITLES, **OWN_TITLES} if is_own else TITLES
    title = str(titles.get(each.step, each.step.label))
    lost = kinds_in_words(each.terms.kinds) if each.terms else ""
    return StepTold(each, title, lost, each.terms, None if each.step in SAID else each.number)


def _next(seen: RestrictionSeen, on: date, *, is_own: bool) -> str:
    if seen.now.state is State.INTERIM:
        return _("If it is not confirmed by then, it ends by itself.")
    if seen.now.state is State.PROPOSED:
        return _("Nothing is lost before it is decided. If it is not decided by then, the notice counts for nothing.")
    if seen.now.asked:
        told = _("The parent asked on {day} that it is looked at again.")
        return "" if is_own else told.format(day=date_format(seen.now.asked, "j F Y"))
    return _("It is time to look at it again.") if seen.is_due(on) else ""
