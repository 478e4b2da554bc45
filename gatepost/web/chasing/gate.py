"""Who has not answered yet, on a sheet for whoever stands at the gate?

By class, then by hat; whoever has children in two classes stands in both.

    gate_pdf(viewer, campaign, on=today)  ->  a PDF
"""

from datetime import date

from django.utils.translation import gettext as _

from gatepost.campaigns.lists import MISSING, Asked, Wanted, list_all
from gatepost.campaigns.queries import CampaignSeen
from gatepost.people.queries import get_school_name
from gatepost.people.states import Hat
from gatepost.people.viewer import Viewer
from gatepost.printing import GateList, Group, gate_list_pdf
from gatepost.web.campaigns.words import GROUPS
from gatepost.web.words import in_words


def gate_pdf(viewer: Viewer, campaign: CampaignSeen, *, on: date) -> bytes:
    """Return the list as a PDF."""
    found = list_all(viewer, campaign.id, Wanted(standing=MISSING), on=on)
    sheet = GateList(get_school_name(viewer), campaign.edition.label, on, len(found), groups(found))
    return gate_list_pdf(sheet, say=in_words)


def groups(people: tuple[Asked, ...]) -> tuple[Group, ...]:
    """Return people by class, then by hat: in all groups that they belong to."""
    found: dict[str, list[str]] = {}
    classes = sorted({name for one in people for name in one.classes})
    for name in classes:
        found[_("Class {name}").format(name=name)] = [one.name for one in people if name in one.classes]
    found[_("Parents and guardians without a class")] = [
        one.name for one in people if Hat.PARENT.value in one.hats and not one.classes
    ]
    for hat in (Hat.STAFF, Hat.GOVERNOR, Hat.VOLUNTEER):
        found[str(GROUPS[hat.value])] = [one.name for one in people if hat.value in one.hats]
    found[_("Others")] = [one.name for one in people if not one.hats]
    return tuple(Group(title, tuple(names)) for title, names in found.items() if names)
