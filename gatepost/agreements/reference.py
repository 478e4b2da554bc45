"""Which state leads where, drawn and told so that a head teacher can check it?

From the table in ``states``; ``scripts/generate_references.py`` writes docs/reference/editions.md and compares it in the checks.

    editions().splitlines()[0]  ->  '# The states of an edition'
"""

from collections.abc import Iterator

from gatepost.agreements.states import TRANSITIONS, State, Step, after

WHO = {
    Step.DRAFT: "head, chair, clerk; a deputy to whom the head delegated it",
    Step.SAVE: "whoever may draft",
    Step.PROPOSE: "whoever may draft",
    Step.WITHDRAW: "the person who proposed it",
    Step.DECLINE: "the governing body",
    Step.APPROVE: "the governing body, but not the person who proposed it",
    Step.SIGN: "the governing body",
    Step.PUT_IN_FORCE: "the governing body",
    Step.CALL_OFF: "the governing body, while the day has not come",
    Step.REVIEW: "the governing body",
}
"""In words; ``access`` decides."""
MEANS = {
    State.DRAFT: "Its words can be changed. Seen by those who may draft.",
    State.PROPOSED: "It lies before the governing body, and its words stay. Seen by those who answer for the policy.",
    State.APPROVED: "The governing body approved exactly these words. They count from no day yet.",
    State.COMING: "The day is set and has not come. Everybody can read it.",
    State.IN_FORCE: "It decides what is asked, and what happened while it is in force.",
    State.SUPERSEDED: "A later one came into force. It still decides what happened on its days.",
}
BY_THE_CALENDAR = (
    (State.COMING, "the day comes", State.IN_FORCE),
    (State.IN_FORCE, "the next one's day comes", State.SUPERSEDED),
)


def editions() -> str:
    """Return the page."""
    return "\n".join([*_head(), *_diagram(), *_states(), *_table()]) + "\n"


def _head() -> Iterator[str]:
    yield "# The states of an edition"
    yield ""
    yield "Generated from `gatepost/agreements/states.py`; `make fix` writes it anew."
    yield ""
    yield "“The governing body” is its chair, or a vice-chair or other governor to whom it delegated that, who records what a"
    yield "meeting decided, with the minute. It is never the head teacher, nor whoever acts for the head, and never a team."
    yield ""


def _diagram() -> Iterator[str]:
    yield "```mermaid"
    yield "stateDiagram-v2"
    yield f"    [*] --> {_name(State.DRAFT)}: {Step.DRAFT.value}"
    for (state, step), to in TRANSITIONS.items():
        if state is not to:
            yield f"    {_name(state)} --> {_name(to)}: {step.value}"
    for state, what, to in BY_THE_CALENDAR:
        yield f"    {_name(state)} --> {_name(to)}: {what}"
    yield "```"
    yield ""


def _states() -> Iterator[str]:
    yield "| state | what it means |"
    yield "|---|---|"
    for state in State:
        yield f"| **{state.label}** | {MEANS[state]} |"
    yield ""


def _table() -> Iterator[str]:
    yield "## Which step can be taken where"
    yield ""
    yield "A word is the state that the step leads to; a dash is a refusal. An edition moves on by itself from “Comes into force”"
    yield "to “In force”, and from there to “No longer in force”."
    yield ""
    yield "| step | by whom | " + " | ".join(str(state.label) for state in State) + " |"
    yield "|---|---|" + "---|" * len(State)
    for step in Step:
        cells = [after(state, step) for state in State]
        if any(cells):
            yield f"| {step.label} | {WHO[step]} | " + " | ".join(str(to.label) if to else "-" for to in cells) + " |"


def _name(state: State) -> str:
    return state.value.replace("-", "_")
