"""How are powers lent?

The head is away, and somebody acts for them; the governing body has let somebody act for it, by a minute. Nobody lends
what they do not have, and nobody records a delegation to themselves.

    lend(person=deputy, acts_for=Lent.HEAD, since=first, until=last, by=head, at=now())
"""

from datetime import date, datetime

from django.db import transaction

from gatepost.kernel.errors import Refused
from gatepost.people.access import may_lend
from gatepost.people.models import Delegation, HatWorn, Person
from gatepost.people.rules import dates_in_order, overlap
from gatepost.people.services.writing import cut_short, dates, lock, record, save_new, unless
from gatepost.people.states import HAT_FOR, Hat, Lent
from gatepost.people.viewer import Viewer


@transaction.atomic
def lend(  # noqa: PLR0913  # one paper with as many lines
    *,
    person: Person,
    acts_for: Lent,
    since: date,
    by: Viewer,
    at: datetime,
    until: date | None = None,
    reason: str = "",
    minute: str = "",
    decided_on: date | None = None,
) -> Delegation:
    """Let somebody act for the head or the governing body; for the latter its minute and the day of it are needed."""
    unless(may_lend(by, acts_for=acts_for, school_id=person.school_id, person_id=person.id))
    unless(dates_in_order(since, until))
    unless(_has_a_minute(acts_for, minute, decided_on, since))
    lock(person.id)
    unless(_wears(person, HAT_FOR[acts_for], since))
    others = Delegation.objects.filter(person=person, acts_for=acts_for.value)
    unless(overlap(since, until, others.values_list("since", "until")))
    made = Delegation(
        person=person,
        acts_for=acts_for.value,
        since=since,
        until=until,
        reason=reason.strip(),
        minute=minute.strip(),
        decided_on=decided_on,
    )
    save_new(made)
    record(person.school_id, "power.lent", person.id, by, at, dates(acts_for.value, since, until))
    return made


@transaction.atomic
def take_back(*, delegation: Delegation, until: date, by: Viewer, at: datetime) -> Delegation:
    """Let a delegation end; ``until`` is its last day."""
    person, power = delegation.person, Lent(delegation.acts_for)
    unless(may_lend(by, acts_for=power, school_id=person.school_id, person_id=""))
    lock(person.id)
    since = cut_short(delegation, Delegation.objects.all(), until)
    if since:
        record(person.school_id, "power.taken-back", person.id, by, at, dates(power.value, since, until))
    return delegation


def _has_a_minute(acts_for: Lent, minute: str, decided_on: date | None, since: date) -> Refused | None:
    if acts_for is not Lent.GOVERNING_BODY:
        return None
    if not minute.strip() or decided_on is None:
        return Refused("no-minute", "Give the minute of the governing body that says so, and the day of the meeting.")
    if decided_on > since:
        return Refused("decided-later", "This cannot begin before the governing body decided it.")
    return None


def _wears(person: Person, hat: Hat, day: date) -> Refused | None:
    worn = HatWorn.objects.filter(person=person, hat=hat.value)
    if any(one.holds_on(day) for one in worn):
        return None
    if hat is Hat.STAFF:
        return Refused("not-staff", "Only a member of staff can act for the head teacher.")
    return Refused("not-a-governor", "Only a governor can act for the governing body.")
