"""How often is the right question found from somebody's own words, and what does it cost?

The sentences were written by somebody who had not seen the list of words (tests/unit/questions/paraphrases.toml). Shares are
printed as misses, so that a goal bounds them from above.
"""

from bench.common import Line, interleaved
from gatepost.policy import decide, default_pack
from gatepost.questions import find
from tests.unit.questions.scoring import load, score

FIRST_GOAL = 0.10
AMONG_GOAL = 0.02
WRONG_GOAL = 0.02


def measure() -> list[Line]:
    """The score on the sentences, and the time of finding beside that of deciding."""
    inside, outside = load()
    got = score(inside, outside)
    return [
        Line(
            f"own words: right question not first, of {len(inside)}",
            f"{got.first:.0%} first",
            1 - got.first,
            FIRST_GOAL,
        ),
        Line("own words: right question not among three", f"{got.among:.0%} among", 1 - got.among, AMONG_GOAL),
        Line("own words: something wrongly filled in", f"{got.wrong:.0%} wrong", got.wrong, WRONG_GOAL),
        Line(f"own words: not declined, of {len(outside)} outside", f"{got.declined:.0%} declined", 1 - got.declined),
        _time([sentence.text for sentence in inside]),
    ]


def _time(texts: list[str]) -> Line:
    pack = default_pack()
    questions = [scenario.situation for scenario in pack.scenarios[: len(texts)]]

    def deciding() -> None:
        for question in questions:
            pack.engine.forget()
            decide(pack, question)

    pair = interleaved(lambda: [find(text) for text in texts], deciding, rounds=7)
    figure = f"{pair.ours / len(texts) * 1e6:.0f} µs each"
    return Line("own words: finding a question against deciding one afresh", figure, pair.ratio)
