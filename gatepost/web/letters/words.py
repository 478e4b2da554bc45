"""How does a page say whether a permission counts?

>>> str(FACES[Standing.VALID].word), FACES[Standing.REVOKED].tone
('Valid', 'stop')
"""

from django.utils.translation import gettext_lazy as _

from gatepost.grants.checking import Standing
from gatepost.web.policy.faces import Face

FACES = {
    Standing.VALID: Face("may", _("Valid"), "may", "yes", _("This permission is valid today.")),
    Standing.COMING: Face(
        "with-permission", _("Not yet"), "with-permission", "ask", _("This permission was given, and begins later.")
    ),
    Standing.RESTS: Face(
        "please-dont",
        _("Not valid for now"),
        "please-dont",
        "ask",
        _("By what the school says today, this permission is not valid."),
    ),
    Standing.EXPIRED: Face(
        "must-not", _("Run out"), "must-not", "stop", _("This permission is no longer valid: its days are over.")
    ),
    Standing.ENDED: Face(
        "must-not", _("Ended"), "must-not", "stop", _("This permission is no longer valid: it has ended.")
    ),
    Standing.REVOKED: Face(
        "must-not",
        _("Taken away"),
        "must-not",
        "stop",
        _("This permission is no longer valid: the school took it away."),
    ),
}
