"""What is kept about powers that are lent, and about needs that the head has recorded?

A Delegation lets somebody act for the head or for the governing body, from one day to another. An Adjustment is what the
head recorded for a medical or disability need. Both are never changed, only ended.

Example: while the head is away in March, the deputy holds a Delegation of ``head`` from the 1st to the 31st.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gatepost.people.models.core import CODE_LENGTH, NAME_LENGTH, Dated, Person
from gatepost.people.models.families import REASON_LENGTH
from gatepost.people.states import Lent

MINUTE_LENGTH = 100


class Delegation(Dated):
    """Somebody acts for the head, or for the governing body, from one day to another, both included."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="delegations", verbose_name=_("person"))
    acts_for = models.CharField(_("acts for"), max_length=CODE_LENGTH, choices=Lent.choices)
    reason = models.CharField(_("reason"), max_length=NAME_LENGTH, blank=True)
    minute = models.CharField(_("minute of the governing body"), max_length=MINUTE_LENGTH, blank=True)
    decided_on = models.DateField(_("decided on"), null=True, blank=True)

    class Meta:
        """Constraints: a known power; dates in order; for the governing body, its minute and the day of it."""

        verbose_name = _("delegation")
        verbose_name_plural = _("delegations")
        constraints = [
            models.CheckConstraint(condition=Q(acts_for__in=Lent.values), name="delegation_is_known"),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="delegation_dates_in_order"
            ),
            models.CheckConstraint(
                condition=~Q(acts_for=Lent.GOVERNING_BODY.value) | (~Q(minute="") & Q(decided_on__isnull=False)),
                name="delegation_of_the_body_has_a_minute",
            ),
            models.UniqueConstraint(fields=["person", "acts_for", "since"], name="delegation_begins_once_a_day"),
        ]

    def __str__(self) -> str:
        """Return the id."""
        return self.id


class Adjustment(Dated):
    """What the head recorded for somebody's medical or disability need: it lifts the policy's phone clauses."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="adjustments", verbose_name=_("person"))
    what = models.CharField(_("what is allowed"), max_length=REASON_LENGTH)
    review = models.DateField(_("look at it again on"), null=True, blank=True)

    class Meta:
        """Constraints: it says what; dates in order."""

        verbose_name = _("adjustment")
        verbose_name_plural = _("adjustments")
        constraints = [
            models.CheckConstraint(condition=~Q(what=""), name="adjustment_says_what"),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="adjustment_dates_in_order"
            ),
        ]

    def __str__(self) -> str:
        """Return the id."""
        return self.id
