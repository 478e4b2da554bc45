"""What is kept of a self-report?

What was tapped, a line of text, perhaps the pupil: as it was sent, never changed. Then who saw it and when, and notes.

Example: ``SelfReport(reference="7kq2-m4xd", what="invited", did="declined", duty="safeguarding-lead")``.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gatepost.kernel.ids import LENGTH
from gatepost.people.models import CODE_LENGTH, Person, School, TextIdModel
from gatepost.selfreports.states import (
    NOTE_LENGTH,
    PUPIL_LENGTH,
    RECEIVES,
    WORDS_LENGTH,
    Did,
    NoteKind,
    Service,
    What,
)

REFERENCE_LENGTH = 9


class SelfReport(TextIdModel):
    """Somebody told the school what came near them online."""

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("who told it"))
    reference = models.CharField(_("reference"), max_length=REFERENCE_LENGTH, unique=True)
    what = models.CharField(_("what happened"), max_length=CODE_LENGTH, choices=What.choices)
    service = models.CharField(_("where"), max_length=CODE_LENGTH, choices=Service.choices)
    happened_on = models.DateField(_("on which day"))
    did = models.CharField(_("what you did"), max_length=CODE_LENGTH, choices=Did.choices)
    words = models.CharField(_("your words"), max_length=WORDS_LENGTH, blank=True)
    pupil = models.CharField(_("which pupil"), max_length=PUPIL_LENGTH, blank=True)
    duty = models.CharField(
        _("who sees it"), max_length=CODE_LENGTH, choices=[(each.value, each.label) for each in RECEIVES]
    )
    sent_at = models.DateTimeField(_("sent"))
    seen_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    seen_at = models.DateTimeField(_("seen"), null=True, blank=True)
    token = models.CharField(max_length=LENGTH, help_text="Of the form: what is sent twice is one report.")

    class Meta:
        """Constraints: known words, one report a form, seen by somebody."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(what__in=What.values), name="self_report_what_is_known"),
            models.CheckConstraint(condition=Q(service__in=Service.values), name="self_report_service_is_known"),
            models.CheckConstraint(condition=Q(did__in=Did.values), name="self_report_did_is_known"),
            models.CheckConstraint(
                condition=Q(duty__in=[each.value for each in RECEIVES]), name="self_report_duty_is_known"
            ),
            models.CheckConstraint(
                condition=Q(seen_at=None, seen_by=None) | Q(seen_at__isnull=False, seen_by__isnull=False),
                name="self_report_is_seen_by_somebody",
            ),
            models.UniqueConstraint(fields=["person", "token"], name="self_report_once_a_form"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["school", "duty", "seen_at"], name="self_report_by_duty"),
        ]

    def __str__(self) -> str:
        """Return the id: nothing of it must ever slip into a log."""
        return self.id


class Note(TextIdModel):
    """What whoever saw a report wrote: to the person, or for themselves what they did."""

    report = models.ForeignKey(SelfReport, on_delete=models.CASCADE, related_name="notes")
    number = models.PositiveSmallIntegerField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=CODE_LENGTH, choices=NoteKind.choices)
    text = models.CharField(_("note"), max_length=NOTE_LENGTH)
    at = models.DateTimeField(_("when"))

    class Meta:
        """Constraints: numbered in its report, a known kind, never empty."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["report", "number"], name="self_report_note_is_numbered"),
            models.CheckConstraint(condition=Q(kind__in=NoteKind.values), name="self_report_note_kind_is_known"),
            models.CheckConstraint(condition=~Q(text=""), name="self_report_note_says_something"),
        ]

    def __str__(self) -> str:
        """Return the id: nothing of it must ever slip into a log."""
        return self.id
