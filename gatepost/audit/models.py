"""How is the record stored?

As text and numbers, exactly as they were hashed, with no foreign keys: a person who is erased elsewhere does not tear
a hole in the record, and a verifier needs nothing but this table. Moments are text too, so that what a verifier reads is
what was written, whatever a database makes of a time stamp.

    1 | school-a | 2026-07-03T11:00:00.000000Z | head-1 | edition.adopted | edition-3 | ...
"""

from typing import ClassVar

from django.core.validators import RegexValidator
from django.db import models

LONGEST_ID = 64
LONGEST_CODE = 64
LONGEST_EDITION = 128
LENGTH_OF_MOMENT = len("2026-07-03T11:00:00.000000Z")
LENGTH_OF_HASH = 64
"""Characters: SHA-256 in hexadecimal."""

ONE_WORD = r"\A[\x21-\x7e]+\Z"
one_word = RegexValidator(ONE_WORD, "One word in plain ASCII is needed.")
"""The file of heads has spaces between its words."""
printable = RegexValidator(r"\A[\x20-\x7e]*\Z", "Plain ASCII that can be printed is needed.")
"""Not every database takes a NUL, and no reader wants one."""


class AuditEntry(models.Model):
    """One thing that somebody did. Never changed, never removed: triggers refuse both."""

    pk = models.CompositePrimaryKey("school", "sequence")
    school = models.CharField(max_length=LONGEST_ID, validators=[one_word])
    sequence = models.PositiveBigIntegerField()
    at = models.CharField(max_length=LENGTH_OF_MOMENT)
    actor = models.CharField(max_length=LONGEST_ID, validators=[one_word])
    action = models.CharField(max_length=LONGEST_CODE, validators=[one_word])
    subject = models.CharField(max_length=LONGEST_ID, validators=[one_word])
    clause = models.CharField(max_length=LONGEST_CODE, blank=True, validators=[printable])
    edition = models.CharField(max_length=LONGEST_EDITION, blank=True, validators=[printable])
    data = models.TextField(blank=True)
    previous = models.CharField(max_length=LENGTH_OF_HASH)
    hash = models.CharField(max_length=LENGTH_OF_HASH)

    class Meta:
        """One table, in the order of the chain."""

        db_table = "audit_entry"
        ordering: ClassVar[list[str]] = ["school", "sequence"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=models.Q(sequence__gte=1), name="audit_entry_counts_from_one"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["school", "subject", "sequence"], name="audit_entry_by_subject"),
        ]

    def __str__(self) -> str:
        """Name the entry by school and number."""
        return f"{self.school} {self.sequence}"


class AuditFollower(models.Model):
    """How far something that goes by the record has read the chain of one school."""

    pk = models.CompositePrimaryKey("name", "school")
    name = models.CharField(max_length=LONGEST_CODE, validators=[one_word])
    school = models.CharField(max_length=LONGEST_ID, validators=[one_word])
    sequence = models.PositiveBigIntegerField(default=0)

    class Meta:
        """One row for each that follows, and school."""

        db_table = "audit_follower"

    def __str__(self) -> str:
        """Name who follows, and how far."""
        return f"{self.name} {self.school} {self.sequence}"


class AuditChain(models.Model):
    """The counter of one school's chain: the last number given out and its hash."""

    school = models.CharField(max_length=LONGEST_ID, primary_key=True, validators=[one_word])
    sequence = models.PositiveBigIntegerField()
    hash = models.CharField(max_length=LENGTH_OF_HASH)

    class Meta:
        """One row a school."""

        db_table = "audit_chain"

    def __str__(self) -> str:
        """Name the chain by school and length."""
        return f"{self.school} {self.sequence}"
