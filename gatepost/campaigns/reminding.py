"""How is one batch of people reminded, so that nobody gets two mails and nobody is left out?

The campaigns and the people are held, and it is asked anew who of them is still due. A mail, its row and its entry in the record
are there together or not at all: a batch may be killed and run again, or run twice at once. The mail says whether they are asked to
sign or only to read. The link in it lets whoever signs in with a code by mail sign without one (``signoff.links``).

    remind(school.id, people, at=now())  ->  how many got a mail
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localdate

from gatepost.accounts.groups import ORDER
from gatepost.accounts.many import invite_held
from gatepost.accounts.reaching import Way, ways
from gatepost.audit import services as audit
from gatepost.campaigns.asked_before import Waiting, waiting_at
from gatepost.campaigns.models import Campaign, Reminder
from gatepost.campaigns.states import How
from gatepost.mail.kinds import TO_READ, TO_SIGN, Kind, Words
from gatepost.mail.services import Addressee, send
from gatepost.people.models import Person
from gatepost.people.queries import with_roles
from gatepost.people.viewer import SETUP
from gatepost.signoff.links import WORKS_FOR, make_links
from gatepost.signoff.states import Answer

PAGE = "/me/policy/"


@transaction.atomic
def remind(school_id: str, people_ids: Sequence[str], *, at: datetime) -> int:
    """Send a mail to each of these people who is due one at this moment and whom it reaches; return how many."""
    campaigns = list(Campaign.objects.select_for_update().filter(school=school_id, ended_at=None).order_by("id"))
    rows = Person.objects.select_for_update(of=("self",)).filter(school=school_id, id__in=people_ids, merged_into=None)
    rows = rows.select_related("school", "account").order_by(*ORDER)
    people = list(with_roles(rows).prefetch_related("delegations"))
    waiting = waiting_at(school_id, at=at, people=[person.id for person in people])
    if not waiting.plan.hours.is_allowed(at):
        return 0
    due = set(waiting.due_at(at))
    people = [person for person in people if person.id in due]
    found = ways(school_id, people, at=at)
    written = [person for person in people if found.get(person.id) is Way.MAIL]
    invited = [person for person in people if found.get(person.id) is Way.INVITATION]
    edition = next((one.edition_id for one in campaigns if one.id in waiting.campaigns), "")
    tokens = make_links(written, edition=edition, at=at)
    what = _asked(campaigns, waiting)
    for person in written:
        _write(person, tokens.get(person.id, ""), what[person.id], at)
    if invited:
        invite_held(invited, school=school_id, by=SETUP, at=at, what=what)
    _keep(school_id, waiting, {How.MAIL: written, How.INVITATION: invited}, at)
    return len(written) + len(invited)


def _asked(campaigns: Sequence[Campaign], waiting: Waiting) -> dict[str, Words]:
    """Return by id what each is asked for: to read, if all campaigns that wait for them ask for that alone."""
    to_read = {one.id for one in campaigns if one.level == Answer.READ}
    return {
        person: TO_READ if to_read.issuperset(one.campaign for one in rows) else TO_SIGN
        for person, rows in waiting.people.items()
    }


def _write(person: Person, token: str, what: Words, at: datetime) -> None:
    """Write to somebody: with a link that lets them sign, if a code by mail is all that they sign in with."""
    address = person.account.email if person.account else None
    kind, filled = Kind.REMINDER, {"school": person.school.name, "link": PAGE, "what": str(what)}
    if token:
        until = date_format(localdate(at + WORKS_FOR), "j F Y")
        kind, filled = Kind.REMINDER_WITH_LINK, {**filled, "link": f"/to-sign/{token}/", "until": until}
    to = Addressee(person.id, address or "")
    send(to=to, kind=kind, context=filled, school=person.school_id, at=at)


def _keep(school_id: str, waiting: Waiting, sent: dict[How, list[Person]], at: datetime) -> None:
    """Keep who was written to in each campaign that waits for them, with one entry in the record for each campaign."""
    rows = [
        Reminder(campaign_id=one.campaign, person=person, at=at, how=how, is_planned=one.is_planned)
        for how, people in sent.items()
        for person in people
        for one in waiting.people[person.id]
    ]
    Reminder.objects.bulk_create(rows)
    for campaign in sorted({row.campaign_id for row in rows}):
        those = [row for row in rows if row.campaign_id == campaign]
        said = {how.value: sorted(row.person_id for row in those if row.how == how) for how in sent}
        audit.record(by=SETUP.actor, action="campaign.reminded", subject=campaign, at=at, school=school_id, data=said)
