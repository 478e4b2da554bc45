"""How does the governing body settle a doubt, and how does it take that back?

    record_ruling(school=school_id, doubt="…", choice="exception-first", why="…", since=tomorrow, body=body, by=chair, at=now())

A ruling is never edited: the next one on the same doubt counts from its own day on, and so does the word that none counts any
more. Access, rules and record are as in ``services``.
"""

from datetime import date, datetime

from django.db import transaction

from gatepost.agreements import rules
from gatepost.agreements.access import CLAUSE, may_decide
from gatepost.agreements.models import REASON_LENGTH, RulingMade
from gatepost.agreements.queries import edition_on, standing_ruling
from gatepost.agreements.rules import Body
from gatepost.agreements.services import check_body, day_of, lock
from gatepost.audit import services as audit
from gatepost.kernel.errors import Refused
from gatepost.people.viewer import Viewer
from gatepost.policy.rulings import doubts


@transaction.atomic
def record_ruling(
    *, school: str, doubt: str, choice: str, why: str, since: date, body: Body, by: Viewer, at: datetime
) -> RulingMade:
    """Record how the governing body reads the policy in a doubtful place, from a day to come on."""
    _may(by, school)
    known = {each.id: {option.id for option in each.choices} for each in doubts(edition_on(school, since))}
    if doubt not in known:
        raise Refused("no-doubt", "There is no such open question in the policy of that day.", clause=CLAUSE)
    if choice not in known[doubt]:
        raise Refused("no-choice", "Choose one of the ways to read it.", clause=CLAUSE)
    return _made(school, doubt, choice, why, since, body, by, at)


@transaction.atomic
def withdraw_ruling(
    *, school: str, doubt: str, why: str, since: date, body: Body, by: Viewer, at: datetime
) -> RulingMade:
    """Record that what was decided about a doubt counts no more from a day to come on: the stricter clause does again."""
    _may(by, school)
    if standing_ruling(school, doubt, since) is None:
        raise Refused("no-ruling", "Nothing is decided about this for that day.", clause=CLAUSE)
    return _made(school, doubt, "", why, since, body, by, at)


def _may(by: Viewer, school: str) -> None:
    refusal = may_decide(by, school=school)
    if refusal:
        raise refusal
    lock(school)


def _made(
    school: str, doubt: str, choice: str, why: str, since: date, body: Body, by: Viewer, at: datetime
) -> RulingMade:
    check_body(body, at, proposed_on=None)
    for refusal in (
        rules.is_said("reason", why, most=REASON_LENGTH),
        rules.begins_later(since, today=day_of(at)),
        _not_twice(school, doubt, since),
    ):
        if refusal:
            raise refusal
    ruling = RulingMade.objects.create(
        school_id=school,
        doubt=doubt,
        choice=choice,
        why=why.strip(),
        since=since,
        name=body.name.strip(),
        capacity=body.capacity.strip(),
        met_on=body.met_on,
        minute=body.minute.strip(),
        recorded_by_id=by.person_id,
        recorded_at=at,
    )
    audit.record(
        by=by.actor,
        action="ruling.recorded" if choice else "ruling.withdrawn",
        subject=ruling.id,
        at=at,
        school=school,
        clause=CLAUSE,
        edition=edition_on(school, since).sha256,
        data={"doubt": doubt, "choice": choice, "since": since.isoformat()},
    )
    return ruling


def _not_twice(school: str, doubt: str, since: date) -> Refused | None:
    if not RulingMade.objects.filter(school_id=school, doubt=doubt, since=since).exists():
        return None
    return Refused("day-is-taken", "Something is decided about this from that day on already. Choose another day.")
