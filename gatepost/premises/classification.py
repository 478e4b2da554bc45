"""How sensitive is what is kept of phones in the office, and of the parts of the school?

Who may ring, and what they said, can tell of somebody's health or family: it is gone a month after the phone was given back.

    >>> FIELDS["PhoneMessage.text"].sensitivity.value
    'confidential'
"""

from gatepost.kernel.classification import Field, Sensitivity

WITH_SCHOOL = "as long as the school is here, or until the school takes it away"
A_MONTH = "until thirty days after the phone was given back"

_INSIDE = Field(Sensitivity.INTERNAL, WITH_SCHOOL, export=False)
_ROW = Field(Sensitivity.INTERNAL, A_MONTH, export=False)
_OTHER = Field(Sensitivity.PERSONAL, A_MONTH, export=False)
_OWN = Field(Sensitivity.PERSONAL, A_MONTH, export=True)
_SAID = Field(Sensitivity.CONFIDENTIAL, A_MONTH, export=True)

FIELDS = {
    "OfficeDay.id": _INSIDE,
    "OfficeDay.school": _INSIDE,
    "OfficeDay.closes": _INSIDE,
    "PhoneHeld.id": _ROW,
    "PhoneHeld.school": _ROW,
    "PhoneHeld.person": _OTHER,
    "PhoneHeld.phone": _OWN,
    "PhoneHeld.callers": _SAID,
    "PhoneHeld.brought_at": _OWN,
    "PhoneHeld.taken_by": _OTHER,
    "PhoneHeld.state": _OWN,
    "PhoneHeld.given_back_at": _OWN,
    "PhoneHeld.given_back_by": _OTHER,
    "PhoneMessage.id": _ROW,
    "PhoneMessage.phone": _ROW,
    "PhoneMessage.text": _SAID,
    "PhoneMessage.at": _OWN,
    "PhoneMessage.taken_by": _OTHER,
    "Area.id": _INSIDE,
    "Area.school": _INSIDE,
    "Area.name": _INSIDE,
    "Area.kind": _INSIDE,
    "AreaUse.id": _INSIDE,
    "AreaUse.area": _INSIDE,
    "AreaUse.what": _INSIDE,
    "AreaUse.by_pupils": _INSIDE,
    "AreaUse.begins": _INSIDE,
    "AreaUse.ends": _INSIDE,
    "AreaUse.days": _INSIDE,
    "AreaUse.first": _INSIDE,
    "AreaUse.last": _INSIDE,
}
