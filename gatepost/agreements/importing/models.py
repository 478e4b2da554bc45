"""What is kept of a document while somebody looks through it?

The file itself only until it has been read; then what is proposed for it, and what its owner decided so far. The row goes when a
draft is made of it, when its owner deletes it, and in any case after a week.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from gatepost.agreements.importing.states import UNREAD, State
from gatepost.people.models import CODE_LENGTH, NAME_LENGTH, Person, School, TextIdModel

REASON_LENGTH = 400
READ_STATES = tuple(state.value for state in State if state not in UNREAD)


class DocumentImport(TextIdModel):
    """One document of one person at one school. ``chosen`` are the decisions so far, ``proposal`` what was proposed, both JSON."""

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    owner = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=NAME_LENGTH)
    state = models.CharField(max_length=CODE_LENGTH, choices=State.choices, default=State.WAITING)
    document = models.BinaryField(null=True)
    done = models.PositiveIntegerField(default=0)
    of = models.PositiveIntegerField(default=0)
    refusal = models.CharField(max_length=CODE_LENGTH, blank=True)
    reason = models.CharField(max_length=REASON_LENGTH, blank=True)
    proposal = models.TextField(blank=True)
    chosen = models.TextField(default="{}")
    started_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        """Constraints: a known state; the file is gone once it was read."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="import_state_is_known"),
            models.CheckConstraint(
                condition=~Q(state__in=READ_STATES) | Q(document__isnull=True), name="import_file_is_gone_once_read"
            ),
            models.CheckConstraint(condition=~Q(state="ready") | ~Q(proposal=""), name="import_ready_has_a_proposal"),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["school", "owner"], name="import_by_owner")]

    def __str__(self) -> str:
        """Return the id."""
        return self.id
