"""What can somebody answer to an edition, and which answer may follow which?

Three levels, each of which holds the one before it, and a refusal, which is an answer too. Whoever has agreed has read; an
agreement is not taken back by a form; a refusal stands until its giver agrees: looking again takes nothing back.

    >>> follows(Answer.AGREED, Answer.READ), follows(Answer.REFUSED, Answer.AGREED), follows(Answer.AGREED, Answer.REFUSED)
    (Follows.HELD, Follows.NEW, Follows.NEVER)
    >>> follows(Answer.REFUSED, Answer.READ)
    Follows.HELD
"""

from enum import Enum

from django.db import models
from django.utils.translation import gettext_lazy as _

REASON_LENGTH = 2000
FEWEST_YEARS, MOST_YEARS = 1, 25
"""For which the answers of those who left can be kept: what nobody may look up for a year proves nothing, and the longest that
schools keep anything about a pupil is until they are 25."""


class Answer(models.TextChoices):
    """What somebody answered."""

    SHOWN = "shown", _("Was shown it")
    READ = "read", _("Has read it")
    AGREED = "agreed", _("Has read it and agreed to it")
    REFUSED = "refused", _("Did not agree")


class Why(models.TextChoices):
    """Why what was recorded of a sheet was a mistake."""

    PERSON = "person", _("The sheet belongs to somebody else")
    ANSWER = "answer", _("Another box is ticked on the sheet")
    SHEET = "sheet", _("The day, the name or the scan is wrong")
    OTHER = "other", _("Something else")


LEVELS = (Answer.SHOWN, Answer.READ, Answer.AGREED)
"""From the least to the most."""


class Follows(Enum):
    """What becomes of an answer after another one to the same edition."""

    NEW = "new"
    """It is kept, and stands."""
    HELD = "held"
    """The one that stands says it already: nothing is written."""
    NEVER = "never"
    """It is refused."""

    def __repr__(self) -> str:
        """Return the name, as one writes it."""
        return f"Follows.{self.name}"


def follows(standing: Answer | None, given: Answer) -> Follows:
    """Return what becomes of an answer after the one that stands (None: there is none)."""
    if standing is None:
        return Follows.NEW
    if standing is Answer.REFUSED:
        return Follows.NEW if given is Answer.AGREED else Follows.HELD
    if given is Answer.REFUSED:
        return Follows.NEVER if standing is Answer.AGREED else Follows.NEW
    return Follows.HELD if LEVELS.index(given) <= LEVELS.index(standing) else Follows.NEW
