"""Which state leads where, and who may do what, told so that a head teacher can check it?

From the tables in ``states``, ``standing`` and ``rules``, and by asking ``access`` for each kind of person;
``scripts/generate_references.py`` writes docs/reference/restrictions.md and compares it in the checks.

    restrictions().splitlines()[0]  ->  '# Restrictions: the states, and who may do what'
"""

from collections.abc import Iterator

from gatepost.people.viewer import Viewer
from gatepost.restrictions import rules, standing
from gatepost.restrictions.access import Subject, may_decide, may_reply, may_restrict, sees_in_force
from gatepost.restrictions.states import BINDING, TRANSITIONS, State, Step, after

MEANS = {
    State.PROPOSED: "The parent has the notice and can reply. Nothing is lost yet.",
    State.INTERIM: "Marked as counting at once, with the reason. The parent can reply.",
    State.COMING: "Decided; its first day has not come.",
    State.IN_FORCE: "Decided, and between its first and its last day.",
    State.OVER: "Its last day has passed. For ever.",
    State.WITHDRAWN: "Taken back before it was decided. For ever.",
    State.LAPSED: "Nobody decided in time. For ever.",
    State.LIFTED: "Ended by a decision, from that moment. For ever.",
}
BY_THE_CALENDAR = (
    (State.PROPOSED, "nobody decides in time", State.LAPSED),
    (State.INTERIM, "nobody decides in time", State.LAPSED),
    (State.COMING, "the first day comes", State.IN_FORCE),
    (State.IN_FORCE, "the last day passes", State.OVER),
)
WHO = {
    Step.NOTICE: "whoever decides",
    Step.HAND: "whoever decides: who handed the notice over, how and when",
    Step.REPLY: "the parent, until the last day to reply or the decision, or until what no mail told was handed over; "
    "on paper, if in time, recorded by who decides, later too",
    Step.CONFIRM: "whoever decides, after the last day to reply, once it was handed over, or when the parent replied on their page",
    Step.CHANGE: "the same: fewer rights lost, or an earlier last day",
    Step.WITHDRAW: "whoever decides",
    Step.KEEP: "whoever decides, with the day of the next review",
    Step.SHORTEN: "whoever decides: fewer rights lost, or an earlier last day",
    Step.LIFT: "whoever decides",
    Step.ASK: "the parent, with a reason: it stands before whoever decides until they keep, shorten or lift it",
}
_HEAD, _PARENT = (
    Subject("h", "s", "", is_parent=True, is_head=True),
    Subject("p", "s", "", is_parent=True, is_head=False),
)
_OTHER = Subject("t", "s", "", is_parent=False, is_head=False)


def _viewer(person: str, *duties: str, lent: str = "") -> Viewer:
    powers = frozenset({lent}) if lent else frozenset()
    return Viewer(actor=person, person_id=person, school_id="s", duties=frozenset(duties), delegations=powers)


PEOPLE = (
    ("the parent whom it is about", _viewer("p")),
    ("another parent", _viewer("q")),
    ("the head", _viewer("h", "head")),
    ("a deputy who acts for the head", _viewer("d", "deputy", lent="head")),
    ("a deputy who does not", _viewer("d", "deputy")),
    ("the chair of governors", _viewer("c", "chair")),
    ("the office", _viewer("o", "office")),
    ("the office, if it is about them", _viewer("p", "office")),
    ("the safeguarding lead", _viewer("l", "safeguarding-lead")),
    ("a teacher, a governor, a volunteer", _viewer("x")),
    ("the head of another school", Viewer(actor="e", person_id="e", school_id="e", duties=frozenset({"head"}))),
    ("nobody who is signed in", Viewer(actor="nobody")),
)
"""Kinds of people, each asked about."""

QUESTIONS = (
    "decides about a parent",
    "about a head who is a parent",
    "about somebody who is no parent",
    "replies",
    "sees what parents of their own school have lost today",
)


def restrictions() -> str:
    """Return the page."""
    return "\n".join([*_head(), *_diagram(), *_states(), *_table(), *_people(), *_days()]) + "\n"


def _head() -> Iterator[str]:
    yield "# Restrictions: the states, and who may do what"
    yield ""
    yield "Generated from `gatepost/restrictions/`; `make fix` writes it anew."
    yield ""
    yield "A restriction is a right that a parent has lost: to take photographs, to use a phone, or both. “Whoever decides” is the"
    yield "head teacher or who acts for the head by a recorded delegation, and about a head who is a parent the chair of governors."
    yield ""


def _diagram() -> Iterator[str]:
    yield "```mermaid"
    yield "stateDiagram-v2"
    yield f"    [*] --> {_name(State.PROPOSED)}: {Step.NOTICE.value}"
    yield f"    [*] --> {_name(State.INTERIM)}: {Step.NOTICE.value}, at once"
    for (state, step), to in TRANSITIONS.items():
        if state is not to:
            yield f"    {_name(state)} --> {_name(to)}: {step.value}"
    for state, what, to in BY_THE_CALENDAR:
        yield f"    {_name(state)} --> {_name(to)}: {what}"
    yield "```"
    yield ""


def _states() -> Iterator[str]:
    yield "| state | is the right lost? | what it means |"
    yield "|---|---|---|"
    for state in State:
        yield f"| **{state.label}** | {'yes' if state in BINDING else 'no'} | {MEANS[state]} |"
    yield ""


def _table() -> Iterator[str]:
    yield "## Which step can be taken where"
    yield ""
    yield "A word is the state that the step leads to; a dash is a refusal. What comes into force is in force at once if its first"
    yield "day has come."
    yield ""
    yield "| step | by whom | " + " | ".join(str(state.label) for state in State) + " |"
    yield "|---|---|" + "---|" * len(State)
    for step in Step:
        cells = [after(state, step) for state in State]
        if any(cells):
            yield f"| {step.label} | {WHO[step]} | " + " | ".join(str(to.label) if to else "-" for to in cells) + " |"
    yield ""


def _people() -> Iterator[str]:
    yield "## Who may do what"
    yield ""
    yield "Whoever decides about somebody reads all of it; the parent reads all that is about them. Nobody else reads a reason or a"
    yield "reply."
    yield ""
    yield "| who | " + " | ".join(QUESTIONS) + " |"
    yield "|---|" + "---|" * len(QUESTIONS)
    for words, viewer in PEOPLE:
        cells = (
            may_decide(viewer, _PARENT) is None,
            may_decide(viewer, _HEAD) is None,
            may_restrict(viewer, _OTHER) is None,
            may_reply(viewer, _PARENT) is None,
            sees_in_force(viewer),
        )
        yield f"| {words} | " + " | ".join("yes" if cell else "-" for cell in cells) + " |"
    yield ""


def _days() -> Iterator[str]:
    yield "## How many days"
    yield ""
    yield "| what | days |"
    yield "|---|---|"
    least, interim = standing.LEAST_REPLY.days, (standing.MOST_INTERIM - standing.READING).days
    yield f"| to reply | {least} to {rules.MOST_REPLY.days}; {least} to {interim} if it counts at once |"
    yield f"| to reply to a notice on paper, after it was handed over | at least {least} |"
    yield f"| from one request to look at it again to the next | {rules.BETWEEN.days} |"
    yield f"| from the notice to the first day | after the last day to reply, at most {rules.FARTHEST.days} |"
    yield f"| from the first day to the last | at most {rules.LONGEST.days}, a school year |"
    yield f"| to decide, after the last day to reply | {standing.TO_DECIDE.days}; {standing.READING.days} if it counts at once |"
    yield f"| for which something counts that is not decided | at most {standing.MOST_INTERIM.days} after the day of the notice |"
    yield f"| without another measure at once, after one lapsed or was withdrawn | {rules.AGAIN.days} |"


def _name(state: State) -> str:
    return state.value.replace("-", "_")
