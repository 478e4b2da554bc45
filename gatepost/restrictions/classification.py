"""How sensitive is what is kept of a restriction?

What a parent did and what was answered is between them and who decides; they get all of it with what is kept about them, and
nobody else does. The office learns what is lost until when (``queries.list_in_force``).

    >>> FIELDS["Restriction.reasons"].sensitivity.value
    'confidential'
"""

from gatepost.kernel.classification import Field, Sensitivity

KEPT = "a year after it is over: for a complaint, and for the next time (retention)"

_INSIDE = Field(Sensitivity.INTERNAL, KEPT, export=False)
_TOLD = Field(Sensitivity.PERSONAL, KEPT, export=True)
_SAID = Field(Sensitivity.CONFIDENTIAL, KEPT, export=True)

FIELDS = {
    "Restriction.id": _INSIDE,
    "Restriction.school": _INSIDE,
    "Restriction.person": _TOLD,
    "Restriction.kinds": _TOLD,
    "Restriction.reasons": _SAID,
    "Restriction.since": _TOLD,
    "Restriction.until": _TOLD,
    "Restriction.review": _TOLD,
    "Restriction.reply_by": _TOLD,
    "Restriction.is_interim": _TOLD,
    "Restriction.interim_why": _SAID,
    "Restriction.on_paper": _TOLD,
    "Restriction.edition": _TOLD,
    "Restriction.capacity": _TOLD,
    "Restriction.by": _INSIDE,
    "Restriction.at": _TOLD,
    "RestrictionStep.id": _INSIDE,
    "RestrictionStep.restriction": _TOLD,
    "RestrictionStep.number": _TOLD,
    "RestrictionStep.step": _TOLD,
    "RestrictionStep.words": _SAID,
    "RestrictionStep.kinds": _TOLD,
    "RestrictionStep.until": _TOLD,
    "RestrictionStep.review": _TOLD,
    "RestrictionStep.on_paper": _TOLD,
    "RestrictionStep.edition": _TOLD,
    "RestrictionStep.capacity": _TOLD,
    "RestrictionStep.by": _TOLD,
    "RestrictionStep.at": _TOLD,
}
