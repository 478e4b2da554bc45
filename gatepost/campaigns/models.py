"""What is kept of a campaign?

The edition, whom it asks, since which day, and how it ended. Who is asked is worked out on each day from what people are that
day (``audience``): nobody is on a list that would have to be kept true.

Example: ``audience="hats"``, ``hats="parent"``, ``since=date(2026, 9, 1)``.
"""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q

from gatepost.agreements.models import HASH_LENGTH, MINUTE_LENGTH, SchoolEdition
from gatepost.campaigns.states import LEAVING_OUT, Audience, How
from gatepost.people.models import CODE_LENGTH, Person, School, TextIdModel
from gatepost.signoff.models import HATS_LENGTH
from gatepost.signoff.states import Answer

ASKED_FOR = (Answer.READ, Answer.AGREED)
"""What a campaign can ask for."""

NAME_OF_DAYS = 100
"""Characters: of holidays."""


class Campaign(TextIdModel):
    """An edition, and whom the school asks to answer to it."""

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    edition = models.ForeignKey(SchoolEdition, on_delete=models.PROTECT, related_name="+")
    audience = models.CharField(max_length=CODE_LENGTH, choices=Audience.choices)
    hats = models.CharField(
        max_length=HATS_LENGTH, blank=True, help_text="Those that are asked, in the order of the alphabet, with commas."
    )
    level = models.CharField(max_length=CODE_LENGTH, choices=[(each.value, each.label) for each in ASKED_FOR])
    touched = models.JSONField(
        default=dict,
        blank=True,
        help_text="For each earlier edition that was signed, the hats for which something changed since.",
    )
    minute = models.CharField(max_length=MINUTE_LENGTH, blank=True, help_text="Where the governors' choice is written.")
    since = models.DateField(help_text="The first day on which it asks.")
    started_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    ended_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Constraints: a known audience and level, hats where they are asked by hat, ended by somebody."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(audience__in=Audience.values), name="campaign_audience_is_known"),
            models.CheckConstraint(
                condition=Q(level__in=[each.value for each in ASKED_FOR]), name="campaign_level_is_known"
            ),
            models.CheckConstraint(
                condition=(Q(audience=Audience.HATS.value) & ~Q(hats=""))
                | (~Q(audience=Audience.HATS.value) & Q(hats="")),
                name="campaign_names_hats_if_by_hat",
            ),
            models.CheckConstraint(
                condition=~Q(audience__in=[each.value for each in LEAVING_OUT]) | ~Q(minute=""),
                name="campaign_of_fewer_is_minuted",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None) | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="campaign_is_ended_by_somebody",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["school", "ended_at", "since"], name="campaign_by_school"),
        ]

    @property
    def begins(self) -> date:
        """From which day on it asks: not before its edition counts, whose day may have been moved; without a day never."""
        day = self.edition.in_force_from
        return max(self.since, day) if day else date.max

    def __str__(self) -> str:
        """Return the id."""
        return self.id


class Counted(models.Model):
    """What the answers to a campaign came to when the worker counted last, and by which entry of the record that was so."""

    campaign = models.OneToOneField(Campaign, on_delete=models.CASCADE, primary_key=True, related_name="+")
    sequence = models.PositiveBigIntegerField(help_text="The number of the record's last entry then.")
    hash = models.CharField(max_length=HASH_LENGTH, help_text="The hash of that entry.")
    on = models.DateField(help_text="As of which day people were counted.")
    today = models.DateField()
    figures = models.JSONField()

    def __str__(self) -> str:
        """Return the campaign."""
        return self.campaign_id


class ChasingPlan(TextIdModel):
    """When and how often Gatepost reminds people by itself, as the school set it. None: not at all (``due.Plan``)."""

    school = models.OneToOneField(School, on_delete=models.PROTECT, related_name="+")
    is_on = models.BooleanField()
    every = models.PositiveSmallIntegerField(help_text="Days between one reminder and the next.")
    most = models.PositiveSmallIntegerField(help_text="To one person in a campaign.")
    opens = models.TimeField()
    closes = models.TimeField()
    days = models.CharField(max_length=7, help_text="Of the week, Monday is 0: 01234.")

    class Meta:
        """Constraints: at least once, hours in order, some day."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(every__gte=1, most__gte=1), name="chasing_plan_has_a_measure"),
            models.CheckConstraint(
                condition=Q(closes__gt=models.F("opens")), name="chasing_plan_closes_after_it_opens"
            ),
            models.CheckConstraint(condition=~Q(days=""), name="chasing_plan_has_a_day"),
        ]

    def __str__(self) -> str:
        """Return the id."""
        return self.id


class Holiday(TextIdModel):
    """Days on which the school writes to nobody of its own accord."""

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=NAME_OF_DAYS)
    first = models.DateField()
    last = models.DateField()

    class Meta:
        """Constraints: a name, days in order."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(name=""), name="holiday_has_a_name"),
            models.CheckConstraint(condition=Q(last__gte=models.F("first")), name="holiday_ends_after_it_began"),
        ]

    def __str__(self) -> str:
        """Return the id."""
        return self.id


class Press(TextIdModel):
    """Somebody pressed the button for all who have not answered."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """Found by campaign."""

        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["campaign", "at"], name="press_of_campaign")]

    def __str__(self) -> str:
        """Return the id."""
        return self.id


class Reminder(TextIdModel):
    """Somebody was sent a mail that the policy waits for them, kept in the transaction of that mail."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    how = models.CharField(max_length=CODE_LENGTH, choices=How.choices)
    is_planned = models.BooleanField(help_text="Whether the plan asked for it, and not a press of the button alone.")

    class Meta:
        """Constraints: one at a time; a known way."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["campaign", "person", "at"], name="reminder_once_at_a_time"),
            models.CheckConstraint(condition=Q(how__in=How.values), name="reminder_way_is_known"),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["campaign", "at"], name="reminder_of_campaign")]

    def __str__(self) -> str:
        """Return the id."""
        return self.id
