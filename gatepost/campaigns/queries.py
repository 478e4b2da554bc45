"""Which campaigns run at a school, as far as this viewer may know?

Those who see figures see campaigns; to everybody else there is none.

    list_visible(viewer, on=today)[0].stage  ->  Stage.OPEN
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet
from django.utils.timezone import localdate

from gatepost.agreements import queries as agreements
from gatepost.agreements.models import SchoolEdition
from gatepost.agreements.seeing import EditionSeen, seen
from gatepost.agreements.states import State
from gatepost.campaigns.access import sees_figures
from gatepost.campaigns.models import Campaign
from gatepost.campaigns.states import Audience, Stage, stage_on
from gatepost.people.viewer import Viewer
from gatepost.signoff.states import Answer


@dataclass(frozen=True, slots=True)
class CampaignSeen:
    """A campaign as it stands on a day. ``hats`` are codes, those that are asked; none: it does not ask by hat.

    ``since`` is not before its edition counts, whose day may have been moved after the campaign was begun.
    """

    id: str
    edition: EditionSeen
    audience: Audience
    hats: tuple[str, ...]
    level: Answer
    minute: str
    since: date
    stage: Stage
    started_at: datetime
    ended_at: datetime | None

    @property
    def is_open(self) -> bool:
        """Tell whether it asks on that day."""
        return self.stage is Stage.OPEN

    @property
    def is_over(self) -> bool:
        """Tell whether it was ended or replaced."""
        return self.stage in {Stage.ENDED, Stage.REPLACED}

    @property
    def last_day(self) -> date | None:
        """The last day on which it asks, None if nothing ends it yet."""
        ends = (localdate(self.ended_at) if self.ended_at else None, self.edition.in_force_until)
        return min((day for day in ends if day), default=None)

    def counted_on(self, day: date) -> date:
        """Return the day as of which its people are counted: once it is over, its last one, for who joins later was never asked."""
        return min(day, self.last_day or day)

    def has_asked(self, on: date) -> bool:
        """Tell whether it asked anybody up to a day: one whose edition counts from no day, or a later one, asked nobody."""
        return self.edition.in_force_from is not None and self.since <= self.counted_on(on)


def visible_to(viewer: Viewer) -> QuerySet[Campaign]:
    """Return the campaigns that the viewer may know of, the last one first."""
    if not sees_figures(viewer):
        return Campaign.objects.none()
    rows = Campaign.objects.filter(school_id=viewer.school_id).defer("edition__content")
    rows = rows.select_related(
        "edition__approval", "edition__signature"
    )  # they are asked of one whose day was taken back
    return rows.order_by("-since", "-started_at", "id")


def list_visible(viewer: Viewer, *, on: date) -> tuple[CampaignSeen, ...]:
    """Return the visible campaigns as they stand on a day, the last one first."""
    rows = list(visible_to(viewer))
    editions = {each.id: each for each in agreements.list_visible(viewer, on=on)} if rows else {}
    return tuple(_seen(row, editions.get(row.edition_id) or _called_off(row, viewer, on), on) for row in rows)


def get_visible(viewer: Viewer, campaign_id: str, *, on: date) -> CampaignSeen | None:
    """Return a campaign that the viewer may know of as it stands on a day, or None."""
    row = visible_to(viewer).filter(id=campaign_id).first()
    if row is None:
        return None
    return _seen(row, agreements.get_visible(viewer, row.edition_id, on=on) or _called_off(row, viewer, on), on)


def list_open(school_id: str, *, on: date) -> tuple[Campaign, ...]:
    """Return the campaigns that ask on a day, the first one first: for what the machine does by itself."""
    edition = agreements.in_force(school_id, on).values("id")
    rows = Campaign.objects.filter(school_id=school_id, ended_at=None, since__lte=on, edition__in=edition)
    rows = rows.select_related("edition").defer("edition__content")
    return tuple(rows.order_by("since", "started_at", "id"))


def last_day_of(campaign: Campaign) -> date | None:
    """Return the last day on which a campaign asks, None if nothing ends it yet: for what the machine does by itself."""
    begins = campaign.edition.in_force_from
    later = SchoolEdition.objects.filter(school_id=campaign.school_id, in_force_from__gt=begins) if begins else None
    followed = later.order_by("in_force_from").values_list("in_force_from", flat=True).first() if later else None
    ends = (localdate(campaign.ended_at) if campaign.ended_at else None, followed and followed - timedelta(days=1))
    return min((day for day in ends if day), default=None)


def stage_of(campaign: Campaign, edition: State, *, on: date) -> Stage:
    """Return where a campaign stands on a day on which its edition is ``edition``."""
    return stage_on(on, since=campaign.since, ended=campaign.ended_at is not None, edition=edition)


def _called_off(row: Campaign, viewer: Viewer, on: date) -> EditionSeen:
    """Return the edition of a campaign whose day was taken back: the office, who knew it by name, reads no edition without one."""
    return seen(row.edition, viewer, on=on)


def _seen(row: Campaign, edition: EditionSeen, on: date) -> CampaignSeen:
    return CampaignSeen(
        id=row.id,
        edition=edition,
        audience=Audience(row.audience),
        hats=tuple(row.hats.split(",")) if row.hats else (),
        level=Answer(row.level),
        minute=row.minute,
        since=max(row.since, edition.in_force_from or row.since),
        stage=stage_of(row, edition.state, on=on),
        started_at=row.started_at,
        ended_at=row.ended_at,
    )
