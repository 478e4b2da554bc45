"""What does deciding cost beside what the rules engine itself takes?

The raw side replays the very requests that were sent to Cedar, through the same call, with the same parsed handles.
"""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import cedarpy

from bench.common import Line, interleaved
from gatepost.policy import Situation, analyse, decide, default_pack
from gatepost.policy.engine import Lists
from gatepost.policy.schema import ACTS, FACTS, HATS, LISTS
from gatepost.policy.walk import situations

QUESTIONS = 200
SEED = 20_180_701

DECIDE_GOAL = 1.3
HATS_AND_ACT_GOAL = 300
ANALYSIS_GOAL = 1.5


def measure() -> list[Line]:
    """Deciding a full situation, a question with only hats and act, and the whole analysis."""
    return [_full_situation(), _remembered(), _only_hats_and_act(), _analysis()]


def full_situations() -> list[Situation]:
    """Full situations, always the same: one hat, every fact known, some content and permissions."""
    draw = random.Random(SEED)  # noqa: S311  # no secret, and it has to be the same each time
    found = []
    for _ in range(QUESTIONS):
        act = ACTS[draw.choice(tuple(ACTS))]
        found.append(
            Situation(
                hats=(draw.choice(HATS),),
                act=act.id,
                known={fact: draw.choice(FACTS[fact].values) for fact in act.facts},
                content=frozenset(draw.sample(LISTS["content"], draw.randint(1, 2))) if act.content else frozenset(),
                permissions=frozenset(draw.sample(LISTS["permissions"], draw.randint(0, 2))),
            )
        )
    return found


@contextmanager
def _recorded() -> Iterator[list[tuple[Any, ...]]]:
    """Every call of Cedar while this lasts."""
    calls: list[tuple[Any, ...]] = []
    real = cedarpy.is_authorized

    def is_authorized(*arguments: Any) -> cedarpy.AuthzResult:
        calls.append(arguments)
        return real(*arguments)

    with patch.object(cedarpy, "is_authorized", is_authorized):
        yield calls


def _full_situation() -> Line:
    """A first question: the engine remembers nothing of the rules."""
    pack, questions = default_pack(), full_situations()

    def ours() -> None:
        for question in questions:
            pack.engine.forget()
            decide(pack, question)

    with _recorded() as calls:
        ours()

    def raw() -> None:
        for call in calls:
            cedarpy.is_authorized(*call)

    pair = interleaved(ours, raw, rounds=15)
    each = f"{pair.ours / QUESTIONS * 1e6:.0f} µs, {len(calls) / QUESTIONS:.2f} calls"
    return Line("decide, full situation, against its raw engine calls", each, pair.ratio, goal=DECIDE_GOAL)


def _remembered() -> Line:
    """The same questions as a running server answers them, the rules' answers remembered: against one raw call each."""
    pack, questions = default_pack(), full_situations()
    raw = [pack.engine.request(q.hats[0], q.act, q.known, Lists(q.content, q.permissions)) for q in questions]
    pair = interleaved(
        lambda: [decide(pack, question) for question in questions],
        lambda: pack.engine.ask_raw(raw),
        rounds=15,
    )
    figure = f"{pair.ours / QUESTIONS * 1e6:.0f} µs"
    return Line("decide again, remembered, against one raw batch", figure, pair.ratio)


def _only_hats_and_act() -> Line:
    """The dearest question that says nothing but who and what."""
    pack = default_pack()
    costs = {}
    for act in ACTS:
        pack.engine.forget()
        before = pack.engine.requests
        decide(pack, Situation(hats=HATS, act=act))
        costs[act] = pack.engine.requests - before
    dearest = max(costs, key=lambda act: costs[act])
    name = f"only hats and act, engine requests ({dearest}, all hats)"
    return Line(name, f"{costs[dearest]} requests", costs[dearest], goal=HATS_AND_ACT_GOAL)


def _analysis() -> Line:
    """The whole analysis against Cedar answering each of its situations once, in one batch."""
    pack = default_pack()
    raw = [
        pack.engine.request(hat, act, question.known, Lists(question.content))
        for hat in HATS
        for act in ACTS
        for question in situations(hat, act)
    ]

    def ours() -> None:
        pack.engine.forget()
        analyse(pack)

    pair = interleaved(ours, lambda: pack.engine.ask_raw(raw), rounds=5)
    return Line(
        f"whole analysis against a raw batch of {len(raw)} situations",
        f"{pair.ours * 1000:.0f} ms",
        pair.ratio,
        goal=ANALYSIS_GOAL,
    )
