"""What do rulings, comparisons, edits of a draft and printing cost beside what they are made of?

Each line is a ratio of two things measured in turns on the same computer.
"""

from datetime import date

from bench.bench_policy import full_situations
from bench.common import Line, interleaved
from gatepost.policy import analyse, decide, default_files, default_pack, diff, load_files
from gatepost.policy.drafting import switch_off
from gatepost.policy.parameters import set_places
from gatepost.policy.rulings import EXCEPTION, Ruling, doubts, with_rulings
from gatepost.printing import edition_docx, edition_pdf

DIFF_GOAL = 4.0
EDIT_GOAL = 4.0

_PLACES = ("staff-room", "office", "no-pupil-area", "off-premises", "hall")


def measure() -> list[Line]:
    """Rulings, comparison, an edit, both documents."""
    return [_with_rulings(), _deciding(), _comparing(), _editing(), _printing()]


def _rulings() -> list[Ruling]:
    found = [doubt for doubt in doubts(default_pack()) if doubt.kind == "contradiction"]
    return [Ruling(f"r{n}", date(2026, 3, 3), "g", "1", "w", doubt.id, EXCEPTION) for n, doubt in enumerate(found)]


def _with_rulings() -> Line:
    pack, rulings, files = default_pack(), _rulings(), default_files()
    pair = interleaved(lambda: with_rulings(pack, rulings), lambda: load_files(files), rounds=9)
    return Line("three rulings put into an edition, against loading it", f"{pair.ours * 1000:.0f} ms", pair.ratio)


def _deciding() -> Line:
    """With the readings that an answer rests on, which asks once more for each ruling."""
    pack, questions = default_pack(), full_situations()
    ruled = with_rulings(pack, _rulings())
    pair = interleaved(
        lambda: [decide(ruled, question).interpretations for question in questions],
        lambda: [decide(pack, question).interpretations for question in questions],
        rounds=15,
    )
    figure = f"{pair.ours / len(questions) * 1e6:.0f} µs"
    return Line("decide and name readings with three rulings, against none", figure, pair.ratio)


def _comparing() -> Line:
    pack, new = default_pack(), load_files(set_places(default_files(), _place(), _PLACES))
    pair = interleaved(lambda: diff(pack, new), lambda: analyse(pack), rounds=5)
    return Line(
        "comparing two editions, against one analysis", f"{pair.ours * 1000:.0f} ms", pair.ratio, goal=DIFF_GOAL
    )


def _place() -> str:
    return next(rule.clause for rule in default_pack().rules if rule.exception == ("where",))


def _editing() -> Line:
    files, clause = default_files(), _place()
    pair = interleaved(lambda: switch_off(files, clause), lambda: load_files(files), rounds=9)
    return Line(
        "switching a clause off, against loading the pack", f"{pair.ours * 1000:.0f} ms", pair.ratio, goal=EDIT_GOAL
    )


def _printing() -> Line:
    pack = default_pack()
    pair = interleaved(lambda: edition_pdf(pack), lambda: edition_docx(pack), rounds=9)
    return Line("the policy as a PDF, against as a Word document", f"{pair.ours * 1000:.0f} ms", pair.ratio)
