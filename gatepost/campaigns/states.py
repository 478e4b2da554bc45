"""Whom can a campaign ask, and when does it end?

A campaign has no state that is written down but its end: it runs from its first day until somebody ends it or its edition is
replaced. If the day of its edition is taken back before it came, it asks nobody until the edition has another.

    >>> Audience.CHANGED.value, stage_on(date(2026, 9, 1), since=date(2026, 9, 2), ended=False, edition=State.COMING)
    ('changed', Stage.COMING)
"""

from datetime import date
from enum import Enum

from django.db import models
from django.utils.translation import gettext_lazy as _

from gatepost.agreements.states import State


class Audience(models.TextChoices):
    """Who is asked."""

    EVERYONE = "everyone", _("Everybody")
    HATS = "hats", _("Only those who wear certain hats")
    CHANGED = "changed", _("Those for whom something changes, and those who have never signed")
    SIGNED = "signed", _("Only those who signed before and for whom something changes")
    JOINERS = "joiners", _("Only those who join from now on")


LEAVING_OUT = (Audience.CHANGED, Audience.SIGNED)
"""Those that leave out whose earlier agreement still says all of it: the governors' choice."""


class How(models.TextChoices):
    """How somebody was reminded."""

    MAIL = "mail", _("a mail")
    INVITATION = "invitation", _("an invitation")


class Stage(Enum):
    """Where a campaign stands on a day."""

    COMING = "coming"
    OPEN = "open"
    CALLED_OFF = "called-off"
    """The day of its edition was taken back: it asks nobody, and goes on if the edition gets another day."""
    REPLACED = "replaced"
    """Another edition is in force: what was asked for cannot be signed any more."""
    ENDED = "ended"
    """Somebody ended it."""

    def __repr__(self) -> str:
        """Return the name, as one writes it."""
        return f"Stage.{self.name}"


CAN_END = frozenset({Stage.COMING, Stage.OPEN, Stage.CALLED_OFF})
"""Where it can still be ended."""


def stage_on(day: date, *, since: date, ended: bool, edition: State) -> Stage:
    """Return where a campaign stands on a day on which its edition is ``edition``."""
    if ended:
        return Stage.ENDED
    if edition is State.IN_FORCE:
        return Stage.OPEN if since <= day else Stage.COMING
    if edition is State.SUPERSEDED:
        return Stage.REPLACED
    return Stage.COMING if edition is State.COMING else Stage.CALLED_OFF
