"""What is kept of a message?

One row, written in the transaction that it belongs to, which the worker sends. Its text goes when it was sent: it may hold
a code or a link that opens a door. School and person are ids without foreign keys: this room stands below theirs.

Example: an invitation that is rolled back leaves no row, and so no mail.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gatepost.kernel.ids import LENGTH, new_id
from gatepost.mail.states import State, Verdict

EMAIL_LENGTH = 254  # RFC 5321, 4.5.3.1.3, as corrected by erratum 1690
SUBJECT_LENGTH = 300
CODE_LENGTH = 30
REASON_LENGTH = 40
ENCLOSES_LENGTH = 60


class Message(models.Model):
    """One mail to one person."""

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    school = models.CharField(_("school"), max_length=LENGTH)
    person = models.CharField(_("person"), max_length=LENGTH, blank=True)
    address = models.CharField(_("address"), max_length=EMAIL_LENGTH)
    kind = models.CharField(_("kind"), max_length=CODE_LENGTH)
    subject = models.CharField(_("subject"), max_length=SUBJECT_LENGTH)
    body = models.TextField(_("text"), blank=True)
    encloses = models.CharField(_("what is enclosed"), max_length=ENCLOSES_LENGTH, blank=True)
    """As ``enclosing`` calls it: the thing itself is made when the mail is sent."""
    state = models.CharField(_("state"), max_length=CODE_LENGTH, choices=State.choices, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    reason = models.CharField(_("why it was not delivered"), max_length=REASON_LENGTH, blank=True)
    written_at = models.DateTimeField(_("written"))
    due_at = models.DateTimeField(_("not to be tried before"))
    moved_at = models.DateTimeField(_("last moved on"))

    class Meta:
        """Constraints: a known state; an address; what was sent keeps no text."""

        verbose_name = _("message")
        verbose_name_plural = _("messages")
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="message_state_is_known"),
            models.CheckConstraint(condition=~Q(address=""), name="message_has_an_address"),
            models.CheckConstraint(condition=~Q(state=State.SENT) | Q(body=""), name="message_sent_keeps_no_text"),
        ]
        indexes = [
            models.Index(fields=["school", "person", "written_at"], name="message_of_person"),
            models.Index(fields=["moved_at"], name="message_by_age"),
            models.Index(fields=["school"], condition=Q(state=State.FAILED), name="message_not_delivered"),
            models.Index(fields=["encloses"], condition=~Q(encloses=""), name="message_encloses"),
        ]

    def __str__(self) -> str:
        """Return the id: an address must never slip into a log."""
        return self.id


class ReturnedCount(models.Model):
    """How many letters of one sort came on one day to the address where mail comes back: of the letters nothing else is kept."""

    day = models.DateField(_("day"))
    verdict = models.CharField(_("what it was"), max_length=CODE_LENGTH, choices=Verdict.choices)
    number = models.PositiveIntegerField(_("how many"), default=0)

    class Meta:
        """Constraints: one row a day and sort."""

        verbose_name = _("number of letters that came back")
        verbose_name_plural = _("numbers of letters that came back")
        constraints = [
            models.UniqueConstraint(fields=["day", "verdict"], name="returned_once_a_day"),
            models.CheckConstraint(condition=Q(verdict__in=Verdict.values), name="returned_verdict_is_known"),
        ]

    def __str__(self) -> str:
        """Return the day and the sort."""
        return f"{self.day} {self.verdict}"
