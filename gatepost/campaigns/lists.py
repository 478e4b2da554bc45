"""Who stands where in a campaign, by name?

For those who ask, and for nobody else: the head and the office. Why somebody declined is told to the head alone.

    find(viewer, campaign.id, Wanted(standing="missing", hat="parent"), on=today).people[0].name  ->  'Anna Kowalska'
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from gatepost.campaigns.access import sees_answers
from gatepost.campaigns.audience import Position, Standing, positions
from gatepost.campaigns.lives import answers_of
from gatepost.campaigns.models import Campaign
from gatepost.campaigns.queries import get_visible, visible_to
from gatepost.people import queries as people
from gatepost.people.naming import plain
from gatepost.people.states import Hat
from gatepost.people.viewer import Viewer
from gatepost.signoff.access import sees_refusals
from gatepost.signoff.models import SignOff

PAGE = 50
MISSING = "missing"
"""Who is still asked, whatever they have seen."""
HATLESS = "none"
"""Who wears no hat, and is asked for a duty."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whom somebody looks for; blank means anybody. ``standing`` is MISSING or a Standing's value, ``hat`` a code or HATLESS."""

    standing: str = ""
    hat: str = ""
    class_name: str = ""
    after: str = ""
    """The id of the last person of the page before."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody in the audience. ``hats`` are codes; ``reason`` is blank for whom it is not meant."""

    id: str
    name: str
    hats: tuple[str, ...]
    classes: tuple[str, ...]
    standing: Standing
    day: date | None
    """Of the answer: of paper, the day on the sheet."""
    is_missing: bool
    is_on_paper: bool = False
    signed_as: str = ""
    """The name that they typed, if it is another than the one in the list."""
    reason: str = ""
    agreed_as: frozenset[str] = frozenset()
    """The hats with which they agreed."""


@dataclass(frozen=True, slots=True)
class Found:
    """A page of people; ``after`` continues it, blank at the end. ``count`` is of all pages."""

    people: tuple[Asked, ...]
    after: str
    count: int


def find(viewer: Viewer, campaign_id: str, wanted: Wanted, *, on: date) -> Found:
    """Return a page of those who are wanted, by name; nobody for whom the viewer may not know of."""
    everybody, begin = _listed(viewer, campaign_id, wanted, on)
    page = everybody[begin : begin + PAGE]
    after = page[-1].id if begin + PAGE < len(everybody) else ""
    return Found(_with_words(viewer, campaign_id, page), after, len(everybody))


def list_all(viewer: Viewer, campaign_id: str, wanted: Wanted, *, on: date) -> tuple[Asked, ...]:
    """Return all who are wanted, by name, without reasons; of a campaign that is over, those of its last day.

    Nobody before it has begun to ask.
    """
    return _listed(viewer, campaign_id, wanted, on)[0]


def _listed(viewer: Viewer, campaign_id: str, wanted: Wanted, on: date) -> tuple[tuple[Asked, ...], int]:
    """Return all who are wanted, and how many stand up to the one after whom it goes on, who may be wanted no more."""
    campaign = visible_to(viewer).filter(id=campaign_id).first() if sees_answers(viewer) else None
    seen = get_visible(viewer, campaign_id, on=on)
    if campaign is None or seen is None or not seen.has_asked(on):
        return (), 0
    is_wanted = _filter(wanted)
    found = {one.person_id: one for one in positions(campaign, on=seen.counted_on(on), today=on) if is_wanted(one)}
    named = people.visible_to(viewer).order_by("plain_name", "id").values_list("id", "name")
    listed, begin = list[Asked](), 0
    for person, name in named.iterator():
        if person in found:
            listed.append(_asked(found[person], name))
        if person == wanted.after:
            begin = len(listed)
    return tuple(listed), begin


def _filter(wanted: Wanted) -> Callable[[Position], bool]:
    worn = "" if wanted.hat == HATLESS else wanted.hat
    hat = worn or (Hat.PARENT.value if wanted.class_name else "")  # as the rows by hat and by class count them

    def is_wanted(one: Position) -> bool:
        standing, is_missing = one.as_hat(hat) if hat else (one.standing, one.is_missing)
        return (
            (not worn or worn in one.hats)
            and not (wanted.hat == HATLESS and one.hats)
            and (not wanted.class_name or wanted.class_name in one.classes)
            and (
                not wanted.standing or (is_missing if wanted.standing == MISSING else standing.value == wanted.standing)
            )
        )

    return is_wanted


def _asked(one: Position, name: str) -> Asked:
    return Asked(
        id=one.person_id,
        name=name,
        hats=one.hats,
        classes=one.classes,
        standing=one.standing,
        day=one.day,
        is_missing=one.is_missing,
        is_on_paper=one.is_on_paper,
        agreed_as=one.agreed_as,
    )


def _with_words(viewer: Viewer, campaign_id: str, page: tuple[Asked, ...]) -> tuple[Asked, ...]:
    """Add the names that people typed, and why they declined for whom that is meant."""
    answered = [one.id for one in page if one.standing in {Standing.AGREED, Standing.PARTLY, Standing.REFUSED}]
    if not answered:
        return page
    edition = Campaign.objects.filter(id=campaign_id).values("edition")
    rows = answers_of(SignOff.objects.filter(edition__in=edition), answered).order_by("at", "number", "id")
    columns = rows.values_list("person", "person__merged_into", "name", "reason")
    typed = {merged or person: (name, why) for person, merged, name, why in columns}
    may_read = sees_refusals(viewer)

    def told(one: Asked) -> Asked:
        name, why = typed.get(one.id, ("", ""))
        is_another = plain(name) != plain(one.name)
        return replace(one, signed_as=name if is_another else "", reason=why if may_read else "")

    return tuple(told(one) if one.id in answered else one for one in page)
