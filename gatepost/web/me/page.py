"""What is on somebody's own page?

What binds them, some answers for exactly the hats that they wear (all of them together, so that no answer is too kind), and what
the rooms say waits for them.

    my_page(viewer, edition, on=today).answers[0].face.verdict  ->  'may'
"""

from dataclasses import dataclass, replace
from datetime import date

from gatepost.people.mine import Mine, get_mine
from gatepost.people.viewer import Viewer
from gatepost.policy import Edition, decide
from gatepost.policy.model import Scenario
from gatepost.policy.schema import HATS
from gatepost.restrictions.queries import list_own
from gatepost.web.ask.addresses import address
from gatepost.web.ask.pages import as_it_stands
from gatepost.web.me.rooms import Waiting, waiting_for
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
        answers=tuple(_answer(question, edition, hats) for question in questions),
        waiting=waiting_for(viewer, on=on),
        notices=tuple(told(each, on=on) for each in list_own(viewer, on=on)),
    )


def _answer(question: Scenario, edition: Edition, hats: tuple[str, ...]) -> ExampleRow:
    situation = replace(question.situation, hats=hats)
    verdict = decide(edition, situation).verdict
    return ExampleRow(question.title, verdict_face(verdict), address(as_it_stands(situation, edition)))
