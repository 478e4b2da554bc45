"""Where does a self-report go, and who sees it, told so that whoever thinks of sending one can check it?

By asking ``states`` and ``access`` for each case; ``scripts/generate_references.py`` writes docs/reference/self-reports.md and
compares it in the checks.

    self_reports().splitlines()[0]  ->  '# Self-reports: where they go, and who sees them'
"""

from collections.abc import Iterator
from itertools import combinations

from gatepost.people.states import Duty, Hat, Lent
from gatepost.people.viewer import NOBODY, Viewer
from gatepost.selfreports.access import may_report, receives
from gatepost.selfreports.states import KEPT, MOST_NOTES, OLDEST, RECEIVES, NoteKind, goes_to


def _viewer(*duties: Duty, hat: Hat = Hat.STAFF, lent: Lent | None = None) -> Viewer:
    powers = frozenset({lent.value}) if lent else frozenset[str]()
    held = frozenset(duty.value for duty in duties)
    return Viewer("x", "x", "s", hats=frozenset({hat.value}), duties=held, delegations=powers)


PEOPLE = (
    ("the safeguarding lead", _viewer(Duty.SAFEGUARDING_LEAD)),
    ("the head", _viewer(Duty.HEAD)),
    ("whoever acts for the head", _viewer(Duty.DEPUTY, lent=Lent.HEAD)),
    ("the chair of governors", _viewer(Duty.CHAIR, hat=Hat.GOVERNOR)),
    ("a governor to whom the governing body lent its powers", _viewer(hat=Hat.GOVERNOR, lent=Lent.GOVERNING_BODY)),
    ("the office", _viewer(Duty.OFFICE)),
    ("the clerk", _viewer(Duty.CLERK)),
    ("a technician", _viewer(Duty.TECHNICIAN)),
    ("other staff", _viewer()),
    ("a volunteer", _viewer(hat=Hat.VOLUNTEER)),
    ("a parent", _viewer(hat=Hat.PARENT)),
    ("nobody who is signed in", NOBODY),
)
"""Kinds of people, each asked about."""


def self_reports() -> str:
    """Return the page."""
    return "\n".join([*_head(), *_diagram(), *_goes(), *_people(), *_numbers()]) + "\n"


def _head() -> Iterator[str]:
    yield "# Self-reports: where they go, and who sees them"
    yield ""
    yield "Generated from `gatepost/selfreports/`; `make fix` writes it anew."
    yield ""
    yield "A report is seen by whoever sent it and by whoever holds the duty to which it went, in person. To everybody"
    yield "else there is none: in no list, no count, and not by its address."
    yield ""


def _diagram() -> Iterator[str]:
    yield "```mermaid"
    yield "stateDiagram-v2"
    yield "    [*] --> sent: by whoever it happened to"
    yield "    sent --> seen: by whoever received it, once"
    yield "    seen --> seen: a note to the person, or of what was done"
    yield "```"
    yield ""
    yield "While nobody but the sender holds the duty to which it went who can sign in, what nobody has seen goes where it"
    yield "would go if it were sent that day."
    yield ""
    yield f"What was sent is never changed. Of the notes, the person reads those “{NoteKind.TO_PERSON.label}”."
    yield ""


def _goes() -> Iterator[str]:
    yield "## Where it goes"
    yield ""
    yield "To the first of these whom others than the sender hold who can sign in, and which the sender does not hold. If"
    yield "nobody does, it is not taken, and the page says whom to tell in person."
    yield ""
    names = [str(duty.label) for duty in RECEIVES]
    yield (
        "| held by others: "
        + " | ".join(names)
        + " | somebody reports | "
        + " | ".join(f"{n} reports" for n in names)
        + " |"
    )
    yield "|---|" + "---|" * (2 * len(names))
    for number in range(len(RECEIVES), -1, -1):
        for held in combinations(RECEIVES, number):
            others = {duty.value for duty in held}
            marks = ["yes" if duty in held else "-" for duty in RECEIVES]
            asked = [goes_to(own, others) for own in ([], *([duty.value] for duty in RECEIVES))]
            yield (
                "| " + " | ".join([*marks, *(str(Duty(each).label) if each else "not taken" for each in asked)]) + " |"
            )
    yield ""


def _people() -> Iterator[str]:
    yield "## Who may report, and who sees reports of others"
    yield ""
    yield "| who | reports | sees what was sent to |"
    yield "|---|---|---|"
    for words, viewer in PEOPLE:
        seen = ", ".join(str(Duty(each).label) for each in sorted(receives(viewer))) or "nobody"
        yield f"| {words} | {'-' if may_report(viewer) else 'yes'} | {seen} |"
    yield ""


def _numbers() -> Iterator[str]:
    yield "## How long"
    yield ""
    yield "| what | |"
    yield "|---|---|"
    yield f"| how long ago it may have happened | {OLDEST.days} days |"
    yield f"| notes on one report | at most {MOST_NOTES} |"
    yield f"| kept after it was seen | {KEPT.days} days |"
    yield "| kept while nobody has seen it | for ever |"
