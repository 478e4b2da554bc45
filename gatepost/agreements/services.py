"""How does an edition come about, and what does the governing body decide about it?

Each function is one step with its line in the record, in one transaction; ``by`` is who takes it, ``at`` when (aware). Access is
asked first, then the rules; a refusal raises Refused and nothing is kept. ``expected_sha256`` is the hash of what somebody has
seen: whoever acts on words that changed since is told so. ``school`` and ``edition`` are ids.

    draft = start_draft(school=school_id, files=default_files(), by=head, at=now())
    propose(edition=draft.id, expected_sha256=draft.sha256, by=head, at=now())
    body = Body("Gareth Pryce", "Chair of governors", met_on=today, minute="2026/12")
    approve(edition=draft.id, expected_sha256=draft.sha256, body=body, by=chair, at=now())
    put_in_force(edition=draft.id, since=tomorrow, by=chair, at=now())

What is decided about doubts stands in ``interpreting``.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from gatepost.agreements import rules
from gatepost.agreements.access import CLAUSE, may_approve, may_decide, may_draft, may_withdraw
from gatepost.agreements.beginning import can_begin, first_days, is_first, others
from gatepost.agreements.content import parsed, written
from gatepost.agreements.models import (
    LABEL_LENGTH,
    MINUTE_LENGTH,
    REASON_LENGTH,
    Approval,
    EditionStep,
    Review,
    SchoolEdition,
    Signature,
)
from gatepost.agreements.rules import Body
from gatepost.agreements.states import Source, State, Step, state_on
from gatepost.audit import services as audit
from gatepost.kernel.clock import in_utc
from gatepost.kernel.errors import Refused
from gatepost.kernel.ids import new_id
from gatepost.people.models import NAME_LENGTH, School
from gatepost.people.viewer import Viewer
from gatepost.policy import Edition as Policy
from gatepost.policy import PackError, PackFiles
from gatepost.policy.drafting import set_about
from gatepost.policy.schema import can_be_carried_out

NOT_THERE = "There is no such edition at your school."


@transaction.atomic
def start_draft(
    *,
    school: str,
    files: PackFiles,
    by: Viewer,
    at: datetime,
    source: Source = Source.DRAFTED,
    base: str = "",
    named: str = "",
) -> SchoolEdition:
    """Begin a draft with the files of a pack, perhaps those of the edition ``base``.

    What is drafted has neither been approved nor signed, so what the files say of that goes; a document that is brought in
    keeps its words. ``named`` is an id for who has to find the row again; it is random otherwise.
    """
    _unless(may_draft(by, school=school))
    lock(school)
    policy = _loaded(files)
    if source is Source.DRAFTED and (policy.approved or policy.signed_by):
        files = set_about(files, approved="", signed_by="")
        policy = _loaded(files)
    edition = SchoolEdition(
        id=named or new_id(),
        school_id=school,
        state=State.DRAFT.value,
        label=policy.label,
        title=policy.title,
        content=written(files),
        sha256=policy.sha256,
        source=source.value,
        base=_found(base, by) if base else None,
        started_by_id=by.person_id,
        started_at=at,
    )
    edition.clean_fields()
    edition.save(force_insert=True)
    _step(edition, Step.DRAFT, by, at)
    return edition


@transaction.atomic
def save_draft(*, edition: str, files: PackFiles, expected_sha256: str, by: Viewer, at: datetime) -> SchoolEdition:
    """Keep other words for a draft; nothing happens if they are those that it has."""
    row = _locked(edition, by)
    _unless(may_draft(by, school=row.school_id))
    _unless(_leads_on(row, Step.SAVE, at))
    _unless(rules.is_unchanged(row.sha256, expected_sha256))
    policy, content = _loaded(files), written(files)
    if content != row.content:
        row.content, row.sha256, row.label, row.title = content, policy.sha256, policy.label, policy.title
        row.clean_fields()
        row.save(update_fields=["content", "sha256", "label", "title"])
        _record(row, Step.SAVE, by, at)
    return row


@transaction.atomic
def propose(*, edition: str, expected_sha256: str, by: Viewer, at: datetime) -> SchoolEdition:
    """Lay a draft before the governing body; from here on its words stay as they are."""
    row = _locked(edition, by)
    _unless(may_draft(by, school=row.school_id))
    _unless(_leads_on(row, Step.PROPOSE, at))
    _unless(rules.is_unchanged(row.sha256, expected_sha256))
    approved = others(row).filter(state=State.APPROVED.value)
    _unless(rules.is_other_label(row.label, frozenset(approved.values_list("label", flat=True))))
    _unless(_says_nothing_of_itself(row))
    _unless(_can_be_carried_out(row))
    row.proposed_by_id, row.proposed_at = by.person_id, at
    return _moved(row, State.PROPOSED, Step.PROPOSE, by, at)


@transaction.atomic
def withdraw(*, edition: str, reason: str, by: Viewer, at: datetime) -> SchoolEdition:
    """Take one's own proposal back: it is a draft again."""
    row = _locked(edition, by)
    _unless(may_withdraw(by, school=row.school_id, proposed_by=row.proposer_id))
    return _back_to_draft(row, Step.WITHDRAW, reason, by, at)


@transaction.atomic
def decline(*, edition: str, reason: str, by: Viewer, at: datetime) -> SchoolEdition:
    """Record that the governing body does not want a proposal as it is: it is a draft again."""
    row = _locked(edition, by)
    _unless(may_decide(by, school=row.school_id))
    return _back_to_draft(row, Step.DECLINE, reason, by, at)


@transaction.atomic
def approve(*, edition: str, expected_sha256: str, body: Body, by: Viewer, at: datetime) -> SchoolEdition:
    """Record that the governing body approved a proposal, in exactly these words."""
    row = _locked(edition, by)
    _unless(may_approve(by, school=row.school_id, proposed_by=row.proposer_id))
    _unless(already_approved(row) or _leads_on(row, Step.APPROVE, at))
    _unless(rules.is_unchanged(row.sha256, expected_sha256))
    _unless(_can_be_carried_out(row))
    check_body(body, at, proposed_on=None if is_first(row) else day_of(row.proposed_at or at))
    Approval.objects.create(edition=row, sha256=row.sha256, **_kept(body, by, at))
    return _moved(row, State.APPROVED, Step.APPROVE, by, at, day=body.met_on)


@transaction.atomic
def sign(*, edition: str, name: str, capacity: str, day: date, by: Viewer, at: datetime) -> SchoolEdition:
    """Put a name on the blank line of an edition that was approved: once, for the governing body."""
    row = _locked(edition, by)
    _unless(may_decide(by, school=row.school_id))
    _unless(_leads_on(row, Step.SIGN, at))
    if Signature.objects.filter(edition=row).exists():
        raise Refused("is-signed", "This edition has been signed already.", clause=CLAUSE)
    _check_name(name, capacity)
    _unless(rules.signs_after(day, met_on=row.approval.met_on, today=day_of(at)))
    Signature.objects.create(
        edition=row,
        name=name.strip(),
        capacity=capacity.strip(),
        day=day,
        recorded_by_id=by.person_id,
        recorded_at=at,
    )
    _step(row, Step.SIGN, by, at, day=day)
    return row


@transaction.atomic
def put_in_force(*, edition: str, since: date, by: Viewer, at: datetime) -> SchoolEdition:
    """Set the day from which an approved edition counts: tomorrow or later, so that no day that is over changes.

    The school's first may have counted long before Gatepost came: see ``beginning``.
    """
    row = _locked(edition, by)
    _unless(may_decide(by, school=row.school_id))
    _unless(_leads_on(row, Step.PUT_IN_FORCE, at))
    _unless(can_begin(row, since, on=day_of(at)))
    row.in_force_from = since
    row.save(update_fields=["in_force_from"])
    _step(row, Step.PUT_IN_FORCE, by, at, day=since)
    return row


@transaction.atomic
def call_off(*, edition: str, reason: str, by: Viewer, at: datetime) -> SchoolEdition:
    """Take back a day that has not come: the edition stays approved, and counts from no day."""
    row = _locked(edition, by)
    _unless(may_decide(by, school=row.school_id))
    _unless(_leads_on(row, Step.CALL_OFF, at))
    _unless(rules.is_said("reason", reason, most=REASON_LENGTH))
    day, row.in_force_from = row.in_force_from, None
    row.save(update_fields=["in_force_from"])
    _step(row, Step.CALL_OFF, by, at, day=day, reason=reason)
    return row


@transaction.atomic
def record_review(
    *, edition: str, body: Body, by: Viewer, at: datetime, next_words: str = "", next_on: date | None = None
) -> Review:
    """Record that the governing body looked at the edition in force and left it as it is.

    ``next_words`` say when it looks again ("As required"), or ``next_on`` names the day; both may be left out.
    """
    row = _locked(edition, by)
    _unless(may_decide(by, school=row.school_id))
    _unless(_leads_on(row, Step.REVIEW, at))
    check_body(body, at, proposed_on=None)
    _unless(rules.reviewed_after(body.met_on, approved_on=row.approval.met_on))
    _unless(rules.reviewed_later(next_on, met_on=body.met_on))
    if next_words.strip():
        _unless(rules.is_said("next", next_words, most=LABEL_LENGTH))
    review = Review.objects.create(edition=row, next=next_words.strip(), next_on=next_on, **_kept(body, by, at))
    _step(row, Step.REVIEW, by, at, day=body.met_on)
    return review


def refusal_of(attempt: Callable[[], object]) -> Refused | None:
    """Return what would be said to an attempt, and keep nothing of it: a page checks answers by what the service would do."""
    try:
        with transaction.atomic():
            attempt()
            transaction.set_rollback(True)
    except Refused as refused:
        return refused
    return None


def day_of(at: datetime) -> date:
    """Return the day of a moment in the school's time zone."""
    return localdate(in_utc(at))


def lock(school: str) -> None:
    """Hold the school until the end: its editions and rulings change one after another, whoever changes them."""
    if not School.objects.select_for_update(no_key=True).filter(id=school).exists():
        raise Refused("no-school", "There is no such school.")


def check_body(body: Body, at: datetime, *, proposed_on: date | None) -> None:
    """Refuse what cannot have been decided like that."""
    _check_name(body.name, body.capacity)
    _unless(rules.is_said("minute", body.minute, most=MINUTE_LENGTH))
    _unless(rules.has_met(body.met_on, today=day_of(at), proposed_on=proposed_on))


def already_approved(row: SchoolEdition) -> Refused | None:
    """Answer whether nobody has approved this yet; who did is named, for the second of two at once."""
    approval = Approval.objects.filter(edition=row).first()
    if approval is None:
        return None
    sentence = f"This edition has been approved already: recorded for {approval.name}, {approval.capacity}."
    return Refused("is-approved", sentence, clause=CLAUSE)


def _says_nothing_of_itself(row: SchoolEdition) -> Refused | None:
    """Answer whether a draft leaves its approval and its signature to those who give them: they are recorded, not drafted.

    A document that was brought in keeps its words, a date of long ago among them.
    """
    if row.source != Source.DRAFTED.value:
        return None
    plain = parsed(row.content, sha256=row.sha256)
    if not plain.approved and not plain.signed_by:
        return None
    return Refused(
        "says-approved",
        "This draft says itself that it was approved or signed. Take that out: the governing body records it.",
        clause=CLAUSE,
    )


def _can_be_carried_out(row: SchoolEdition) -> Refused | None:
    """Answer whether each permission can be given as the edition says. A draft, which counts for nobody, may say otherwise."""
    for grant in parsed(row.content, sha256=row.sha256).grants.values():
        if not can_be_carried_out(grant.form, grant.decided_by):
            return Refused(
                "given-at-once",
                f"“{grant.title}” is given in one step, by one body that can. "
                "Choose one, under “Who gives which permission” in the draft.",
                clause=grant.clause,
            )
    return None


def _check_name(name: str, capacity: str) -> None:
    _unless(rules.is_said("name", name, most=NAME_LENGTH))
    _unless(rules.is_person(name))
    _unless(rules.is_said("capacity", capacity, most=NAME_LENGTH))
    _unless(rules.is_of_the_body(capacity))


def _kept(body: Body, by: Viewer, at: datetime) -> dict[str, str | date | datetime]:
    return {
        "name": body.name.strip(),
        "capacity": body.capacity.strip(),
        "met_on": body.met_on,
        "minute": body.minute.strip(),
        "recorded_by_id": by.person_id,
        "recorded_at": at,
    }


def _unless(refusal: Refused | None) -> None:
    if refusal:
        raise refusal


def _loaded(files: PackFiles) -> Policy:
    try:
        return parsed(written(files))
    except PackError as error:
        raise Refused("no-policy", f"This does not hold together as a policy. {error}", clause=CLAUSE) from None


def _found(edition: str, by: Viewer) -> SchoolEdition:
    row = SchoolEdition.objects.filter(id=edition, school_id=by.school_id).first() if by.is_signed_in else None
    if row is None:
        raise Refused("no-edition", NOT_THERE)
    return row


def _locked(edition: str, by: Viewer) -> SchoolEdition:
    """Return an edition of the viewer's school as it stands, while nobody else can change one of that school."""
    lock(_found(edition, by).school_id)
    return _found(edition, by)


def _state(row: SchoolEdition, at: datetime) -> State:
    later = (day for day in first_days(row) if row.in_force_from and day > row.in_force_from)
    return state_on(day_of(at), row.state, row.in_force_from, min(later, default=None))


def _leads_on(row: SchoolEdition, step: Step, at: datetime) -> Refused | None:
    return rules.leads_on(_state(row, at), step)


def _back_to_draft(row: SchoolEdition, step: Step, reason: str, by: Viewer, at: datetime) -> SchoolEdition:
    _unless(_leads_on(row, step, at))
    _unless(rules.is_said("reason", reason, most=REASON_LENGTH))
    row.proposed_by = row.proposed_at = None
    return _moved(row, State.DRAFT, step, by, at, reason=reason)


def _moved(
    row: SchoolEdition, state: State, step: Step, by: Viewer, at: datetime, *, reason: str = "", day: date | None = None
) -> SchoolEdition:
    row.state = state.value
    row.save(update_fields=["state", "proposed_by", "proposed_at"])
    _step(row, step, by, at, day=day, reason=reason)
    return row


def _step(
    row: SchoolEdition, step: Step, by: Viewer, at: datetime, *, reason: str = "", day: date | None = None
) -> None:
    """Write a step into the edition's history, and into the record."""
    EditionStep.objects.create(
        edition=row,
        number=row.steps.count() + 1,
        step=step.value,
        by_id=by.person_id,
        at=at,
        reason=reason.strip(),
        day=day,
    )
    _record(row, step, by, at, {"day": day.isoformat()} if day else None)


def _record(row: SchoolEdition, step: Step, by: Viewer, at: datetime, data: Mapping[str, str] | None = None) -> None:
    audit.record(
        by=by.actor,
        action=f"edition.{step.value}",
        subject=row.id,
        at=at,
        school=row.school_id,
        clause=CLAUSE,
        edition=row.sha256,
        data=data,
    )
