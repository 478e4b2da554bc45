"""How sensitive is an invitation, or a session, and for how long is it kept?

>>> FIELDS["Invitation.token_hash"].export
False
"""

from gatepost.kernel.classification import Field, Sensitivity

A_YEAR = "one year after it was used, replaced or ran out"
A_DAY = "until it is ended; an hour after it runs out, which is half a day after it began"


def _kept(sensitivity: Sensitivity, *, export: bool) -> Field:
    return Field(sensitivity, A_YEAR, export=export)


FIELDS = {
    "Invitation.id": _kept(Sensitivity.INTERNAL, export=False),
    "Invitation.person": _kept(Sensitivity.PERSONAL, export=False),
    "Invitation.token_hash": _kept(Sensitivity.SECRET, export=False),
    "Invitation.on_paper": _kept(Sensitivity.PERSONAL, export=True),
    "Invitation.sent_to": _kept(Sensitivity.PERSONAL, export=True),
    "Invitation.made_by": _kept(Sensitivity.PERSONAL, export=False),
    "Invitation.made_at": _kept(Sensitivity.PERSONAL, export=True),
    "Invitation.expires_at": _kept(Sensitivity.PERSONAL, export=True),
    "Invitation.used_at": _kept(Sensitivity.PERSONAL, export=True),
    "Invitation.used_from": _kept(Sensitivity.SECRET, export=False),
    "Invitation.ended_at": _kept(Sensitivity.PERSONAL, export=True),
    "Session.session_key": Field(Sensitivity.SECRET, A_DAY, export=False),
    "Session.session_data": Field(Sensitivity.SECRET, A_DAY, export=False),
    "Session.expire_date": Field(Sensitivity.PERSONAL, A_DAY, export=True),
    "Session.account": Field(Sensitivity.PERSONAL, A_DAY, export=False),
    "Session.handle": Field(Sensitivity.INTERNAL, A_DAY, export=False),
    "Session.began_at": Field(Sensitivity.PERSONAL, A_DAY, export=True),
    "Session.device": Field(Sensitivity.PERSONAL, A_DAY, export=True),
}
