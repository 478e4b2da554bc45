"""What is kept of a campaign?

The edition, whom it asks, since which day, and how it ended. Who is asked is worked out on each day from what people are that
day (``audience``): nobody is on a list that would have to be kept true.

Example: ``audience="hats"``, ``hats="parent"``, ``since=date(2026, 9, 1)``.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from gatepost.agreements.models import MINUTE_LENGTH, SchoolEdition
from gatepost.campaigns.states import Audience
from gatepost.people.models import CODE_LENGTH, Person, School, TextIdModel
from gatepost.signoff.models import HATS_LENGTH
from gatepost.signoff.states import Answer

ASKED_FOR = (Answer.READ, Answer.AGREED)
"""What a campaign can ask for."""


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
                condition=~Q(audience=Audience.CHANGED.value) | ~Q(minute=""), name="campaign_of_fewer_is_minuted"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None) | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="campaign_is_ended_by_somebody",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["school", "ended_at", "since"], name="campaign_by_school"),
        ]

    def __str__(self) -> str:
        """Return the id."""
        return self.id
