"""What is kept of the school's channels and of a question?

Channels is one row a school: how it is reached, and who is asked about what. A question keeps its topic and duty as they were when
it was sent; its Posts are what was written, in order.

Example: ``Enquiry(topic="Photos and phones", duty="office", state="open")`` with one Post.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gatepost.enquiries.states import STANDS_IN, TEXT_LENGTH, Deed, State
from gatepost.kernel.ids import LENGTH
from gatepost.people.models import CODE_LENGTH, Person, School, TextIdModel

LINE_LENGTH = 100
HOURS_LENGTH = 300
DUTIES = [(each.value, each.label) for each in STANDS_IN]


class Channels(TextIdModel):
    """How the school is reached."""

    school = models.OneToOneField(School, on_delete=models.PROTECT, related_name="+")
    phone = models.CharField(max_length=LINE_LENGTH, blank=True)
    email = models.CharField(max_length=LINE_LENGTH, blank=True)
    hours = models.CharField(max_length=HOURS_LENGTH, blank=True)
    safeguarding = models.CharField(
        max_length=LINE_LENGTH, blank=True, help_text="How the safeguarding lead is reached at once."
    )
    topics = models.JSONField(default=list, help_text="What one asks about, each with the duty it goes to, in order.")
    version = models.PositiveIntegerField(default=1, help_text="Counts changes: two who edit at once are told.")

    class Meta:
        """Nothing but its columns."""

    def __str__(self) -> str:
        """Return the id."""
        return self.id


class Enquiry(TextIdModel):
    """Somebody's question to the school."""

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    asker = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    topic = models.CharField(_("about"), max_length=LINE_LENGTH)
    duty = models.CharField(_("goes to"), max_length=CODE_LENGTH, choices=DUTIES)
    state = models.CharField(_("stands at"), max_length=CODE_LENGTH, choices=State.choices, default=State.OPEN)
    asked_at = models.DateTimeField(_("asked"))
    moved_at = models.DateTimeField(_("last written in"))
    was_reopened = models.BooleanField(default=False)
    token = models.CharField(max_length=LENGTH, help_text="Of the form: what is sent twice is one question.")

    class Meta:
        """Constraints: a known duty and state, a topic, one question a form."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(duty__in=[each.value for each in STANDS_IN]), name="enquiry_duty_is_known"
            ),
            models.CheckConstraint(condition=Q(state__in=State.values), name="enquiry_state_is_known"),
            models.CheckConstraint(condition=~Q(topic=""), name="enquiry_has_a_topic"),
            models.UniqueConstraint(fields=["asker", "token"], name="enquiry_once_a_form"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["school", "duty", "state", "moved_at"], name="enquiry_by_duty"),
            models.Index(fields=["school", "state", "moved_at"], name="enquiry_by_age"),
        ]

    def __str__(self) -> str:
        """Return the id: what somebody asks must never slip into a log."""
        return self.id


class Post(TextIdModel):
    """One message of a question, or what was done with it and why."""

    enquiry = models.ForeignKey(Enquiry, on_delete=models.CASCADE, related_name="posts")
    number = models.PositiveSmallIntegerField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    deed = models.CharField(_("what was done"), max_length=CODE_LENGTH, choices=Deed.choices)
    duty = models.CharField(max_length=CODE_LENGTH, choices=DUTIES, help_text="To which it went from then on.")
    topic = models.CharField(max_length=LINE_LENGTH, help_text="Under which it went from then on.")
    text = models.CharField(_("words"), max_length=TEXT_LENGTH)
    at = models.DateTimeField(_("when"))

    class Meta:
        """Constraints: numbered in its question, a known deed, never empty."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["enquiry", "number"], name="enquiry_post_is_numbered"),
            models.CheckConstraint(condition=Q(deed__in=Deed.values), name="enquiry_post_deed_is_known"),
            models.CheckConstraint(condition=~Q(text=""), name="enquiry_post_says_something"),
        ]

    def __str__(self) -> str:
        """Return the id: what somebody wrote must never slip into a log."""
        return self.id
