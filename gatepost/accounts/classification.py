"""How sensitive is an invitation, and for how long is it kept?

>>> FIELDS["Invitation.token_hash"].export
False
"""

from gatepost.kernel.classification import Field, Sensitivity

A_YEAR = "one year after it was made"


def _kept(sensitivity: Sensitivity, *, export: bool) -> Field:
    return Field(sensitivity, A_YEAR, export=export)


FIELDS = {
    "Invitation.id": _kept(Sensitivity.INTERNAL, export=False),
    "Invitation.person": _kept(Sensitivity.PERSONAL, export=False),
    "Invitation.token_hash": _kept(Sensitivity.SECRET, export=False),
    "Invitation.made_by": _kept(Sensitivity.PERSONAL, export=False),
    "Invitation.made_at": _kept(Sensitivity.PERSONAL, export=True),
    "Invitation.expires_at": _kept(Sensitivity.PERSONAL, export=True),
    "Invitation.used_at": _kept(Sensitivity.PERSONAL, export=True),
    "Invitation.ended_at": _kept(Sensitivity.PERSONAL, export=True),
}
