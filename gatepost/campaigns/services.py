"""How does a school begin to ask people to sign an edition, and how does it stop?

Each is one row with its entry in the record, in one transaction; a refusal raises Refused and nothing is kept.

    start(edition=edition.id, audience=Audience.EVERYONE, by=head, at=now())
"""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from gatepost.agreements.models import MINUTE_LENGTH, SchoolEdition
from gatepost.agreements.queries import get_policy, get_visible
from gatepost.agreements.seeing import EditionSeen
from gatepost.agreements.states import State
from gatepost.audit import services as audit
from gatepost.campaigns.access import may_ask
from gatepost.campaigns.models import ASKED_FOR, Campaign
from gatepost.campaigns.queries import get_visible as get_campaign
from gatepost.campaigns.states import CAN_END, LEAVING_OUT, Audience
from gatepost.kernel.clock import in_utc
from gatepost.kernel.errors import Refused
from gatepost.people.states import Hat
from gatepost.people.viewer import Viewer
from gatepost.policy.impact import impact
from gatepost.signoff.states import Answer
from gatepost.signoff.typed import unless

ASKABLE = (State.IN_FORCE, State.COMING)


def start(
    *,
    edition: str,
    audience: Audience,
    by: Viewer,
    at: datetime,
    hats: Collection[str] = (),
    level: Answer = Answer.AGREED,
    minute: str = "",
) -> Campaign:
    """Begin to ask: today, or on the first day of an edition that is coming.

    ``hats`` are needed for an audience by hat and for no other; ``minute`` for one that leaves out those for whom nothing
    changes, since that is the governors' choice.
    """
    row = planned(edition=edition, audience=audience, by=by, at=at, hats=hats, level=level, minute=minute)
    with transaction.atomic():
        SchoolEdition.objects.select_for_update().only("id").get(id=edition)  # two who begin come one after the other
        unless(_asks_already(row))
        seen = _askable(edition, by, at)
        if row.since != _first_day(seen, at):
            raise Refused("moved-edition", "The day of this edition was changed meanwhile. Look again.")
        row.clean_fields()
        row.save(force_insert=True)
        said = {"edition": edition, "audience": row.audience, "hats": row.hats, "level": row.level}
        _record(row, "campaign.started", by, at, seen.sha256, said)
    return row


def planned(
    *,
    edition: str,
    audience: Audience,
    by: Viewer,
    at: datetime,
    hats: Collection[str] = (),
    level: Answer = Answer.AGREED,
    minute: str = "",
) -> Campaign:
    """Return the campaign that ``start`` would begin, which nobody keeps yet; refuse what it would refuse.

    What changed for whom may take seconds: nobody waits for it meanwhile. ``start`` looks again after it: the day may be another.
    """
    unless(may_ask(by, school_id=by.school_id))
    seen = _askable(edition, by, at)
    unless(_is_whole(audience, hats, level, minute))
    row = Campaign(
        school_id=by.school_id,
        edition_id=seen.id,
        audience=audience.value,
        hats=",".join(sorted(set(hats))),
        level=level.value,
        minute=minute.strip(),
        since=_first_day(seen, at),
        started_by_id=by.person_id,
        started_at=at,
    )
    unless(_asks_already(row))
    row.touched = _touched(seen, by) if audience in LEAVING_OUT else {}
    return row


@transaction.atomic
def end(*, campaign: str, by: Viewer, at: datetime) -> Campaign:
    """Stop asking. What was answered stays; nobody is reminded any more."""
    row = Campaign.objects.select_for_update().filter(id=campaign, school_id=by.school_id).first()
    refusal = may_ask(by, school_id=by.school_id)
    unless(refusal)
    if row is None:
        raise Refused("no-campaign", "There is no such campaign at your school.")
    seen = get_campaign(by, row.id, on=localdate(in_utc(at)))
    if seen is None or seen.stage not in CAN_END:
        raise Refused("ended-already", "This has ended already.")
    row.ended_at, row.ended_by_id = at, by.person_id
    row.save(update_fields=["ended_at", "ended_by"])
    _record(row, "campaign.ended", by, at, seen.edition.sha256)
    return row


def _askable(edition: str, by: Viewer, at: datetime) -> EditionSeen:
    seen = get_visible(by, edition, on=localdate(in_utc(at)))
    if seen is None:
        raise Refused("no-edition", "There is no such edition at your school.")
    if seen.state not in ASKABLE:
        raise Refused("not-in-force", f"“{seen.label}” is not in force, so nobody can sign it.")
    return seen


def _first_day(seen: EditionSeen, at: datetime) -> date:
    today = localdate(in_utc(at))
    return max(today, seen.in_force_from or today)


def _asks_already(row: Campaign) -> Refused | None:
    same = Campaign.objects.filter(edition=row.edition_id, ended_at=None, audience=row.audience, hats=row.hats)
    if same.filter(level=row.level).exists():
        return Refused("asks-already", "You are asking the same people for this already.")
    return None


def _is_whole(audience: Audience, hats: Collection[str], level: Answer, minute: str) -> Refused | None:
    if level not in ASKED_FOR:
        return Refused("no-level", "Say whether people have to agree, or only to say that they have read it.")
    if audience is Audience.HATS and (not hats or not set(hats) <= set(Hat.values)):
        return Refused("no-hats", "Say whom you ask: staff, governors, volunteers, parents.")
    if audience is not Audience.HATS and hats:
        return Refused(
            "spare-hats",
            "You ticked hats, and chose to ask others. Choose “Only those who wear certain hats”, or take the ticks away.",
        )
    if audience in LEAVING_OUT and not minute.strip():
        return Refused(
            "no-minute",
            "Say where the minutes of the governors have it: that not everybody is asked again is their choice.",
        )
    if len(minute) > MINUTE_LENGTH or not minute.isprintable():
        return Refused("bad-minute", f"At most {MINUTE_LENGTH} characters, on one line.")
    return None


def _touched(seen: EditionSeen, by: Viewer) -> dict[str, list[str]]:
    """Return for each earlier edition the hats for which something changed since; also if nobody agreed to it as yet."""
    earlier = SchoolEdition.objects.filter(school_id=by.school_id, in_force_from__lt=seen.in_force_from)
    now = get_policy(by, seen.id)
    found: dict[str, list[str]] = {}
    for edition in earlier.order_by("in_force_from").values_list("id", flat=True):
        then = get_policy(by, edition)
        if now and then:
            found[edition] = list(impact(then, now).hats)
    return found


def _record(
    row: Campaign, action: str, by: Viewer, at: datetime, sha256: str, data: dict[str, str] | None = None
) -> None:
    audit.record(by=by.actor, action=action, subject=row.id, at=at, school=row.school_id, edition=sha256, data=data)
