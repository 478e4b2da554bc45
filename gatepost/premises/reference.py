"""Where can a phone be that was brought to the office, and who may do what with it?

From the table in ``states``, and by asking ``access`` for each kind of person; ``scripts/generate_references.py`` writes
docs/reference/phones.md and compares it in the checks.

    phones().splitlines()[0]  ->  '# Phones in the office: the states, and who may do what'
"""

from collections.abc import Iterator

from gatepost.people.states import Duty, Hat, Lent
from gatepost.people.viewer import NOBODY, Viewer
from gatepost.policy import default_pack
from gatepost.premises.access import may_keep_areas, may_keep_log, may_take_in, sees_areas, sees_log, sees_messages
from gatepost.premises.states import NEXT, Custody, may_follow

SCHOOL = "s"


def _viewer(*duties: Duty, hat: Hat = Hat.STAFF, lent: Lent | None = None, school: str = SCHOOL) -> Viewer:
    powers = frozenset({lent.value}) if lent else frozenset[str]()
    held = frozenset(duty.value for duty in duties)
    return Viewer("x", "x", school, hats=frozenset({hat.value}), duties=held, delegations=powers)


PEOPLE = (
    ("the office", _viewer(Duty.OFFICE)),
    ("the head", _viewer(Duty.HEAD)),
    ("whoever acts for the head", _viewer(Duty.DEPUTY, lent=Lent.HEAD)),
    ("the deputy, nothing lent", _viewer(Duty.DEPUTY)),
    ("the safeguarding lead", _viewer(Duty.SAFEGUARDING_LEAD)),
    ("the chair of governors", _viewer(Duty.CHAIR, hat=Hat.GOVERNOR)),
    ("a governor", _viewer(hat=Hat.GOVERNOR)),
    ("other staff", _viewer()),
    ("a volunteer", _viewer(hat=Hat.VOLUNTEER)),
    ("a parent", _viewer(hat=Hat.PARENT)),
    ("the office of another school", _viewer(Duty.OFFICE, school="another")),
    ("nobody who is signed in", NOBODY),
)
"""Kinds of people, each asked about."""
QUESTIONS = (
    "takes in phones of others, where the policy names the office",
    "gives back phones of others, takes messages",
    "sees whose phones lie there",
    "reads messages for others",
    "sees where phones may be used",
    "keeps that list",
)


def phones() -> str:
    """Return the page."""
    return "\n".join([*_head(), *_diagram(), *_table(), *_people()]) + "\n"


def _head() -> Iterator[str]:
    yield "# Phones in the office: the states, and who may do what"
    yield ""
    yield "Generated from `gatepost/premises/`; `make fix` writes it anew."
    yield ""
    yield "Nobody takes in or gives back their own phone. Everybody sees their own, with what was taken down for them."
    yield "Whoever brings a phone again has a new entry."
    yield ""


def _diagram() -> Iterator[str]:
    yield "```mermaid"
    yield "stateDiagram-v2"
    yield f"    [*] --> {_name(Custody.HELD)}: taken in"
    for before, following in NEXT.items():
        for to in following:
            yield f"    {_name(before)} --> {_name(to)}: {to.label}"
    yield "```"
    yield ""


def _table() -> Iterator[str]:
    yield "| from | " + " | ".join(f"to {state.label}" for state in Custody) + " |"
    yield "|---|" + "---|" * len(Custody)
    for before in Custody:
        yield f"| {before.label} | " + " | ".join("yes" if may_follow(before, to) else "-" for to in Custody) + " |"
    yield ""


def _people() -> Iterator[str]:
    yield "## Who may do what"
    yield ""
    yield "| who | " + " | ".join(QUESTIONS) + " |"
    yield "|---|" + "---|" * len(QUESTIONS)
    for words, viewer in PEOPLE:
        cells = (
            may_take_in(viewer, policy=default_pack(), school_id=SCHOOL) is None,
            may_keep_log(viewer, school_id=SCHOOL) is None,
            sees_log(viewer, school_id=SCHOOL),
            sees_messages(viewer, school_id=SCHOOL),
            sees_areas(viewer, school_id=SCHOOL),
            may_keep_areas(viewer, school_id=SCHOOL) is None,
        )
        yield f"| {words} | " + " | ".join("yes" if cell else "-" for cell in cells) + " |"


def _name(state: Custody) -> str:
    return state.value.replace("-", "_")
