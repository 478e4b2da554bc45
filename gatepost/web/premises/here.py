"""What do the school's own places add to "May I…?", and what does the policy say about a phone in each of them now?

A place is a button that sends the policy's own word for what it is at this moment; the address of the answer says no more.

    places(request, "where", on="")[0]  ->  PlaceNow(name='Hall', words='pupils use it until 6 pm', value='pupil-area')
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest

from gatepost.decisions.facts import facts_about_each
from gatepost.kernel.clock import now
from gatepost.people.viewer import Viewer
from gatepost.policy import Situation, decide
from gatepost.policy.schema import HATS
from gatepost.premises.queries import AreaNow, areas_now
from gatepost.web.ask.addresses import address, asked_of
from gatepost.web.policy.editions import current_edition
from gatepost.web.policy.faces import Face, verdict_face
from gatepost.web.premises.words import now_in_words
from gatepost.web.viewers import viewer_of

WHERE = "where"


@dataclass(frozen=True, slots=True)
class PlaceNow:
    """A button: its place, what that is now, and what it sends."""

    name: str
    words: str
    value: str


@dataclass(frozen=True, slots=True)
class PlaceAnswered:
    """A place, what it is now, and the policy's answer about a phone at a break; no answer for who wears no hat."""

    name: str
    words: str
    face: Face | None
    url: str


def places(request: HttpRequest, key: str, *, on: str) -> tuple[PlaceNow, ...]:
    """Return the places of the viewer's school as they are now; none if something else is asked, or as of another day."""
    if key != WHERE or on:
        return ()
    found = areas_now(viewer_of(request), at=now())
    return tuple(PlaceNow(each.name, now_in_words(each), each.now.place.value) for each in found)


def answers(request: HttpRequest, viewer: Viewer, found: Iterable[AreaNow]) -> tuple[PlaceAnswered, ...]:
    """Return for each place what “May I…?” says to the viewer, of whom it knows some things, about their phone there at a break."""
    edition = current_edition(request)
    hats = tuple(hat for hat in HATS if hat in viewer.hats)
    listed = tuple(found)
    known = {"device": "own-phone", "when": "break"}
    asked = tuple(Situation(hats, "use-phone", {**known, WHERE: each.now.place.value}) for each in listed)
    facts = facts_about_each(viewer, asked, policy=edition, at=now()) if hats else ()
    said: list[Face | None] = [verdict_face(decide(edition, each.situation).verdict) for each in facts]
    return tuple(
        PlaceAnswered(each.name, now_in_words(each), face, address(asked_of(situation)))
        for each, situation, face in zip(listed, asked, said or [None] * len(listed), strict=True)
    )
