"""How sensitive is a message, and for how long is it kept?

>>> FIELDS["Message.body"].sensitivity.value
'secret'
"""

from gatepost.kernel.classification import Field, Sensitivity

UNTIL_SENT = "until it was sent, or given up: the text goes at once"
COUNTED = "ninety days; it counts letters, not people"
DAYS = "ninety days after it was sent or given up"


def _kept(sensitivity: Sensitivity, *, export: bool) -> Field:
    return Field(sensitivity, DAYS, export=export)


FIELDS = {
    "Message.id": _kept(Sensitivity.INTERNAL, export=False),
    "Message.school": _kept(Sensitivity.NONE, export=False),
    "Message.person": _kept(Sensitivity.PERSONAL, export=False),
    "Message.address": _kept(Sensitivity.PERSONAL, export=True),
    "Message.kind": _kept(Sensitivity.PERSONAL, export=True),
    "Message.subject": _kept(Sensitivity.PERSONAL, export=True),
    "Message.body": Field(Sensitivity.SECRET, UNTIL_SENT, export=False),
    "Message.encloses": _kept(Sensitivity.INTERNAL, export=False),
    "Message.state": _kept(Sensitivity.PERSONAL, export=True),
    "Message.attempts": _kept(Sensitivity.INTERNAL, export=False),
    "Message.reason": _kept(Sensitivity.PERSONAL, export=True),
    "Message.written_at": _kept(Sensitivity.PERSONAL, export=True),
    "Message.due_at": _kept(Sensitivity.INTERNAL, export=False),
    "Message.moved_at": _kept(Sensitivity.PERSONAL, export=True),
    "ReturnedCount.id": Field(Sensitivity.NONE, COUNTED, export=False),
    "ReturnedCount.day": Field(Sensitivity.NONE, COUNTED, export=False),
    "ReturnedCount.verdict": Field(Sensitivity.NONE, COUNTED, export=False),
    "ReturnedCount.number": Field(Sensitivity.NONE, COUNTED, export=False),
}
