"""What do the pages on the way to a signature ask, once for each page?

What there is to sign is read when the page begins, the policy and the questions when it first asks for them: a form, the questions
and the first page after a refusal need the same, and nobody waits for it twice. For a parent, who is asked no questions, the
policy is read only where the difference to another edition is told.

    way = way_of(request, viewer)
    way.there.edition, way.quiz.wanted, way.place.steps  ->  <July 2018>, 3, 4
"""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.http import HttpRequest
from django.utils.timezone import localdate

from gatepost.agreements.queries import edition_on
from gatepost.kernel.clock import now
from gatepost.people.viewer import Viewer
from gatepost.policy import Edition
from gatepost.signoff.quiz import Quiz, own_quiz, quiz_left
from gatepost.web.signing.page import ToSign
from gatepost.web.signing.signer import to_sign_here


@dataclass(frozen=True, slots=True)
class Place:
    """How many steps the way to a signature has for somebody, and whether one of them are questions."""

    steps: int
    has_questions: bool


class Way:
    """The way of one viewer on one day, for one page."""

    def __init__(self, viewer: Viewer, there: ToSign, on: date) -> None:
        """Begin with what there is to sign."""
        self.viewer, self.there, self.on = viewer, there, on

    @cached_property
    def policy(self) -> Edition:
        """The policy that counts that day."""
        return edition_on(self.viewer.school_id, self.on)

    @cached_property
    def quiz(self) -> Quiz:
        """All questions of theirs, done or not."""
        return own_quiz(self.viewer, on=self.on, read=self._read)

    @cached_property
    def left(self) -> Quiz:
        """The questions that they have to answer before they can agree."""
        if self.there.edition is None:
            return self.quiz
        return quiz_left(self.viewer, self.there.edition.id, on=self.on, read=self._read)

    @property
    def place(self) -> Place:
        """How long the way is: if they are asked to read, it ends with reading."""
        if self.there.only_reading:
            return Place(steps=2, has_questions=False)
        asks = self.quiz.wanted > 0
        return Place(steps=4 if asks else 3, has_questions=asks)

    def _read(self, _school: str, _day: date) -> Edition:
        """Hand the policy to whoever would read it: theirs is of the same school and day."""
        return self.policy


def way_of(request: HttpRequest, viewer: Viewer) -> Way:
    """Return the way of whoever is on it here today."""
    on = localdate(now())
    return Way(viewer, to_sign_here(request, viewer, on=on), on)
