"""What is kept of what somebody answered to an edition, and of the questions before?

One row an answer. Of several by one person to one edition the last one stands, the others are its history. Triggers
(``unchanging``) let no row be changed or removed.

Example: a refusal on Monday and an agreement on Friday are two rows, numbers 1 and 2.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from gatepost.agreements.models import HASH_LENGTH, SchoolEdition
from gatepost.people.models import CODE_LENGTH, NAME_LENGTH, Person, TextIdModel
from gatepost.signoff.states import REASON_LENGTH, Answer

HATS_LENGTH = 100
"""Characters: all four hats are some thirty."""


class SignOff(TextIdModel):
    """A person's answer to an edition, in exactly the words that the hash names. Never changed."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    edition = models.ForeignKey(SchoolEdition, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField(help_text="Of this person's answers to this edition: 1, 2, ...")
    answer = models.CharField(max_length=CODE_LENGTH, choices=Answer.choices)
    sha256 = models.CharField(max_length=HASH_LENGTH)
    hats = models.CharField(
        max_length=HATS_LENGTH, blank=True, help_text="Those worn that day, in the order of the alphabet, with commas."
    )
    name = models.CharField(max_length=NAME_LENGTH, help_text="As it was typed.")
    reason = models.CharField(max_length=REASON_LENGTH, blank=True)
    at = models.DateTimeField()

    class Meta:
        """Constraints: a known answer, a name, a reason where it is a refusal and nowhere else, in order."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(answer__in=Answer.values), name="sign_off_answer_is_known"),
            models.CheckConstraint(condition=~Q(name=""), name="sign_off_has_a_name"),
            models.CheckConstraint(
                condition=(Q(answer=Answer.REFUSED.value) & ~Q(reason=""))
                | (~Q(answer=Answer.REFUSED.value) & Q(reason="")),
                name="sign_off_gives_a_reason_if_refused",
            ),
            models.UniqueConstraint(fields=["person", "edition", "number"], name="sign_off_is_in_order"),
        ]

    @property
    def recorded(self) -> dict[str, str]:
        """What the record holds of this beside who, what and when: no name, and no reason."""
        return {"edition": self.edition_id, "hats": self.hats}

    def __str__(self) -> str:
        """Return the id."""
        return self.id


class QuestionsDone(TextIdModel):
    """Somebody answered the questions of an edition: that it was done, and nothing of how."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    edition = models.ForeignKey(SchoolEdition, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """Constraint: once."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["person", "edition"], name="questions_are_done_once"),
        ]

    def __str__(self) -> str:
        """Return the id."""
        return self.id
