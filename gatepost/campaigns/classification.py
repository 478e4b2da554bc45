"""How sensitive is what is kept of a campaign?

Whom the school asked for what is no secret; who began it and who ended it is theirs to get.

    >>> FIELDS["Campaign.audience"].sensitivity.value
    'internal'
"""

from gatepost.kernel.classification import Field, Sensitivity

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
}
