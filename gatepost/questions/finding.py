"""Which question is meant by what somebody typed?

    find("a year 6 child sent me a friend request", hats=("staff",)).meant[0].act  ->  "befriend"

Each act has words that speak for it and words that speak against it. Up to three questions come back, the likeliest first, with
the facts that were said filled in; none when nothing speaks for any: "I don't know" is an answer. No answer of the policy is ever
found here, only the question.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from gatepost.policy.schema import ACTS, FACTS, HATS
from gatepost.questions.lexicon import Heard, hear

MOST = 3
"""Questions that are offered."""

ENOUGH = 2.0
"""Weight that the likeliest question needs, or none is offered."""

PERHAPS = 0.5
"""Weight from which on another question is offered beside it."""

SURE = 1.5
"""How much more weight than the next a question has that is taken as meant."""


@dataclass(frozen=True, slots=True)
class Meant:
    """A question that may be meant: act, content, and the facts that were said. ``weight`` has no unit."""

    act: str
    content: frozenset[str]
    known: Mapping[str, str | bool]
    weight: float


@dataclass(frozen=True, slots=True)
class Found:
    """What was found: the questions, likeliest first; ``sure`` if the first stands out; the hats that were named.

    ``alarms`` has ``concern`` where the words tell of what somebody else did, and ``emergency``: whom to tell then comes
    before any question, and no question is taken for sure.
    """

    meant: tuple[Meant, ...]
    sure: bool
    hats: tuple[str, ...]
    alarms: frozenset[str]


WEIGHTS: dict[str, dict[str, float]] = {
    "take-photos": {"photo": 3, "take": 1.5, "firmly_publish": -3, "online_place": -1.5, "logo": -1, "abusive": -1},
    "publish": {
        "firmly_publish": 3,
        "publish": 1,
        "online_place": 0.8,
        "paper_place": 1.5,
        "photo": 0.8,
        "logo": 3,
        "name": 3,
        "published": 1.2,
        "abusive": 1.5,
        "confidential": 2.5,
        "security": 2.5,
        "illegal": 2.5,
        "disrepute": 2.5,
        "conduct_code": 2.5,
        "firmly_befriend": -1.5,
        "firmly_view": -1,
        "discuss": -0.5,
    },
    "befriend": {
        "firmly_befriend": 3,
        "befriend": 1,
        "somebody": 1,
        "online_place": 0.4,
        "photo": -1.5,
        "firmly_view": -1,
    },
    "interact-online": {
        "interact": 2.2,
        "somebody": 1.2,
        "online_place": 0.8,
        "phone": -1.5,
        "photo": -1,
        "firmly_befriend": -1,
        "firmly_publish": -1,
        "call_word": -0.4,
        "discuss": -0.6,
    },
    "view-profile": {"firmly_view": 2.4, "view": 0.8, "somebody": 1.2, "online_place": 0.6, "phone": -1.5, "photo": -1},
    "use-phone": {
        "phone": 2.6,
        "call_own": 3,
        "call_word": 2.1,
        "phone_use": 1.2,
        "photo": -2.5,
        "social_network": -1.5,
        "firmly_publish": -1.5,
        "carry": -0.8,
        "child_word": -0.6,
        "firmly_befriend": -2,
    },
    "carry-phone-on": {
        "carry": 3.2,
        "phone": 2.2,
        "photo": -2.5,
        "social_network": -2,
        "phone_use": -0.4,
        "call_own": -1,
    },
    "visit-social-media": {
        "social_network": 2.6,
        "blog": 2.6,
        "other_media": 2.2,
        "visit": 1.2,
        "firmly_publish": -1.6,
        "photo": -1.5,
        "child_word": -0.5,
        "firmly_befriend": -2,
        "firmly_view": -0.8,
        "interact": -0.6,
        "discuss": -1.5,
        "logo": -2,
        "name": -2,
        "abusive": -1.5,
    },
    "discuss-school": {"discuss": 2.8, "school_matters": 0.8, "online_place": 0.8, "photo": -1.5, "phone": -1},
}
"""What speaks for each act, and against it. Found by thinking and by trying sentences of our own, not by learning."""

CONTENT: dict[str, str] = {
    "photo": "image-of-school-people",
    "logo": "school-logo",
    "name": "school-name",
    "published": "published-material",
    "illegal": "illegal-conduct",
    "disrepute": "disrepute",
    "confidential": "confidential",
    "security": "security",
    "abusive": "abusive",
    "conduct_code": "code-of-conduct",
}
"""What is published, by the words that tell of it. Where there are none, it is asked: nothing is taken for harmless."""


def find(text: str, hats: tuple[str, ...] = ()) -> Found:
    """The questions that ``text`` may mean, for somebody with ``hats`` (unknown if empty)."""
    heard = hear(text)
    worn = hats or tuple(hat for hat in HATS if hat in heard.hats)
    weighed = [(_weight(act, heard), act) for act in ACTS]
    ranked = sorted((pair for pair in weighed if pair[0] >= PERHAPS), key=lambda pair: -pair[0])[:MOST]
    if not ranked or ranked[0][0] < ENOUGH:
        return Found((), sure=False, hats=worn, alarms=heard.alarms)
    sure = len(ranked) == 1 or ranked[0][0] - ranked[1][0] >= SURE
    meant = tuple(_meant(act, weight, heard) for weight, act in ranked)
    return Found(meant, sure and not heard.alarms, worn, heard.alarms)


def _weight(act: str, heard: Heard) -> float:
    somebody = {"somebody"} if heard.concepts & _PEOPLE or "person.is" in heard.facts else set()
    weight = sum(WEIGHTS[act].get(concept, 0) for concept in heard.concepts | somebody)
    # Nobody is in touch with nobody.
    return weight - (0 if somebody or "person.is" not in ACTS[act].facts else 1)


_PEOPLE = {"child_word", "adult_word"}


def _meant(act: str, weight: float, heard: Heard) -> Meant:
    facts: dict[str, str | bool] = {
        fact: heard.facts[fact] for fact in FACTS if fact in ACTS[act].facts and fact in heard.facts
    }
    return Meant(act, _content(act, heard), facts, weight)


def _content(act: str, heard: Heard) -> frozenset[str]:
    if not ACTS[act].content:
        return frozenset()
    return frozenset(CONTENT[concept] for concept in CONTENT if concept in heard.concepts)
