"""How sensitive is what is kept of a permission, and for how long?

What somebody asked for is theirs and that of those who decide; that it is in force, the school may show, without a name.

    >>> FIELDS["PermissionStep.checked"].export
    False
"""

from gatepost.kernel.classification import Field, Sensitivity

KEPT = "as long as the school is here: it says in whose name something was published, and who allowed it"

_INSIDE = Field(Sensitivity.INTERNAL, KEPT, export=False)
_ASKED = Field(Sensitivity.PERSONAL, KEPT, export=True)
_SAID = Field(Sensitivity.PERSONAL, KEPT, export=True)

FIELDS = {
    "Permission.id": _INSIDE,
    "Permission.school": _INSIDE,
    "Permission.person": _ASKED,
    "Permission.kind": _ASKED,
    "Permission.hats": _ASKED,
    "Permission.what": _ASKED,
    "Permission.account": _ASKED,
    "Permission.in_public": _ASKED,
    "Permission.facts": _ASKED,
    "Permission.since": _ASKED,
    "Permission.until": _ASKED,
    "Permission.sha256": _INSIDE,
    "Permission.edition": _INSIDE,
    "Permission.asked_of": _INSIDE,
    "Permission.asked_at": _ASKED,
    "Permission.state": _ASKED,
    "Permission.agreed": _ASKED,
    "Permission.granted_on": _ASKED,
    "PermissionStep.id": _INSIDE,
    "PermissionStep.permission": _INSIDE,
    "PermissionStep.number": _INSIDE,
    "PermissionStep.step": _ASKED,
    "PermissionStep.body": _ASKED,
    "PermissionStep.by": _ASKED,
    "PermissionStep.round": _INSIDE,
    "PermissionStep.text": _SAID,
    "PermissionStep.checked": Field(Sensitivity.PERSONAL, KEPT, export=False),
    "PermissionStep.minute": _ASKED,
    "PermissionStep.met_on": _ASKED,
    "PermissionStep.sha256": _INSIDE,
    "PermissionStep.edition": _INSIDE,
    "PermissionStep.at": _ASKED,
    "Letter.id": _INSIDE,
    "Letter.permission": _INSIDE,
    "Letter.code": _ASKED,
}
