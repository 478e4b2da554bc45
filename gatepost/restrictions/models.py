"""What is kept of a restriction?

A row for the notice, exactly as the parent was told, and one for each step after it. Where it stands follows from them
(``standing``); triggers (``unchanging``) let no row be changed, nor removed before its time.

Example: a notice of 3 July, a reply of 9 July and a decision of 13 July are one Restriction and two rows of RestrictionStep.
"""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gatepost.agreements.models import HASH_LENGTH
from gatepost.people.models import CODE_LENGTH, Person, School, TextIdModel
from gatepost.restrictions.rules import WORDS_LENGTH
from gatepost.restrictions.states import Capacity, Step

KINDS_LENGTH = 50
"""Characters: both kinds are some twenty."""


class Restriction(TextIdModel):
    """The notice: what a parent is to lose, and why. Never changed."""

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("about"))
    kinds = models.CharField(
        _("what is lost"), max_length=KINDS_LENGTH, help_text="In the order of the alphabet, with commas."
    )
    reasons = models.CharField(_("reasons"), max_length=WORDS_LENGTH)
    since = models.DateField(_("from"))
    until = models.DateField(_("last day"))
    review = models.DateField(_("looked at again on"))
    reply_by = models.DateField(_("last day to reply"))
    is_interim = models.BooleanField(_("counts at once"))
    interim_why = models.CharField(_("why at once"), max_length=WORDS_LENGTH, blank=True)
    on_paper = models.BooleanField(_("to be handed over"), default=False, help_text="No mail could tell the parent.")
    edition = models.CharField(
        _("fingerprint of the policy"), max_length=HASH_LENGTH, help_text="Of the edition that names the clause."
    )
    capacity = models.CharField(_("given by"), max_length=CODE_LENGTH, choices=Capacity.choices)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("given at"))

    class Meta:
        """Constraints: kinds and reasons, days in order, a reason for what counts at once and for nothing else."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(kinds="") & ~Q(reasons=""), name="restriction_says_what_and_why"),
            models.CheckConstraint(
                condition=Q(
                    until__gte=F("since"), until__gt=F("reply_by"), review__gte=F("since"), review__lte=F("until")
                ),
                name="restriction_days_in_order",
            ),
            models.CheckConstraint(
                condition=Q(is_interim=True) & ~Q(interim_why="")
                | Q(is_interim=False, interim_why="", since__gt=F("reply_by")),
                name="restriction_says_why_at_once",
            ),
            models.CheckConstraint(condition=Q(capacity__in=Capacity.values), name="restriction_capacity_is_known"),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["school", "until"], name="restriction_by_school")]

    def __str__(self) -> str:
        """Return the id."""
        return self.id


class RestrictionStep(TextIdModel):
    """What was said and done after the notice, in order. Never changed."""

    restriction = models.ForeignKey(Restriction, on_delete=models.PROTECT, related_name="steps")
    number = models.PositiveSmallIntegerField(help_text="1, 2, ...")
    step = models.CharField(_("what"), max_length=CODE_LENGTH, choices=Step.choices)
    words = models.CharField(
        _("words"), max_length=WORDS_LENGTH, help_text="Of a reply, the reply; of the rest, reasons."
    )
    kinds = models.CharField(_("what is lost from then on"), max_length=KINDS_LENGTH, blank=True)
    until = models.DateField(_("last day from then on"), null=True, blank=True)
    review = models.DateField(_("looked at again on"), null=True, blank=True)
    on_paper = models.DateField(_("on paper: came or was handed over on"), null=True, blank=True)
    edition = models.CharField(_("fingerprint of the policy"), max_length=HASH_LENGTH)
    capacity = models.CharField(_("by"), max_length=CODE_LENGTH, choices=Capacity.choices, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"))

    class Meta:
        """Constraints: one after the other, a known step, words, terms whole or not at all."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["restriction", "number"], name="restriction_step_is_in_order"),
            models.CheckConstraint(
                condition=Q(step__in=[each for each in Step.values if each != Step.NOTICE.value]),
                name="restriction_step_is_known",
            ),
            models.CheckConstraint(condition=~Q(words=""), name="restriction_step_has_words"),
            models.CheckConstraint(
                condition=Q(step=Step.REPLY.value)
                | Q(step=Step.HAND.value, on_paper__isnull=False)
                | ~Q(step__in=[Step.REPLY.value, Step.HAND.value]) & Q(on_paper=None),
                name="restriction_step_on_paper_fits",
            ),
            models.CheckConstraint(
                condition=Q(kinds="", until=None, review=None)
                | ~Q(kinds="") & Q(until__isnull=False, review__isnull=False),
                name="restriction_step_terms_are_whole",
            ),
        ]

    def __str__(self) -> str:
        """Return the id."""
        return self.id
