"""Which state leads where, and who decides what, told so that a head teacher can check it?

From the tables in ``states`` and the answers of ``access``, asked of everybody; ``scripts/generate_references.py`` writes
docs/reference/permissions.md and compares it in the checks.

    permissions().splitlines()[0]  ->  '# Permissions: states, and who decides'
"""

from collections.abc import Iterator
from dataclasses import replace

from gatepost.agreements.bodies import GOVERNING_BODY, HEAD, OFFICE, Holder, may_give_at_once, may_speak_for
from gatepost.grants import adjustments
from gatepost.grants.rules import leads_on
from gatepost.grants.states import TRANSITIONS, State, Step, after
from gatepost.people.states import Duty, Hat, Lent
from gatepost.people.viewer import Viewer
from gatepost.policy import default_pack
from gatepost.premises.access import PERMISSION, may_take_in

BODIES = {HEAD: "the head", GOVERNING_BODY: "the governing body", OFFICE: "the office"}
WHO = {
    Step.ASK: "whoever wears a hat that the permission matters to",
    Step.AGREE: "a body that the policy names, through somebody who may speak for it",
    Step.GRANT: "the last such body",
    Step.DECLINE: "each such body, with its reason; after its own yes too",
    Step.ANSWER: "whoever asked",
    Step.WITHDRAW: "whoever asked",
    Step.GIVE_BACK: "whoever holds it",
    Step.LEAVE: "Gatepost, when the hats end for which it was asked",
    Step.REVOKE: "each body that gave it, alone, with its reason",
}
"""In words; ``access`` and ``rules`` decide."""
BY_THE_CALENDAR = (
    (State.REQUESTED, "its last day is over", State.LAPSED),
    (State.COMING, "its first day comes", State.GRANTED),
    (State.GRANTED, "its last day is over", State.EXPIRED),
)
RESTING = "resting"
"""Kept as granted, and counting for nothing meanwhile: see ``queries.rests``."""
BY_WHAT_ELSE_IS_DECIDED = (
    (State.GRANTED.value, "the policy asks another body, or the right is lost", RESTING),
    (RESTING, "it does so no more, or the right is back", State.GRANTED.value),
)
ME, OTHER, SCHOOL = "me", "other", "school"
STAFF, GOVERNOR, PARENT = (frozenset({hat.value}) for hat in (Hat.STAFF, Hat.GOVERNOR, Hat.PARENT))
FOR_HEAD, FOR_BODY = (frozenset({power.value}) for power in (Lent.HEAD, Lent.GOVERNING_BODY))
NONE: frozenset[str] = frozenset()


def _with(duty: Duty) -> frozenset[str]:
    return frozenset({duty.value})


SOMEBODY = (
    ("Head teacher", STAFF, _with(Duty.HEAD), NONE),
    ("Whoever acts for the head", STAFF, _with(Duty.DEPUTY), FOR_HEAD),
    ("Deputy head, nothing lent", STAFF, _with(Duty.DEPUTY), NONE),
    ("Chair of governors", GOVERNOR, _with(Duty.CHAIR), NONE),
    ("Governor to whom the governing body lent it", GOVERNOR, NONE, FOR_BODY),
    ("Governor, or vice-chair, nothing lent", GOVERNOR, _with(Duty.VICE_CHAIR), NONE),
    ("Chair who also acts for the head", GOVERNOR | STAFF, _with(Duty.CHAIR), FOR_HEAD),
    ("Clerk", STAFF, _with(Duty.CLERK), NONE),
    ("School office", STAFF, _with(Duty.OFFICE), NONE),
    ("Safeguarding lead", STAFF, _with(Duty.SAFEGUARDING_LEAD), NONE),
    ("Staff", STAFF, NONE, NONE),
    ("Parent", PARENT, NONE, NONE),
)
"""Kinds of people: in words, with their hats, duties, and what was lent to them."""


ASKERS = {None: "somebody", Duty.HEAD: "the head", Duty.CHAIR: "the chair"}


def permissions() -> str:
    """Return the page."""
    return "\n".join([*_head(), *_diagram(), *_steps(), *_authority(), *_at_once(), *_kinds()]) + "\n"


def _head() -> Iterator[str]:
    yield "# Permissions: states, and who decides"
    yield ""
    yield "Generated from `gatepost/grants/`; `make fix` writes it anew."
    yield ""


def _diagram() -> Iterator[str]:
    yield "```mermaid"
    yield "stateDiagram-v2"
    yield f"    [*] --> {State.REQUESTED.value}: {Step.ASK.value}"
    for (state, step), to in TRANSITIONS.items():
        if to is State.GRANTED:
            yield f"    {state.value} --> {State.COMING.value}: {step.value}, and it begins later"
        if state is not to:
            yield f"    {state.value} --> {to.value}: {step.value}"
    for step in Step:
        to_of_coming = after(State.GRANTED, step)
        if to_of_coming and leads_on(State.COMING, step) is None:
            yield f"    {State.COMING.value} --> {to_of_coming.value}: {step.value}"
    for state, what, to in BY_THE_CALENDAR:
        yield f"    {state.value} --> {to.value}: {what}"
    for before, what, following in BY_WHAT_ELSE_IS_DECIDED:
        yield f"    {before} --> {following}: {what}"
    yield f"    note right of {RESTING}: it can end, be taken away and run out as if it counted"
    yield "```"
    yield ""


def _steps() -> Iterator[str]:
    kept = [state for state in State if any(state is before for before, _step in TRANSITIONS)]
    yield "## Which step can be taken where"
    yield ""
    yield "A word is the state that the step leads to; a dash is a refusal. From every other state no step leads anywhere: what"
    yield "is taken back, run out, ended or taken away stays that for ever. What begins later can be given back and taken away."
    yield ""
    yield "| step | by whom | " + " | ".join(str(state.label) for state in kept) + " |"
    yield "|---|---|" + "---|" * len(kept)
    for step in Step:
        cells = [after(state, step) for state in kept]
        yield f"| {step.label} | {WHO[step]} | " + " | ".join(str(to.label) if to else "-" for to in cells) + " |"
    yield ""


def _authority() -> Iterator[str]:
    yield "## Who speaks for whom"
    yield ""
    yield "Each row was asked of `agreements.bodies`. Nobody decides on their own request, and nobody who has agreed for one body"
    yield "agrees for another one."
    yield ""
    asked = [(body, who) for body in BODIES for who in ASKERS]
    titles = [f"for {BODIES[body]}, {ASKERS[who]} asks" for body, who in asked]
    yield "| | " + " | ".join(titles) + " | their own |"
    yield "|---|" + "---|" * (len(asked) + 1)
    for words, hats, duties, lent in SOMEBODY:
        viewer = Viewer(ME, ME, SCHOOL, hats=hats, duties=duties, delegations=lent)
        own = {_may(viewer, body, Holder(frozenset({ME}))) for body in BODIES}
        cells = [_may(viewer, body, _holder(viewer, who)) for body, who in asked]
        yield f"| {words} | " + " | ".join(cells) + f" | {'/'.join(sorted(own))} |"
    yield ""


def _holder(viewer: Viewer, who: Duty | None) -> Holder:
    """Return whoever asks: if that is the head or the chair, and the viewer is, it is the viewer."""
    is_own = who is not None and viewer.has_duty(who.value)
    return Holder(frozenset({ME if is_own else OTHER}), is_head=who is Duty.HEAD, is_chair=who is Duty.CHAIR)


def _may(viewer: Viewer, body: str, holder: Holder) -> str:
    return "-" if may_speak_for(viewer, body, school=SCHOOL, holder=holder) else "yes"


def _at_once() -> Iterator[str]:
    yield "## Who gives what is given in one step"
    yield ""
    yield "An adjustment and a phone in the office are not asked for: somebody gives them at once. Who may, is asked of the policy"
    yield "in force, as for every other kind. It names one body for each: the head for an adjustment, the office or the head for"
    yield "a phone; a draft that says otherwise is refused. A kind that the policy does not know is given by nobody."
    yield ""
    given = (
        *(f"adjustment, for {who}" for who in ASKERS.values()),
        *(f"phone, if the policy names {BODIES[body]}" for body in (OFFICE, HEAD)),
    )
    yield "| | " + " | ".join(given) + " |"
    yield "|---|" + "---|" * len(given)
    for words, hats, duties, lent in SOMEBODY:
        viewer = Viewer(ME, ME, SCHOOL, hats=hats, duties=duties, delegations=lent)
        adjusted = [_gives(viewer, _holder(viewer, who)) for who in ASKERS]
        taken_in = [_takes_in(viewer, body) for body in (OFFICE, HEAD)]
        yield f"| {words} | " + " | ".join([*adjusted, *taken_in]) + " |"
    yield ""


def _gives(viewer: Viewer, holder: Holder) -> str:
    policy, kind = default_pack(), adjustments.KIND
    refusal = may_give_at_once(viewer, kind, form=adjustments.FORM, policy=policy, school=SCHOOL, holder=holder)
    return "-" if refusal or not adjustments.may_know_needs(viewer, holder) else "yes"


def _takes_in(viewer: Viewer, body: str) -> str:
    pack = default_pack()
    grants = {**pack.grants, PERMISSION: replace(pack.grants[PERMISSION], decided_by=(body,))}
    refusal = may_take_in(viewer, policy=replace(pack, grants=grants), school_id=SCHOOL)
    return "-" if refusal else "yes"


def _kinds() -> Iterator[str]:
    yield "## The kinds that come with Gatepost"
    yield ""
    yield "A school's own policy can name others who decide; this is the pack that comes with Gatepost."
    yield ""
    yield "| permission | given by | form |"
    yield "|---|---|---|"
    for kind in default_pack().grants.values():
        yield f"| {kind.title} | {' and '.join(BODIES[body] for body in kind.decided_by)} | {kind.form} |"
