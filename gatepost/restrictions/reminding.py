"""When does a mail tell whoever decides that something waits which only the calendar brought?

Once the time to reply is over, two days before an interim measure lapses, two days before it is too late to hand over a notice that
no mail told, and on the day of a review; at most once each. The
worker calls this about once an hour; the record says that it was told, so that a second worker, or the next hour, tells nobody.

    >>> from gatepost.restrictions.standing import Terms, standing
    >>> terms = Terms(frozenset({"no-photos"}), date(2026, 7, 3), date(2026, 8, 1), date(2026, 7, 20))
    >>> notice = Notice(date(2026, 7, 3), date(2026, 7, 13), terms, is_interim=True)
    >>> due(notice, standing(notice, [], on=date(2026, 7, 15)), on=date(2026, 7, 15))
    (('time-to-reply-over', datetime.date(2026, 7, 13)), ('lapses', datetime.date(2026, 7, 17)))
"""

import json
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate

from gatepost.audit import services as audit
from gatepost.audit.queries import list_about
from gatepost.kernel.clock import in_utc
from gatepost.people.viewer import SETUP
from gatepost.restrictions.models import Restriction
from gatepost.restrictions.queries import deciders
from gatepost.restrictions.seeing import notice_as_told, standing_of
from gatepost.restrictions.standing import Notice, Standing, is_on_its_way, reply_by
from gatepost.restrictions.states import UNDECIDED, State
from gatepost.restrictions.telling import tell

TOLD = "restriction.deciders-told"
"""The action of the record's entry: what waits, and of which day."""
BEFORE = timedelta(days=2)
"""Before an interim measure lapses, or it is too late to hand over a notice."""
MOST = 500
"""Entries about one notice; it has some ten."""


def due(notice: Notice, now: Standing, *, on: date) -> tuple[tuple[str, date], ...]:
    """Return what waits on a day because of the calendar: what, and the day that it is about."""
    found = []
    last, on_its_way = reply_by(notice, now), is_on_its_way(notice, now)
    if now.state in UNDECIDED and on > last and not on_its_way:
        found.append(("time-to-reply-over", last))
    if on_its_way and not now.is_heard and notice.hand_by - BEFORE <= on <= notice.hand_by:
        found.append(("hand-over", notice.hand_by))
    if now.state is State.INTERIM and on >= notice.decide_by - BEFORE:
        found.append(("lapses", notice.decide_by))
    if now.state is State.IN_FORCE and on >= now.terms.review:
        found.append(("review", now.terms.review))
    return tuple(found)


def remind(*, at: datetime) -> None:
    """Tell those who decide; there are few notices."""
    today = localdate(in_utc(at))
    for row in (
        Restriction.objects.filter(until__gte=today)
        .select_related("person")
        .prefetch_related("steps")
        .order_by("at", "id")
    ):
        if due(notice_as_told(row, on=today), standing_of(row, on=today), on=today):
            _tell(row.id, at)


@transaction.atomic
def _tell(restriction: str, at: datetime) -> None:
    row = Restriction.objects.select_for_update(of=("self",)).select_related("person").filter(id=restriction).first()
    if row is None:
        return
    today = localdate(in_utc(at))
    entries = list_about(row.school_id, row.id, most=MOST)
    told = [json.loads(entry.data) for entry in entries if entry.action == TOLD]
    waits = [
        {"what": what, "day": day.isoformat()}
        for what, day in due(notice_as_told(row, on=today), standing_of(row, on=today), on=today)
    ]
    new = [each for each in waits if each not in told]
    for data in new:
        audit.record(by=SETUP.actor, action=TOLD, subject=row.id, at=at, school=row.school_id, data=dict(data))
    if new:
        for person in deciders(row.person_id, on=today):
            tell(person, at=at)
