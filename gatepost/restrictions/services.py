"""How does a parent lose a right, reply, and get it back?

Each is one row with its entry in the record and a mail that something waits, in one transaction; a refusal raises Refused and
nothing is kept. The record holds kinds and days, the clause and the edition, and nothing of why.

    told = give_notice(person=parent, wanted=Wanted(...), by=head, at=now())
    reply(restriction=told.id, words="It was my sister.", by=parent, at=later)
    decide(restriction=told.id, decision=Decision(Step.CONFIRM, "I read it, and …"), had=1, by=head, at=later_still)
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from gatepost.agreements.queries import edition_on
from gatepost.audit import services as audit
from gatepost.kernel.clock import in_utc
from gatepost.kernel.errors import Refused
from gatepost.people.models import Person
from gatepost.people.queries import entries_of
from gatepost.people.viewer import Viewer
from gatepost.restrictions import rules
from gatepost.restrictions.access import Subject, capacity_of, may_decide, may_reply, may_restrict
from gatepost.restrictions.clauses import clause_of
from gatepost.restrictions.models import Restriction, RestrictionStep
from gatepost.restrictions.queries import deciders, subject_of
from gatepost.restrictions.seeing import notice_as_told, notice_of, standing_of, taken_of
from gatepost.restrictions.standing import Notice, Standing, Terms, over_since
from gatepost.restrictions.states import ENDED_UNDECIDED, LESSENS, SAID, UNDECIDED, Step
from gatepost.restrictions.telling import tell
from gatepost.restrictions.typed import as_kept, is_text

Value = str | int | bool
ACTIONS = {
    Step.HAND: "restriction.handed-over",
    Step.REPLY: "restriction.replied",
    Step.CONFIRM: "restriction.confirmed",
    Step.CHANGE: "restriction.confirmed-with-less",
    Step.WITHDRAW: "restriction.withdrawn",
    Step.KEEP: "restriction.kept",
    Step.SHORTEN: "restriction.made-less",
    Step.LIFT: "restriction.lifted",
    Step.ASK: "restriction.review-asked",
}
"""What the record calls a step."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A notice as somebody writes it. ``since`` is ignored where it counts at once: that is today."""

    kinds: frozenset[str]
    reasons: str
    until: date
    review: date
    reply_by: date
    since: date | None = None
    is_interim: bool = False
    interim_why: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """A step with its reasons; ``kinds`` and ``until`` where it makes less of it, ``review`` where it goes on."""

    step: Step
    words: str
    kinds: frozenset[str] = frozenset()
    until: date | None = None
    review: date | None = None


def check_notice(*, person: str, wanted: Wanted, by: Viewer, at: datetime) -> Restriction:
    """Return the notice that ``give_notice`` would keep, kept nowhere; refuse what it would refuse."""
    today = localdate(in_utc(at))
    subject = subject_of(person, on=today)
    if subject is None or subject.school_id != by.school_id:
        raise Refused("nobody", "There is no such person at your school.")
    _unless(may_restrict(by, subject))
    row = _row(subject, wanted, by, at)
    notice = notice_of(row)
    others = Restriction.objects.filter(person__in=entries_of([subject.id]))
    stand = [(other, standing_of(other, on=today)) for other in others.prefetch_related("steps")]
    undecided = [other for other, now in stand if other.is_interim and now.state in ENDED_UNDECIDED]
    ends = [over_since(notice_of(other), taken_of(other, other.steps.all()), on=today) for other in undecided]
    _unless(rules.may_repeat(notice, [end for end in ends if end]))
    _unless(rules.overlaps(notice, [now for _other, now in stand]))
    return row


@transaction.atomic
def give_notice(*, person: str, wanted: Wanted, by: Viewer, at: datetime) -> Restriction:
    """Tell a parent what they are to lose and why. Raises Refused."""
    list(Person.objects.select_for_update().filter(id=person))  # of two notices at once the second sees the first
    row = check_notice(person=person, wanted=wanted, by=by, at=at)
    row.clean_fields()
    row.save(force_insert=True)
    data = {
        **_said(notice_of(row).terms),
        "reply_by": row.reply_by.isoformat(),
        "is_interim": row.is_interim,
        "on_paper": row.on_paper,
    }
    _record(row, "restriction.notice-given", by, at, row.edition, data)
    tell(row.person, at=at)
    return row


@transaction.atomic
def reply(*, restriction: str, words: str, by: Viewer, at: datetime) -> RestrictionStep:
    """Reply to a notice, as the parent; the same again is the one that is there."""
    row, subject = _locked(restriction, by, at)
    _unless(may_reply(by, subject))
    words = as_kept(words)
    same = _said_last(row, Step.REPLY, words, by)
    if same:
        return same
    _unless(_may_step(Step.REPLY, row, at))
    state = standing_of(row, on=localdate(in_utc(at))).state
    if state not in UNDECIDED:
        raise Refused("wrong-state", f"“{Step.REPLY.label}” is not possible here any more: {state.label}.")
    return _replied(row, words, None, by, at)


@transaction.atomic
def record_reply(*, restriction: str, words: str, got_on: date, had: int, by: Viewer, at: datetime) -> RestrictionStep:
    """Record a reply that came on paper, word for word, as who decides; it came in time, whenever it is recorded.

    It shortens no time to reply; what is decided stays as it is.
    """
    row, subject = _locked(restriction, by, at)
    _unless(may_decide(by, subject))
    _unless(_has_moved_on(row, had))
    today = localdate(in_utc(at))
    notice = notice_as_told(row, on=today)
    if not notice.told <= got_on <= today:
        raise Refused("bad-got_on", "The day on which the letter came: after the notice, and not after today.")
    _unless(rules.may_step(Step.REPLY, standing_of(row, on=today), notice, today=got_on))
    return _replied(row, as_kept(words), got_on, by, at)


@transaction.atomic
def record_handed(*, restriction: str, words: str, on: date, had: int, by: Viewer, at: datetime) -> RestrictionStep:
    """Record that the notice was handed over on a day, by whom and how; of one that no mail told, time to reply runs from then."""
    row, subject = _locked(restriction, by, at)
    _unless(may_decide(by, subject))
    _unless(_has_moved_on(row, had))
    _unless(_may_step(Step.HAND, row, at))
    _unless(rules.may_hand(on, notice_of(row), today=localdate(in_utc(at))))
    words = as_kept(words)
    _unless(is_text(words, "words", "Say who handed it over, and how."))
    made = _step(row, Step.HAND, words, by, at)
    made.on_paper, made.capacity = on, capacity_of(by, subject).value
    _save(row, made, by, at, {"handed": on.isoformat()})
    tell(row.person, at=at)
    return made


@transaction.atomic
def ask_again(*, restriction: str, words: str, by: Viewer, at: datetime) -> RestrictionStep:
    """Ask, as the parent, that it is looked at before its day; the same again is the request that is there."""
    row, subject = _locked(restriction, by, at)
    _unless(may_reply(by, subject))
    words = as_kept(words)
    same = _said_last(row, Step.ASK, words, by)
    if same:
        return same
    _unless(_may_step(Step.ASK, row, at))
    today = localdate(in_utc(at))
    _unless(rules.may_ask(standing_of(row, on=today), today=today))
    _unless(is_text(words, "words", "Say why it should be looked at again."))
    made = _step(row, Step.ASK, words, by, at)
    _save(row, made, by, at, {})
    for decider in deciders(row.person_id, on=today):
        tell(decider, at=at)
    return made


@transaction.atomic
def decide(*, restriction: str, decision: Decision, had: int, by: Viewer, at: datetime) -> RestrictionStep:
    """Confirm, make less, withdraw, keep or lift; ``had`` is how many steps whoever decides had read. Raises Refused."""
    row, subject = _locked(restriction, by, at)
    _unless(may_decide(by, subject))
    if decision.step not in ACTIONS or decision.step in SAID:
        raise Refused("wrong-state", "Choose what you decide.")
    _unless(_has_moved_on(row, had))
    _unless(_may_step(decision.step, row, at))
    words = as_kept(decision.words)
    _unless(is_text(words, "words", "Give your reasons: the parent reads them."))
    terms = _terms(decision, standing_of(row, on=localdate(in_utc(at))), localdate(in_utc(at)))
    made = _step(row, decision.step, words, by, at)
    made.capacity = capacity_of(by, subject).value
    if terms:
        made.kinds, made.until, made.review = _joined_kinds(terms.kinds), terms.until, terms.review
    _save(row, made, by, at, _said(terms) if terms else {})
    tell(row.person, at=at)
    return made


def _row(subject: Subject, wanted: Wanted, by: Viewer, at: datetime) -> Restriction:
    today = localdate(in_utc(at))
    since = today if wanted.is_interim else wanted.since
    if since is None:
        raise Refused("bad-since", "Say from which day on.")
    terms = Terms(wanted.kinds, since, wanted.until, wanted.review)
    _unless(rules.may_be_told(Notice(today, wanted.reply_by, terms, wanted.is_interim)))
    reasons, why = as_kept(wanted.reasons), as_kept(wanted.interim_why) if wanted.is_interim else ""
    _unless(is_text(reasons, "reasons", "Say what happened, and why this follows. The parent reads it."))
    if wanted.is_interim:
        _unless(is_text(why, "interim_why", "Say why it cannot wait for the reply. The parent reads it."))
    return Restriction(
        school_id=subject.school_id,
        person_id=subject.id,
        kinds=_joined_kinds(wanted.kinds),
        reasons=reasons,
        since=since,
        until=wanted.until,
        review=wanted.review,
        reply_by=wanted.reply_by,
        is_interim=wanted.is_interim,
        interim_why=why,
        on_paper=not subject.has_address,
        edition=_edition(subject.school_id, today),
        capacity=capacity_of(by, subject).value,
        by_id=by.person_id,
        at=at,
    )


def _edition(school_id: str, day: date) -> str:
    """Return the fingerprint of the policy that names the clause; without it there is nothing that a parent could lose."""
    edition = edition_on(school_id, day)
    if not clause_of(edition):
        raise Refused("no-clause", "Your school's policy does not say that a parent can lose this.")
    return edition.sha256


def _said_last(row: Restriction, step: Step, words: str, by: Viewer) -> RestrictionStep | None:
    """Return the last step if somebody just said the same: a form was sent twice."""
    last = row.steps.order_by("number").last()
    return last if last and last.step == step and last.by_id == by.person_id and last.words == words else None


def _locked(restriction: str, by: Viewer, at: datetime) -> tuple[Restriction, Subject]:
    rows = Restriction.objects.select_for_update(of=("self",)).select_related("person__merged_into__account")
    row = rows.filter(id=restriction, school_id=by.school_id or None).first()
    subject = subject_of(row.person_id, on=localdate(in_utc(at))) if row else None
    if row is None or subject is None:
        raise Refused("no-notice", "There is no such notice.")
    return row, subject


def _may_step(step: Step, row: Restriction, at: datetime) -> Refused | None:
    today = localdate(in_utc(at))
    return rules.may_step(step, standing_of(row, on=today), notice_as_told(row, on=today), today=today)


def _has_moved_on(row: Restriction, had: int) -> Refused | None:
    if row.steps.count() == had:
        return None
    return Refused("moved-on", "Something came in since you opened this page. Read it first, then go on.")


def _terms(decision: Decision, now: Standing, today: date) -> Terms | None:
    """Return the terms from then on; None where they stay, or where it ends."""
    old = now.terms
    if decision.step in LESSENS:
        if decision.until is None or decision.review is None:
            raise Refused("bad-until", "Say until when, and when it is looked at again.")
        new = Terms(decision.kinds, old.since, decision.until, decision.review)
        _unless(rules.may_lessen(new, old, today=today))
        return new
    if decision.step is Step.KEEP:
        if decision.review is None:
            raise Refused("bad-review", "Say when it is looked at again.")
        _unless(rules.may_review(decision.review, old, today=today))
        return Terms(old.kinds, old.since, old.until, decision.review)
    return None


def _replied(row: Restriction, words: str, got_on: date | None, by: Viewer, at: datetime) -> RestrictionStep:
    _unless(is_text(words, "words", "Write your reply." if got_on is None else "Copy what the letter says."))
    made = _step(row, Step.REPLY, words, by, at)
    made.on_paper = got_on
    _save(row, made, by, at, {"paper": got_on.isoformat()} if got_on else {})
    if got_on is None:
        for decider in deciders(row.person_id, on=localdate(in_utc(at))):
            tell(decider, at=at)
    else:
        tell(row.person, at=at)
    return made


def _step(row: Restriction, step: Step, words: str, by: Viewer, at: datetime) -> RestrictionStep:
    return RestrictionStep(
        restriction=row,
        number=row.steps.count() + 1,
        step=step.value,
        words=words,
        edition=edition_on(row.school_id, localdate(in_utc(at))).sha256,
        by_id=by.person_id,
        at=at,
    )


def _save(row: Restriction, made: RestrictionStep, by: Viewer, at: datetime, data: dict[str, Value]) -> None:
    made.clean_fields()
    made.save(force_insert=True)
    _record(row, ACTIONS[Step(made.step)], by, at, made.edition, data)


def _record(row: Restriction, action: str, by: Viewer, at: datetime, edition: str, data: dict[str, Value]) -> None:
    audit.record(
        by=by.actor,
        action=action,
        subject=row.id,
        at=at,
        school=row.school_id,
        clause=clause_of(edition_on(row.school_id, localdate(in_utc(at)))),
        edition=edition,
        data=data or None,
    )


def _said(terms: Terms) -> dict[str, Value]:
    return {
        "kinds": _joined_kinds(terms.kinds),
        "since": terms.since.isoformat(),
        "until": terms.until.isoformat(),
        "review": terms.review.isoformat(),
    }


def _joined_kinds(kinds: frozenset[str]) -> str:
    return ",".join(sorted(kinds))


def _unless(refusal: Refused | None) -> None:
    if refusal:
        raise refusal
