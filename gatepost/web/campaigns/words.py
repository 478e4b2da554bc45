"""What is a campaign called, and where somebody stands in one?

asks(seen)  ->  'Staff, Volunteers'
"""

from collections.abc import Collection
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from gatepost.campaigns.audience import Standing
from gatepost.campaigns.counts import Count
from gatepost.campaigns.queries import CampaignSeen
from gatepost.campaigns.states import Audience, Stage
from gatepost.people.states import Hat
from gatepost.signoff.states import Answer

STANDINGS = {
    Standing.AGREED: gettext_lazy("Has agreed"),
    Standing.PARTLY: gettext_lazy("Has agreed, not yet for every hat"),
    Standing.READ: gettext_lazy("Has read it"),
    Standing.SHOWN: gettext_lazy("Has begun to read"),
    Standing.NONE: gettext_lazy("No answer yet"),
    Standing.REFUSED: gettext_lazy("Does not agree"),
    Standing.HELD: gettext_lazy("Signed before, nothing changed"),
}
"""In the order of the table."""
STAGES = {
    Stage.COMING: gettext_lazy("Has not begun"),
    Stage.OPEN: gettext_lazy("Running"),
    Stage.CALLED_OFF: gettext_lazy("Waits: the day of the edition was taken back"),
    Stage.REPLACED: gettext_lazy("Over: the edition was replaced"),
    Stage.ENDED: gettext_lazy("Ended"),
}
GROUPS = {
    Hat.STAFF.value: gettext_lazy("Staff"),
    Hat.GOVERNOR.value: gettext_lazy("Governors"),
    Hat.VOLUNTEER.value: gettext_lazy("Volunteers"),
    Hat.PARENT.value: gettext_lazy("Parents and guardians"),
}
"""All who wear a hat."""
LEVELS = {
    Answer.AGREED: gettext_lazy("Agree to keep to it"),
    Answer.READ: gettext_lazy("Say that they have read it"),
}


def asks(campaign: CampaignSeen) -> str:
    """Return whom a campaign asks."""
    if campaign.audience is Audience.HATS:
        return ", ".join(str(words) for hat, words in GROUPS.items() if hat in campaign.hats)
    if campaign.audience is Audience.JOINERS and campaign.edition.in_force_from is None:
        return _("Those who join from its first day on")
    if campaign.audience is Audience.JOINERS:
        return _("Those who join from {day} on").format(day=_day(campaign))
    return str(campaign.audience.label)


def when(campaign: CampaignSeen, *, on: date) -> str:
    """Return from which day it asks, as it stands on a day, and until when if it is over; blank if it asks from none."""
    if campaign.has_asked(on) and campaign.is_over:
        first, last = _day(campaign), date_format(campaign.counted_on(on), "j F Y")
        return (
            _("on {day}").format(day=first) if first == last else _("{first} to {last}").format(first=first, last=last)
        )
    if campaign.has_asked(on):
        return _("since {day}").format(day=_day(campaign))
    return _("from {day} on").format(day=_day(campaign)) if campaign.stage is Stage.COMING else ""


def at_a_glance(campaign: CampaignSeen, total: Count | None) -> str:
    """Return in one line how far a campaign has come that runs; only that it does if it was not counted yet."""
    title = _("{edition}: {asks}").format(edition=campaign.edition.label, asks=asks(campaign))
    if total is None:
        return title
    if not total.asked:
        return _("{title} · nobody is asked today").format(title=title)
    return ngettext(
        "{title} · {answered} of {asked} has answered ({percent}%)",
        "{title} · {answered} of {asked} have answered ({percent}%)",
        total.answered,
    ).format(title=title, answered=total.answered, asked=total.asked, percent=total.percent)


def asks_nobody(campaign: CampaignSeen, *, on: date, total: Count | None = None) -> str:
    """Return why nobody was asked up to a day, with how many will be, if that may be told; blank if somebody was."""
    if campaign.has_asked(on):
        return ""
    if campaign.stage is Stage.CALLED_OFF:
        return _("Nobody is asked. The governing body took back the day from which this edition counts.")
    if campaign.stage is not Stage.COMING:
        return _("Nobody was asked: it was ended before it began.")
    if total is None or not total.asked:
        return _("Nobody is asked yet. It begins on {day}.").format(day=_day(campaign))
    return ngettext(
        "Nobody is asked yet. From {day} on it asks {number} person, as the school is today.",
        "Nobody is asked yet. From {day} on it asks {number} people, as the school is today.",
        total.asked,
    ).format(day=_day(campaign), number=total.asked)


def _day(campaign: CampaignSeen) -> str:
    return date_format(campaign.since, "j F Y")


def hats_in_words(hats: Collection[str]) -> str:
    """Return hats as a page shows them, in one order everywhere; of somebody who has a duty and no hat, that."""
    return ", ".join(Hat.labels_of(hats)) or _("No hat")
