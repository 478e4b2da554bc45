"""What is on somebody's own page?

What binds them, some answers for exactly the hats that they wear (all of them together, so that no answer is too kind), and what
the rooms say waits for them.

    my_page(viewer, edition, on=today).answers[0].face.verdict  ->  'may'
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from gatepost.decisions.facts import facts_about_each
from gatepost.kernel.clock import now
from gatepost.people.mine import Mine, get_mine
from gatepost.people.viewer import Viewer
from gatepost.policy import Edition, decide
from gatepost.policy.model import Scenario
from gatepost.policy.schema import HATS
from gatepost.restrictions.queries import list_own
from gatepost.web.ask.addresses import address
from gatepost.web.ask.pages import as_it_stands
from gatepost.web.me.rooms import Group, Waiting, waiting_for
from gatepost.web.policy.editions import EditionShown, edition_shown
from gatepost.web.policy.examples import ExampleRow
from gatepost.web.policy.faces import verdict_face
from gatepost.web.restrictions.page import Told, told
from gatepost.web.start.asked import short_questions


@dataclass(frozen=True, slots=True)
class MyPage:
    """Everything that the page shows. ``clauses`` is how many bind one of the viewer's hats."""

    mine: Mine
    edition: EditionShown
    clauses: int
    answers: tuple[ExampleRow, ...]
    waiting: tuple[Waiting, ...]
    notices: tuple[Told, ...]

    @property
    def waits(self) -> bool:
        """Tell whether something waits for them to do."""
        return any(row.group is Group.WAITS for row in self.waiting)


def my_page(viewer: Viewer, edition: Edition, *, on: date) -> MyPage | None:
    """Return the page of whoever looks, None for nobody."""
    mine = get_mine(viewer, on=on)
    if mine is None:
        return None
    hats = tuple(hat for hat in HATS if hat in viewer.hats)
    questions = short_questions(edition, viewer.hats) if hats else ()
    return MyPage(
        mine=mine,
        edition=edition_shown(edition),
        clauses=sum(1 for clause in edition.clauses.values() if not viewer.hats.isdisjoint(clause.binds)),
        answers=_answers(viewer, questions, edition, hats),
        waiting=waiting_for(viewer, on=on),
        notices=tuple(told(each, on=on) for each in list_own(viewer, on=on)),
    )


def _answers(
    viewer: Viewer, questions: Sequence[Scenario], edition: Edition, hats: tuple[str, ...]
) -> tuple[ExampleRow, ...]:
    """Return the answers of exactly this person, with what is known of them now."""
    asked = tuple(replace(question.situation, hats=hats) for question in questions)
    known = facts_about_each(viewer, asked, policy=edition, at=now()) if asked else ()
    return tuple(
        ExampleRow(
            question.title,
            verdict_face(decide(edition, facts.situation).verdict),
            address(as_it_stands(situation, edition)),
        )
        for question, situation, facts in zip(questions, asked, known, strict=True)
    )
