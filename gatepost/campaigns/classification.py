"""How sensitive is what is kept of a campaign?

Whom the school asked for what is no secret; who began it and who ended it is theirs to get.

    >>> FIELDS["Campaign.audience"].sensitivity.value
    'internal'
"""

from gatepost.kernel.classification import Field, Sensitivity
from gatepost.signoff.classification import KEPT as ASKED

KEPT = "as long as the school is here: it says whom the school asked"

_INSIDE = Field(Sensitivity.INTERNAL, KEPT, export=False)
_DID = Field(Sensitivity.INTERNAL, KEPT, export=True)
_ACTOR = Field(Sensitivity.PERSONAL, KEPT, export=True)

FIELDS = {
    "Campaign.id": _INSIDE,
    "Campaign.school": _INSIDE,
    "Campaign.edition": _DID,
    "Campaign.audience": _DID,
    "Campaign.hats": _DID,
    "Campaign.level": _INSIDE,
    "Campaign.touched": _INSIDE,
    "Campaign.minute": _INSIDE,
    "Campaign.since": _DID,
    "Campaign.started_by": _ACTOR,
    "Campaign.started_at": _DID,
    "Campaign.ended_by": _ACTOR,
    "Campaign.ended_at": _DID,
    "Counted.campaign": _INSIDE,
    "Counted.sequence": _INSIDE,
    "Counted.hash": _INSIDE,
    "Counted.on": _INSIDE,
    "Counted.today": _INSIDE,
    "Counted.figures": _INSIDE,
    "ChasingPlan.id": _INSIDE,
    "ChasingPlan.school": _INSIDE,
    "ChasingPlan.is_on": _INSIDE,
    "ChasingPlan.every": _INSIDE,
    "ChasingPlan.most": _INSIDE,
    "ChasingPlan.opens": _INSIDE,
    "ChasingPlan.closes": _INSIDE,
    "ChasingPlan.days": _INSIDE,
    "Holiday.id": _INSIDE,
    "Holiday.school": _INSIDE,
    "Holiday.name": _INSIDE,
    "Holiday.first": _INSIDE,
    "Holiday.last": _INSIDE,
    "Press.id": _INSIDE,
    "Press.campaign": _DID,
    "Press.by": _ACTOR,
    "Press.at": _DID,
    "Reminder.id": Field(Sensitivity.INTERNAL, ASKED, export=False),
    "Reminder.campaign": Field(Sensitivity.INTERNAL, ASKED, export=True),
    "Reminder.person": Field(Sensitivity.PERSONAL, ASKED, export=True),
    "Reminder.at": Field(Sensitivity.PERSONAL, ASKED, export=True),
    "Reminder.how": Field(Sensitivity.PERSONAL, ASKED, export=True),
    "Reminder.is_planned": Field(Sensitivity.INTERNAL, ASKED, export=False),
}
