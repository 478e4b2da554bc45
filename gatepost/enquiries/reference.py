"""Where does a question to the school stand, who may do what with it, and who answers, told so that a parent can check it?

From the tables in ``states``; ``scripts/generate_references.py`` writes docs/reference/questions.md and compares it in the checks.

    questions().splitlines()[0]  ->  '# Questions to the school: the states, and who answers'
"""

from collections.abc import Iterator

from gatepost.enquiries import states
from gatepost.enquiries.states import DOES, NEXT, STANDS_IN, WAITING, Deed, Part, State, follows, not_to
from gatepost.people.states import Duty

DOERS = {Part.ASKER: "whoever asked", Part.HOLDER: "whoever answers"}


def questions() -> str:
    """Return the page."""
    return "\n".join([*_head(), *_diagram(), *_table(), *_duties(), *_numbers()]) + "\n"


def _head() -> Iterator[str]:
    yield "# Questions to the school: the states, and who answers"
    yield ""
    yield "Generated from `gatepost/enquiries/states.py`; `make fix` writes it anew."
    yield ""
    yield "A question is seen by whoever asked it and by whoever holds the duty to which it went, and by nobody else: in"
    yield "no list, no count, and not by its address. “Whoever answers” holds that duty, or stands in while nobody does"
    yield "who can sign in."
    yield ""


def _diagram() -> Iterator[str]:
    yield "```mermaid"
    yield "stateDiagram-v2"
    yield f"    [*] --> {State.OPEN.value}: {Deed.ASK.value}"
    for (state, deed), to in NEXT.items():
        if state is not to:
            yield f"    {state.value} --> {to.value}: {deed.value}"
    yield "```"
    yield ""


def _table() -> Iterator[str]:
    yield "## What can be done where"
    yield ""
    yield "A word is the state that it leads to; a dash is a refusal."
    yield ""
    yield "| | by whom | " + " | ".join(f"{state.label}" for state in State) + " |"
    yield "|---|---|" + "---|" * len(State)
    for deed, parts in DOES.items():
        cells = [follows(state, deed) for state in State]
        who = " or ".join(DOERS[part] for part in parts)
        yield f"| {deed.label} | {who} | " + " | ".join(str(to.label) if to else "-" for to in cells) + " |"
    yield ""


def _duties() -> Iterator[str]:
    yield "## Who answers"
    yield ""
    yield "Passed on, a question goes with all that was written; once it was with somebody, these never get it, nor stand"
    yield "in for who does."
    yield ""
    yield "| it goes to | while nobody holds that duty | and is not passed on to |"
    yield "|---|---|---|"
    for duty, other in STANDS_IN.items():
        closed = ", ".join(str(Duty(each).label) for each in sorted(not_to([duty.value]))) or "-"
        yield f"| {duty.label} | {other.label} | {closed} |"
    yield ""


def _numbers() -> Iterator[str]:
    waiting = " or ".join(f"“{state.label}”" for state in WAITING)
    yield "## How many, and how long"
    yield ""
    yield "| what | |"
    yield "|---|---|"
    yield f"| questions of one person in {waiting} | at most {states.MOST_WAITING} |"
    yield f"| messages in one question | at most {states.MOST_POSTS} |"
    yield f"| to open it again, once, after it was closed | {states.REOPEN_WITHIN.days} days |"
    yield f"| kept after it was closed, or answered and left alone | {states.KEPT.days} days |"
