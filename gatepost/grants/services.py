"""How is a permission asked for, decided, given back and taken away?

Each function is one step with its line in the record, in one transaction; ``by`` is who takes it, ``at`` when (aware). Access is
asked first, then the rules; a refusal raises Refused and nothing is kept. The same step taken twice by the same person (a double
click) is the one that stands. ``expected_sha256`` is the hash of the scope that somebody had before them.

    asked = ask(kind="school-name", scope=scope, by=teacher, at=now())
    agree(permission=asked.id, body="head", expected_sha256=asked.sha256, by=head, at=now())
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from gatepost.agreements.bodies import decided_by, may_speak_for
from gatepost.agreements.queries import edition_on
from gatepost.audit import services as audit
from gatepost.grants import letters, rules, telling
from gatepost.grants.access import may_ask
from gatepost.grants.kinds import CHECKED, MINUTED, hats_of, kinds_for, stopped_by
from gatepost.grants.models import TEXT_LENGTH, Permission, PermissionStep
from gatepost.grants.queries import has_every_yes, holder_of, state_of, taken, visible_to, with_holders
from gatepost.grants.rules import Taken
from gatepost.grants.scope import Scope, is_whole, names_somebody, overlaps, tidy
from gatepost.grants.states import State, Step, after
from gatepost.grants.words import is_a_minute, is_said
from gatepost.kernel.clock import in_utc
from gatepost.kernel.errors import Refused
from gatepost.people.models import Person, Pupil
from gatepost.people.queries import entries_of
from gatepost.people.viewer import Viewer
from gatepost.policy import Edition
from gatepost.restrictions.queries import held as rights_lost

PENDING = (State.REQUESTED, State.GRANTED)
MOST_WAITING = 20
"""Requests of one person at a time: each of them writes to everybody who can decide."""


@dataclass(slots=True)
class Locked:
    """A permission that nobody else can change meanwhile, with what there is to know of it today."""

    row: Permission
    steps: list[Taken]
    state: State
    policy: Edition
    by: Viewer
    at: datetime
    last: "Said | None" = None
    """What was said with the last step."""


@dataclass(frozen=True, slots=True)
class Said:
    """What goes with a step, in words: conditions, a reason or an answer; how everyone was checked; the minute and its day."""

    text: str = ""
    checked: str = ""
    minute: str = ""
    met_on: date | None = None

    def tidied(self) -> "Said":
        """Return it as it is kept."""
        return Said(tidy(self.text), tidy(self.checked), tidy(self.minute), self.met_on)


@transaction.atomic
def ask(*, kind: str, scope: Scope, by: Viewer, at: datetime) -> Permission:
    """Ask for a permission; asked twice in the same words, it is the one request.

    What was given for the same and rests, since the policy asks another body now, ends: it does not come back beside the new one.
    """
    _unless(may_ask(by))
    today = localdate(in_utc(at))
    policy = edition_on(by.school_id, today)
    grant = next((each for each in kinds_for(policy, by.hats) if each.id == kind), None)
    if grant is None:
        raise Refused("no-kind", "There is no such permission for you to ask for.")
    scope = scope.tidied()
    _unless(is_whole(scope, grant, policy, today=today))
    person = Person.objects.select_for_update(no_key=True).get(id=by.person_id, school_id=by.school_id)
    _unless(_has_lost_it(kind, by.hats, person.id, policy, today))
    resting, mine = _apart(_pending(by, kind, today), policy)
    old_rows = Permission.objects.select_for_update().filter(id__in=[each.id for each in resting])
    list(
        old_rows.order_by("id")
    )  # before the first entry: each step holds its row first, and the school's record after it
    same = {each.scope.sha256: each for each in mine}
    if scope.sha256 in same:
        return same[scope.sha256]
    _unless(_is_no_other(scope, mine))
    _unless(_waits_for_few(by, today))
    row = Permission(
        school_id=by.school_id,
        person=person,
        kind=kind,
        hats=",".join(sorted(by.hats & hats_of(policy, kind))),
        what=scope.what,
        account=scope.account,
        in_public=scope.in_public,
        facts={fact: list(values) for fact, values in scope.facts.items()},
        since=scope.since,
        until=scope.until,
        sha256=scope.sha256,
        edition=policy.sha256,
        asked_of=",".join(sorted(grant.decided_by)),
        asked_at=at,
        state=State.REQUESTED.value,
    )
    row.clean_fields()
    row.save(force_insert=True)
    asked = _locked(row.id, by, at)
    _take(asked, Step.ASK, "", Said())
    for old in resting:
        if overlaps(scope, [old.scope]):
            _give_up(old, by, at)
    telling.tell_deciders(row, grant.decided_by, holder_of(asked.row), steps=asked.steps, at=at)
    return row


@transaction.atomic
def agree(
    *, permission: str, body: str, expected_sha256: str, by: Viewer, at: datetime, said: Said | None = None
) -> Permission:
    """Say yes for a body; the last one that the policy asks for gives the permission.

    The governing body's yes has its minute, that of images the words how everyone shown was checked; ``said.text`` are conditions.
    """
    _hold(by)
    found, said = _locked(permission, by, at), said or Said()
    _unless(_may_speak(found, body))
    _unless(_is_same(found, expected_sha256))
    if _is_repeated(found, (Step.AGREE, Step.GRANT), body, said):
        return found.row
    asked = decided_by(found.policy, found.row.kind)
    _unless(rules.decides(found.state, found.steps, body, asked))
    _unless(rules.is_theirs_alone(found.steps, body, by.person_id))
    hats, today = found.row.hats.split(","), localdate(in_utc(at))
    _unless(_has_lost_it(found.row.kind, hats, found.row.person_id, found.policy, today))
    _unless(_names_nobody(found.row))
    _unless(is_said("text", said.text, most=TEXT_LENGTH, needed=""))
    if found.row.kind in CHECKED:
        needed = "Say how everyone who can be seen was checked, and that all of them, or their parents, agree."
        _unless(is_said("checked", said.checked, most=TEXT_LENGTH, needed=needed))
    _unless(_minuted(found, body, said))
    step = rules.step_of_a_yes(found.steps, body, asked)
    _take(found, step, body, said)
    if step is Step.GRANT:
        letters.make(found.row)
        telling.tell_holder(found.row, at=at)
    else:
        waiting = rules.missing(found.steps, asked)
        telling.tell_lenders(found.row, waiting, holder_of(found.row), steps=found.steps, by=by.person_id, at=at)
    return found.row


@transaction.atomic
def decline(*, permission: str, body: str, expected_sha256: str, reason: str, by: Viewer, at: datetime) -> Permission:
    """Say no for a body, with the reason; also after its own yes, while others have not decided."""
    found = _locked(permission, by, at)
    _unless(_may_speak(found, body))
    _unless(_is_same(found, expected_sha256))
    if _is_repeated(found, (Step.DECLINE,), body, Said(text=reason)):
        return found.row
    asked = decided_by(found.policy, found.row.kind)
    if body not in rules.standing(found.steps):
        _unless(rules.decides(found.state, found.steps, body, asked))
    _unless(rules.leads_on(found.state, Step.DECLINE))
    _unless(is_said("reason", reason, most=TEXT_LENGTH, needed="Say why not: whoever asked reads it and can answer."))
    _take(found, Step.DECLINE, body, Said(text=reason))
    telling.tell_holder(found.row, at=at)
    return found.row


@transaction.atomic
def answer(*, permission: str, text: str, by: Viewer, at: datetime) -> Permission:
    """Answer to a refusal: the body that refused decides once more; what others agreed to stands, since nothing of it changed."""
    _hold(by)
    found = _locked(permission, by, at)
    _unless(_is_own(found))
    if _is_repeated(found, (Step.ANSWER,), "", Said(text=text)):
        return found.row
    _unless(rules.leads_on(found.state, Step.ANSWER))
    if found.row.until < localdate(in_utc(at)):
        raise Refused("days-over", "The days that were asked for are over. Ask anew, for other days.")
    _unless(rules.is_decided_apart(found.steps, holder_of(found.row).entries))
    _unless(is_said("text", text, most=TEXT_LENGTH, needed="Write your answer."))
    _unless(_is_no_other(found.row.scope, _pending(by, found.row.kind, localdate(in_utc(at)))))
    _take(found, Step.ANSWER, "", Said(text=text))
    waiting = rules.missing(found.steps, decided_by(found.policy, found.row.kind))
    telling.tell_deciders(found.row, waiting, holder_of(found.row), steps=found.steps, at=at)
    return found.row


@transaction.atomic
def withdraw(*, permission: str, by: Viewer, at: datetime) -> Permission:
    """Take one's own request back before it is decided."""
    return _of_ones_own(permission, Step.WITHDRAW, by, at)


@transaction.atomic
def give_back(*, permission: str, by: Viewer, at: datetime) -> Permission:
    """Give one's own permission back: it ends at once."""
    return _of_ones_own(permission, Step.GIVE_BACK, by, at)


@transaction.atomic
def revoke(*, permission: str, body: str, reason: str, by: Viewer, at: datetime) -> Permission:
    """Take a permission away, for good and at once: each of the bodies that gave it can, alone."""
    found = _locked(permission, by, at)
    _unless(_may_speak(found, body))
    if _is_repeated(found, (Step.REVOKE,), body, Said(text=reason)):
        return found.row
    if body not in rules.standing(found.steps):
        _unless(rules.decides(State.REQUESTED, [], body, decided_by(found.policy, found.row.kind)))
    _unless(rules.leads_on(found.state, Step.REVOKE))
    _unless(is_said("reason", reason, most=TEXT_LENGTH, needed="Say why: whoever held it reads it."))
    _take(found, Step.REVOKE, body, Said(text=reason))
    telling.tell_holder(found.row, at=at)
    return found.row


def end_of_leaver(row: Permission, *, at: datetime) -> None:
    """End what somebody asked for or held who has left; the caller holds the row, fetched ``with_holders``."""
    steps = taken(row.steps.select_related("by").order_by("number"))
    policy = edition_on(row.school_id, localdate(in_utc(at)))
    machine = Viewer(actor="gatepost", school_id=row.school_id)
    _take(Locked(row, steps, State(row.state), policy, machine, at), Step.LEAVE, "", Said())


def _of_ones_own(permission: str, step: Step, by: Viewer, at: datetime) -> Permission:
    found = _locked(permission, by, at)
    _unless(_is_own(found))
    if _is_repeated(found, (step,), "", Said()):
        return found.row
    _unless(rules.leads_on(found.state, step))
    _take(found, step, "", Said())
    return found.row


def _hold(by: Viewer) -> None:
    """Let nobody join the entry of whoever acts to another one, until the transaction ends: nobody decides twice."""
    row = Person.objects.select_for_update(no_key=True).filter(id=by.person_id, school_id=by.school_id).first()
    if row is None or row.merged_into_id:
        raise Refused("no-permission", "There is no such permission at your school.")


def _locked(permission: str, by: Viewer, at: datetime) -> Locked:
    """Return a permission of which the viewer may know, held until the transaction ends; refuse any other as not there."""
    today = localdate(in_utc(at))
    seen = visible_to(by, on=today).filter(id=permission).values_list("id", flat=True).first()
    if seen is None:
        raise Refused("no-permission", "There is no such permission at your school.")
    Permission.objects.select_for_update().get(id=seen)  # first: what is read below is what stands
    row = with_holders(Permission.objects.filter(id=seen), on=today).select_related("person").get()
    kept = list(row.steps.select_related("by").order_by("number"))
    last = Said(kept[-1].text, kept[-1].checked, kept[-1].minute, kept[-1].met_on) if kept else None
    return Locked(row, taken(kept), state_of(row, on=today), edition_on(row.school_id, today), by, at, last)


def _take(found: Locked, step: Step, body: str, said: Said) -> None:
    """Write a step, what it comes to, and its line in the record."""
    row, kind = found.row, found.policy.grants.get(found.row.kind)
    PermissionStep.objects.create(
        permission=row,
        number=len(found.steps) + 1,
        step=step.value,
        body=body,
        by_id=found.by.person_id or None,
        round=rules.round_of(found.steps),
        text=tidy(said.text),
        checked=tidy(said.checked),
        minute=tidy(said.minute),
        met_on=said.met_on,
        sha256=row.sha256,
        edition=found.policy.sha256,
        at=found.at,
    )
    found.steps.append(Taken(step, body, found.by.person_id))
    state = after(State(row.state), step) if step is not Step.ASK else State.REQUESTED
    if state is None:
        raise rules.moved_on(found.state)
    row.state, row.agreed = state.value, ",".join(sorted(rules.standing(found.steps)))
    if step is Step.GRANT:
        row.granted_on = localdate(in_utc(found.at))
    row.save(update_fields=["state", "agreed", "granted_on"])
    data = {"kind": row.kind, "scope": row.sha256} | ({"body": body} if body else {})
    data |= {"minute": tidy(said.minute), "day": said.met_on.isoformat()} if said.met_on else {}
    audit.record(
        by=found.by.actor,
        action=f"permission.{step.value}",
        subject=row.id,
        at=found.at,
        school=row.school_id,
        clause=kind.clause if kind else "",
        edition=found.policy.sha256,
        data=data,
    )


def _may_speak(found: Locked, body: str) -> Refused | None:
    return may_speak_for(found.by, body, school=found.row.school_id, holder=holder_of(found.row))


def _is_own(found: Locked) -> Refused | None:
    if found.by.person_id in holder_of(found.row).entries:
        return None
    return Refused("not-yours", "This is somebody else's.")


def _is_same(found: Locked, expected_sha256: str) -> Refused | None:
    if found.row.sha256 == expected_sha256:
        return None
    return Refused("other-scope", "This is not what you had before you. Please read it again.")


def _is_repeated(found: Locked, steps: Collection[Step], body: str, said: Said) -> bool:
    """Tell whether the last step is this one, by the same person for the same body in the same words: a double click."""
    last = found.steps[-1]
    return last.step in steps and (last.body, last.by) == (body, found.by.person_id) and found.last == said.tidied()


def _minuted(found: Locked, body: str, said: Said) -> Refused | None:
    """Ask the governing body's yes for its minute; of the head's own request the chair decides for the head, without one."""
    if body != MINUTED:
        if said.minute or said.met_on:
            return Refused("spare-minute", "A minute belongs to what the governing body decides.")
        return None
    today, asked_on = localdate(in_utc(found.at)), localdate(found.row.asked_at)
    return is_a_minute(said.minute, said.met_on, today=today, asked_on=asked_on)


def _pending(by: Viewer, kind: str, today: date) -> list[Permission]:
    """Return what the viewer asked for of a kind that waits or is in force."""
    mine = Permission.objects.filter(person__in=entries_of([by.person_id]), kind=kind, until__gte=today)
    return list(mine.filter(state__in=[each.value for each in PENDING]))


def _apart(mine: Collection[Permission], policy: Edition) -> tuple[list[Permission], list[Permission]]:
    """Return those that were given and rest until the policy changes again, and the others."""
    resting = [each for each in mine if each.state == State.GRANTED.value and not has_every_yes(each, policy)]
    return resting, [each for each in mine if each not in resting]


def _give_up(old: Permission, by: Viewer, at: datetime) -> None:
    found = _locked(old.id, by, at)
    if rules.leads_on(found.state, Step.GIVE_BACK) is None:
        _take(found, Step.GIVE_BACK, "", Said())


def _is_no_other(scope: Scope, mine: Collection[Permission]) -> Refused | None:
    other = overlaps(scope, [each.scope for each in mine])
    if other is None:
        return None
    return Refused(
        "overlapping-since",
        f"You have asked for the same already, from {other.since:%-d %B %Y} to {other.until:%-d %B %Y}. "
        "Choose days that do not overlap, or take the other request back first.",
    )


def _waits_for_few(by: Viewer, today: date) -> Refused | None:
    waiting = Permission.objects.filter(person__in=entries_of([by.person_id]), until__gte=today)
    if waiting.filter(state=State.REQUESTED.value).count() < MOST_WAITING:
        return None
    return Refused(
        "many-waiting", f"{MOST_WAITING} of your requests wait already. Wait for an answer, or take some of them back."
    )


def _has_lost_it(kind: str, hats: Collection[str], person: str, policy: Edition, today: date) -> Refused | None:
    """Answer whether whoever asks has lost the right to what this is about; why is for them and the head, not said here."""
    clause = stopped_by(policy, kind, hats, rights_lost(person, on=today))
    if not clause:
        return None
    return Refused(
        "right-lost", "The right to do this was taken away for now, so no permission is given.", clause=clause
    )


def _names_nobody(row: Permission) -> Refused | None:
    """Answer whether the public line names nobody at the school. Only those who decide are told: whoever asks could try names."""
    people = Person.objects.filter(school_id=row.school_id).values_list("name", flat=True)
    pupils = Pupil.objects.filter(school_id=row.school_id).values_list("name", flat=True)
    if not names_somebody(row.in_public, [*people, *pupils]):
        return None
    return Refused(
        "somebody-named",
        "The line for the public page has the name of somebody at the school in it. "
        "Say no with that reason; it is asked again without the name.",
    )


def _unless(refusal: Refused | None) -> None:
    if refusal:
        raise refusal
