"""Why is somebody of a group not invited?

>>> str(LEFT_OUT[Place.SIGNS_IN])
'Can sign in already'
"""

from django.utils.translation import gettext_lazy as _

from gatepost.accounts.groups import Place

LEFT_OUT = {
    Place.NOT_YOURS: _("Somebody else has to invite them: the head teacher whoever carries a duty, the chair the head"),
    Place.INVITED: _("Have an e-mail with an invitation that still works"),
    Place.RAN_OUT: _("Their invitation ran out: choose that group above to remind them"),
    Place.SIGNS_IN: _("Can sign in already"),
    Place.CLOSED: _("Left once, or were stopped from signing in: invite each on their own page"),
}
"""In the order in which the office wants to know."""
