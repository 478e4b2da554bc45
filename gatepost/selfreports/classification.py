"""How sensitive is what is kept of self-reports?

All that was said is confidential: it is about a child, and somebody's standing hangs on it.

    >>> FIELDS["SelfReport.pupil"].sensitivity.value
    'confidential'
"""

from gatepost.kernel.classification import Field, Sensitivity

KEPT = "six years after it was seen; as long as nobody has seen it"

_INSIDE = Field(Sensitivity.CONFIDENTIAL, KEPT, export=False)
_THEIRS = Field(Sensitivity.CONFIDENTIAL, KEPT, export=True)

FIELDS = {
    "SelfReport.id": _INSIDE,
    "SelfReport.school": _INSIDE,
    "SelfReport.person": _THEIRS,
    "SelfReport.reference": _THEIRS,
    "SelfReport.what": _THEIRS,
    "SelfReport.service": _THEIRS,
    "SelfReport.happened_on": _THEIRS,
    "SelfReport.did": _THEIRS,
    "SelfReport.words": _THEIRS,
    "SelfReport.pupil": _INSIDE,
    "SelfReport.duty": _THEIRS,
    "SelfReport.sent_at": _THEIRS,
    "SelfReport.seen_by": _INSIDE,
    "SelfReport.seen_at": _THEIRS,
    "SelfReport.token": _INSIDE,
    "Note.id": _INSIDE,
    "Note.report": _INSIDE,
    "Note.number": _INSIDE,
    "Note.by": _INSIDE,
    "Note.kind": _INSIDE,
    "Note.text": _THEIRS,
    "Note.at": _THEIRS,
}
