"""Where can a phone be that was brought to the office, and what can a part of the school be?

    held --> given back

>>> may_follow(Custody.HELD, Custody.GIVEN_BACK), may_follow(Custody.GIVEN_BACK, Custody.HELD)
(True, False)
>>> from gatepost.policy.schema import FACTS
>>> Place.HALL.value in FACTS["where"].values
True
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Custody(models.TextChoices):
    """Where a phone is."""

    HELD = "held", _("in the office")
    GIVEN_BACK = "given-back", _("given back")


NEXT = {
    Custody.HELD: frozenset({Custody.GIVEN_BACK}),
    Custody.GIVEN_BACK: frozenset[Custody](),
}
"""Whoever brings a phone again is a new entry."""


def may_follow(before: Custody, after: Custody) -> bool:
    """Tell whether a phone may go from one to the other."""
    return after in NEXT[before]


class Place(models.TextChoices):
    """What a part of the school is: those answers of the policy to "Where?" that are a place on the school's site."""

    STAFF_ROOM = "staff-room", _("A staff room")
    OFFICE = "office", _("An office")
    HALL = "hall", _("A hall")
    CLASSROOM = "classroom", _("A classroom")
    PLAYGROUND = "playground", _("A playground")
    PUPIL_AREA = "pupil-area", _("Another place that pupils use")
    NO_PUPIL_AREA = "no-pupil-area", _("Another place that pupils don't use")


ALWAYS = (Place.STAFF_ROOM, Place.OFFICE)
"""What these are does not depend on who is in them: the policy names them."""
