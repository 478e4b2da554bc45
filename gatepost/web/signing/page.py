"""What is there for somebody to sign?

The edition in force today at their school, with what they answered to it; and one that is coming, to read already.

    to_sign(viewer, on=today).is_open  ->  True
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localdate

from gatepost.agreements.queries import get_policy, list_visible
from gatepost.agreements.seeing import EditionSeen
from gatepost.agreements.states import State
from gatepost.campaigns.audience import asked_of
from gatepost.people.states import Hat
from gatepost.people.viewer import Viewer
from gatepost.signoff.queries import SignOffSeen, list_own
from gatepost.signoff.states import Answer

GROUP = 4
"""Characters of a hash that one compares at a glance."""


@dataclass(frozen=True, slots=True)
class ToSign:
    """The edition in force (None: the school has none), what the viewer answered to it, and the next one."""

    edition: EditionSeen | None
    answered: SignOffSeen | None
    coming: EditionSeen | None
    is_asked: bool | None = None
    """Whether the school waits for them; None while it asks nobody by a campaign: then everybody is to sign."""

    only_reading: bool = False
    """Whether reading is all that is left to them: whoever has read it is done, and may sign if they like.

    Not for whom a refusal stands, or an agreement without one of their hats: reading adds nothing to that, and signing does.
    """

    read_on: date | None = None
    """On which day they said that they had read it, where reading is all that is left to them."""

    more_hats: tuple[str, ...] = ()
    """In words: what they are since they agreed, and did not agree as yet."""

    @property
    def has_agreed(self) -> bool:
        """Tell whether nothing is left to do."""
        return self.answered is not None and self.answered.answer is Answer.AGREED and not self.more_hats

    @property
    def has_read(self) -> bool:
        """Tell whether they were asked to read it, and have."""
        return self.read_on is not None

    @property
    def waits(self) -> bool:
        """Tell whether the edition waits for an answer: a refusal is one."""
        return (
            self.edition is not None
            and self.is_asked is not False
            and not (self.has_agreed or (self.answered and self.answered.is_refusal))
        )


@dataclass(frozen=True, slots=True)
class Binding:
    """What an edition asks of somebody: their hats in words, and the clauses that speak to one of them."""

    hats: tuple[str, ...]
    clauses: tuple[tuple[str, str], ...]


def to_sign(
    viewer: Viewer,
    *,
    on: date,
    knows: Callable[[SignOffSeen], bool] = lambda _answer: True,
    said_read: date | None = None,
) -> ToSign:
    """Return what there is for somebody to sign on a day. An answer of which whoever looks may not know is as none.

    ``said_read``: the day on which whoever looks said that they had read it, if that is known by more than the answers.
    """
    editions = list_visible(viewer, on=on)
    now = next((each for each in editions if each.state is State.IN_FORCE), None)
    days = [each for each in editions if each.state is State.COMING]
    answers = list_own(viewer, to=now.id) if now else ()
    known = [each for each in answers if knows(each)]
    unknown = [each.id for each in answers if each not in known]
    answered = known[0] if known else None
    has_agreed = now is not None and answered is not None and answered.answer is Answer.AGREED
    agreed_as = {hat for each in known if each.answer is Answer.AGREED for hat in each.hats}
    more = tuple(hat for hat in Hat.labels_of(viewer.hats) if hat not in agreed_as) if has_agreed else ()
    asked = asked_of(viewer.person_id, viewer.school_id, on=on, without=unknown) if now else None
    can_only_sign = bool(more) or (answered is not None and answered.is_refusal)
    only_reading = asked is not None and asked.only_reading and not can_only_sign
    if answered and answered.answer is Answer.READ:
        said_read = localdate(answered.at)
    read_on = said_read if only_reading and not has_agreed else None
    return ToSign(
        edition=now,
        answered=answered,
        coming=days[-1] if days else None,  # the list has the latest on top
        is_asked=asked.waits and read_on is None if asked else None,
        only_reading=only_reading,
        read_on=read_on,
        more_hats=more,
    )


def binding(viewer: Viewer, edition: EditionSeen) -> Binding:
    """Return what an edition asks of somebody."""
    policy = get_policy(viewer, edition.id)
    clauses = policy.clauses.values() if policy else ()
    return Binding(
        hats=Hat.labels_of(viewer.hats),
        clauses=tuple((each.id, each.title) for each in clauses if not viewer.hats.isdisjoint(each.binds)),
    )


def grouped(sha256: str) -> str:
    """Return a hash in short groups, so that two of them can be compared by eye."""
    return " ".join(sha256[place : place + GROUP] for place in range(0, len(sha256), GROUP))
