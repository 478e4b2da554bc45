"""What can a self-report say, and who sees it?

Few words to tap, so that it takes a minute and nobody has to find the right ones. A report is sent, then seen; nothing else becomes
of it here, for nothing was done wrong.

    >>> goes_to({"staff"}, {"safeguarding-lead": 1, "head": 1}), goes_to({"safeguarding-lead"}, {"safeguarding-lead": 1, "head": 1})
    ('safeguarding-lead', 'head')
"""

from collections.abc import Collection
from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from gatepost.people.states import Duty

WORDS_LENGTH = 500
PUPIL_LENGTH = 200
NOTE_LENGTH = 2000
MOST_NOTES = 30
KEPT = timedelta(days=6 * 365 + 2)
"""After it was seen; one that nobody has seen is never removed."""
NEWS = timedelta(days=14)
"""For so long somebody's own page says that they were answered."""
OLDEST = timedelta(days=366)
"""What happened longer ago is told in a talk."""


class What(models.TextChoices):
    """What happened."""

    INVITED = "invited", _("A pupil sent me a request or an invitation")
    ACCEPTED = "accepted", _("I accepted one by accident")
    GROUP = "group", _("I found myself in a group with pupils")
    WROTE = "wrote", _("A pupil wrote to me")


class Service(models.TextChoices):
    """Where it happened: kinds, not makes."""

    SOCIAL = "social", _("A social network")
    MESSAGES = "messages", _("A messaging app")
    GAME = "game", _("A game")
    VIDEO = "video", _("A video or photo site")
    OTHER = "other", _("Somewhere else")


class Did(models.TextChoices):
    """What whoever reports did."""

    DECLINED = "declined", _("I declined it, or left")
    BLOCKED = "blocked", _("I blocked the account")
    NOTHING = "nothing", _("Nothing yet")


class NoteKind(models.TextChoices):
    """For whom a note is."""

    TO_PERSON = "to-person", _("To you")
    DONE = "done", _("What was done")


RECEIVES = (Duty.SAFEGUARDING_LEAD, Duty.HEAD, Duty.CHAIR)
"""In this order: whoever reports does not receive it, and who stands behind is asked only then."""


def goes_to(own: Collection[str], others: Collection[str]) -> str:
    """Return the duty to which the report of somebody with these duties goes, of those that others hold; blank if none."""
    for duty in RECEIVES:
        if duty.value in others and duty.value not in own:
            return duty.value
    return ""
