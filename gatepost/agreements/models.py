"""What is kept of a school's editions, and of what its governing body decided about them?

``SchoolEdition`` is the seven files of a pack with their hash and a state. ``Approval`` and ``Signature`` say who approved and who
signed it; a signature that is missing is a row that is missing. ``EditionStep`` is its history, ``Review`` a look that changed
nothing, ``RulingMade`` what was decided where the policy is doubtful. Triggers (``unchanging``) let a draft be changed and
nothing else.

Example: an edition in force since 1 September is ``state="approved"`` with ``in_force_from`` on that day.
"""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gatepost.agreements.states import KEPT, Source, State, Step
from gatepost.people.models import CODE_LENGTH, NAME_LENGTH, Person, School, TextIdModel

HASH_LENGTH = 64
"""Characters: SHA-256 in hexadecimal."""
LABEL_LENGTH = 200
MINUTE_LENGTH = 100
REASON_LENGTH = 2000
DOUBT_LENGTH = 200
NOT_TWICE = "edition_begins_alone"
"""The constraint that says: of a school's editions, one begins on a day."""


def _person() -> "models.ForeignKey[Person, Person]":
    return models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")


class SchoolEdition(TextIdModel):
    """A policy of the school as it was written at one time."""

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+", verbose_name=_("school"))
    state = models.CharField(max_length=CODE_LENGTH, choices=[(each.value, each.label) for each in KEPT])
    label = models.CharField(max_length=LABEL_LENGTH, help_text=_("What the policy itself calls the edition."))
    title = models.CharField(max_length=LABEL_LENGTH)
    content = models.TextField(help_text=_("The seven files of the pack, as canonical JSON."))
    sha256 = models.CharField(max_length=HASH_LENGTH)
    source = models.CharField(max_length=CODE_LENGTH, choices=Source.choices)
    base = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    started_by = _person()
    started_at = models.DateTimeField()
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    proposed_at = models.DateTimeField(null=True, blank=True)
    in_force_from = models.DateField(null=True, blank=True)

    class Meta:
        """Constraints: a known state; only what is approved has a day; of a school's editions, one begins on a day."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(state__in=[each.value for each in KEPT]), name="edition_state_is_known"),
            models.CheckConstraint(condition=Q(source__in=Source.values), name="edition_source_is_known"),
            models.CheckConstraint(
                condition=Q(in_force_from=None) | Q(state=State.APPROVED.value), name="edition_in_force_is_approved"
            ),
            models.CheckConstraint(
                condition=Q(state=State.DRAFT.value) | Q(proposed_by__isnull=False, proposed_at__isnull=False),
                name="edition_was_proposed_by_somebody",
            ),
            models.CheckConstraint(condition=~Q(label="") & ~Q(content=""), name="edition_says_something"),
            models.UniqueConstraint(fields=["school", "in_force_from"], name=NOT_TWICE),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["school", "state", "started_at"], name="edition_by_state"),
            models.Index(fields=["sha256"], name="edition_by_hash"),
        ]

    @property
    def proposer_id(self) -> str | None:
        """The id that whoever proposed this has now: two entries of one person may have been joined since."""
        return self.proposed_by.entry_id if self.proposed_by else None

    def __str__(self) -> str:
        """Return the id."""
        return self.id


class EditionStep(TextIdModel):
    """One step of an edition's history. Never changed."""

    edition = models.ForeignKey(SchoolEdition, on_delete=models.PROTECT, related_name="steps", db_index=False)
    number = models.PositiveIntegerField()
    step = models.CharField(max_length=CODE_LENGTH, choices=Step.choices)
    by = _person()
    at = models.DateTimeField()
    reason = models.CharField(max_length=REASON_LENGTH, blank=True)
    day = models.DateField(null=True, blank=True, help_text=_("The day that the step sets, if it sets one."))

    class Meta:
        """Constraints: a known step, in order."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(step__in=Step.values), name="edition_step_is_known"),
            models.UniqueConstraint(fields=["edition", "number"], name="edition_step_is_in_order"),
        ]

    def __str__(self) -> str:
        """Return the id."""
        return self.id


class Decided(TextIdModel):
    """What the governing body decided at a meeting: who says so for it, and where it is written down. Never changed."""

    name = models.CharField(max_length=NAME_LENGTH)
    capacity = models.CharField(max_length=NAME_LENGTH)
    met_on = models.DateField(help_text=_("The day of the meeting."))
    minute = models.CharField(max_length=MINUTE_LENGTH, help_text=_("Where the minutes say so."))
    recorded_by = _person()
    recorded_at = models.DateTimeField()

    class Meta:
        """No table of its own."""

        abstract = True


_SAYS_WHO = ~Q(name="") & ~Q(capacity="")
_IS_MINUTED = _SAYS_WHO & ~Q(minute="")


class Approval(Decided):
    """The governing body approved an edition, and exactly this content of it."""

    edition = models.OneToOneField(SchoolEdition, on_delete=models.PROTECT, related_name="approval")
    sha256 = models.CharField(max_length=HASH_LENGTH)

    class Meta:
        """Constraints: a name, a capacity, a minute."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=_IS_MINUTED, name="approval_says_who_and_where")
        ]

    def __str__(self) -> str:
        """Return the id."""
        return self.id


class Signature(TextIdModel):
    """Somebody signed an edition for the governing body. No row: the line is blank."""

    edition = models.OneToOneField(SchoolEdition, on_delete=models.PROTECT, related_name="signature")
    name = models.CharField(max_length=NAME_LENGTH)
    capacity = models.CharField(max_length=NAME_LENGTH)
    day = models.DateField()
    recorded_by = _person()
    recorded_at = models.DateTimeField()

    class Meta:
        """Constraints: a name and a capacity."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=_SAYS_WHO, name="signature_says_who")
        ]

    def __str__(self) -> str:
        """Return the id."""
        return self.id


class Review(Decided):
    """The governing body looked at an edition and changed nothing; ``next`` are its words, ``next_on`` the day if it named one."""

    edition = models.ForeignKey(SchoolEdition, on_delete=models.PROTECT, related_name="reviews")
    next = models.CharField(max_length=LABEL_LENGTH, blank=True)
    next_on = models.DateField(null=True, blank=True)

    class Meta:
        """Constraints: a name, a capacity, a minute; the next review is later."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=_IS_MINUTED, name="review_says_who_and_where"),
            models.CheckConstraint(
                condition=Q(next_on=None) | Q(next_on__gt=F("met_on")), name="review_comes_after_this_one"
            ),
        ]

    def __str__(self) -> str:
        """Return the id."""
        return self.id


class RulingMade(Decided):
    """The governing body settled a doubt of ``policy.rulings`` from a day on, or unsettled it: then ``choice`` is blank."""

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+", verbose_name=_("school"))
    doubt = models.CharField(max_length=DOUBT_LENGTH)
    choice = models.CharField(max_length=CODE_LENGTH, blank=True)
    why = models.CharField(max_length=REASON_LENGTH)
    since = models.DateField(help_text=_("The first day on which it counts."))

    class Meta:
        """Constraints: a name, a capacity, a minute, a reason; a doubt is settled once a day."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=_IS_MINUTED & ~Q(why="") & ~Q(doubt=""), name="ruling_says_who_where_and_why"
            ),
            models.UniqueConstraint(fields=["school", "doubt", "since"], name="ruling_is_made_once_a_day"),
        ]

    def __str__(self) -> str:
        """Return the id."""
        return self.id
