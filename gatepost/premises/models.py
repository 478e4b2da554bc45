"""What is kept of phones in the office, and of the parts of the school?

A phone is an entry of the office's log with as many messages as were taken for it; a part of the school has a row for each use.

Example: ``Area(name="Hall", kind="hall")`` with ``AreaUse(begins=time(8), ends=time(18), days="01234", by_pupils=True)``.
"""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from gatepost.people.models import CODE_LENGTH, Person, School, TextIdModel
from gatepost.premises.rules import EARLIEST, LATEST, Use
from gatepost.premises.states import Custody, Place

PHONE_LENGTH = 100
CALLERS_LENGTH = 200
MESSAGE_LENGTH = 1000
AREA_LENGTH = 60


class OfficeDay(TextIdModel):
    """When a school's office closes, as the school set it. None: at five (``queries.closes_at``)."""

    school = models.OneToOneField(School, on_delete=models.PROTECT, related_name="+")
    closes = models.TimeField()

    class Meta:
        """Constraints: not at night, when the clock changes."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(closes__gte=EARLIEST, closes__lte=LATEST), name="office_closes_by_day"),
        ]

    def __str__(self) -> str:
        """Return the id."""
        return self.id


class PhoneHeld(TextIdModel):
    """Somebody's phone in the office, from when it was brought until it is given back."""

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    phone = models.CharField(max_length=PHONE_LENGTH)
    callers = models.CharField("who may ring", max_length=CALLERS_LENGTH)
    brought_at = models.DateTimeField()
    taken_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=CODE_LENGTH, choices=Custody.choices, default=Custody.HELD.value)
    given_back_at = models.DateTimeField(null=True, blank=True)
    given_back_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        """Constraints: a known state, given back by somebody at some time, one phone of a person at a time."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(state__in=Custody.values), name="phone_state_is_known"),
            models.CheckConstraint(
                condition=Q(state=Custody.HELD.value, given_back_at=None, given_back_by=None)
                | Q(state=Custody.GIVEN_BACK.value, given_back_at__isnull=False, given_back_by__isnull=False),
                name="phone_is_given_back_by_somebody",
            ),
            models.UniqueConstraint(
                fields=["person"], condition=Q(state=Custody.HELD.value), name="phone_of_a_person_is_held_once"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["school", "state", "brought_at"], name="phone_by_school"),
            models.Index(fields=["state", "given_back_at"], name="phone_by_end"),
        ]

    def __str__(self) -> str:
        """Return the id."""
        return self.id


class PhoneMessage(TextIdModel):
    """What somebody who rang said for the owner of a phone. For the owner and the office alone."""

    phone = models.ForeignKey(PhoneHeld, on_delete=models.CASCADE, related_name="messages")
    text = models.TextField("message", max_length=MESSAGE_LENGTH)
    at = models.DateTimeField()
    taken_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        """Constraints: it says something."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(text=""), name="phone_message_says_something"),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["phone", "at"], name="phone_message_of_phone")]

    def __str__(self) -> str:
        """Return the id."""
        return self.id


class Area(TextIdModel):
    """A part of the school, and what it is while nothing else is known."""

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=AREA_LENGTH)
    kind = models.CharField(max_length=CODE_LENGTH, choices=Place.choices)

    class Meta:
        """Constraints: a name that no other part has, a known kind."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(name=""), name="area_has_a_name"),
            models.CheckConstraint(condition=Q(kind__in=Place.values), name="area_kind_is_known"),
            models.UniqueConstraint("school", Lower("name"), name="area_name_is_one_areas"),
        ]

    def __str__(self) -> str:
        """Return the id."""
        return self.id


class AreaUse(TextIdModel):
    """Who uses a part of the school when: ``rules.Use``."""

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="uses")
    what = models.CharField(max_length=AREA_LENGTH)
    by_pupils = models.BooleanField()
    begins = models.TimeField()
    ends = models.TimeField()
    days = models.CharField(
        max_length=7, blank=True, help_text="Of the week, Monday is 0: 01234. None: each day of a span."
    )
    first = models.DateField(null=True, blank=True)
    last = models.DateField(null=True, blank=True)

    class Meta:
        """Constraints: hours by day and in order; days of the week, or a span in order."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(what=""), name="area_use_is_named"),
            models.CheckConstraint(
                condition=Q(begins__gte=EARLIEST, ends__lte=LATEST, ends__gt=F("begins")), name="area_use_has_hours"
            ),
            models.CheckConstraint(
                condition=~Q(days="") | Q(first__isnull=False, last__isnull=False), name="area_use_has_days"
            ),
            models.CheckConstraint(
                condition=Q(first=None) | Q(last=None) | Q(last__gte=F("first")), name="area_use_ends_after_it_began"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["area", "first"], name="area_use_of_area")]

    def __str__(self) -> str:
        """Return the id."""
        return self.id

    @property
    def use(self) -> Use:
        """The use as the rule reads it."""
        days = frozenset(int(day) for day in self.days)
        return Use(self.begins, self.ends, by_pupils=self.by_pupils, days=days, first=self.first, last=self.last)
