"""What is kept of a question that was asked?

That one more was asked, in that week, under that hat, and which clause decided. No person, no account, no session, no
address, no moment: there is no column that could hold one. The key is what is counted, so that its index, school and week
first, is the one that the reads need.

    oddenbrook | 2026-06-29 | parent | parents.photo-pass | take-photos | with-permission | 17
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from gatepost.people.models import CODE_LENGTH, School
from gatepost.people.states import Hat
from gatepost.policy.schema import STRICTNESS

LONGEST_CLAUSE = 64
"""Characters; as in the record."""
SILENT = "silent"


class QuestionCount(models.Model):
    """How often one clause decided for one hat in one week; a blank clause is a silence."""

    pk = models.CompositePrimaryKey("school_id", "week", "hat", "clause", "act", "verdict")
    school = models.ForeignKey(
        School, on_delete=models.CASCADE, related_name="+", db_index=False
    )  # the key begins with it
    week = models.DateField(help_text="The Monday, in the school's time zone.")
    hat = models.CharField(max_length=CODE_LENGTH, choices=Hat.choices)
    clause = models.CharField(max_length=LONGEST_CLAUSE, blank=True)
    act = models.CharField(max_length=CODE_LENGTH)
    verdict = models.CharField(max_length=CODE_LENGTH)
    count = models.PositiveBigIntegerField(default=0)

    class Meta:
        """Constraints: a known hat and verdict, an act, and a clause unless the policy is silent."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(hat__in=Hat.values), name="question_count_hat_is_known"),
            models.CheckConstraint(condition=Q(verdict__in=list(STRICTNESS)), name="question_count_verdict_is_known"),
            models.CheckConstraint(condition=~Q(act=""), name="question_count_has_an_act"),
            models.CheckConstraint(
                condition=Q(clause="", verdict=SILENT) | (~Q(clause="") & ~Q(verdict=SILENT)),
                name="question_count_has_a_clause_unless_silent",
            ),
        ]

    def __str__(self) -> str:
        """Name the week and the clause."""
        return f"{self.week} {self.clause or SILENT}"
