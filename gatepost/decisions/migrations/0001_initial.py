"""The first table: how often each clause decided, by week and hat."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """From nothing."""

    initial = True

    dependencies: ClassVar[list[tuple[str, str]]] = [
        ("people", "0001_initial"),
    ]

    operations: ClassVar[list[migrations.operations.base.Operation]] = [
        migrations.CreateModel(
            name="QuestionCount",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "school_id",
                        "week",
                        "hat",
                        "clause",
                        "act",
                        "verdict",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("week", models.DateField(help_text="The Monday, in the school's time zone.")),
                (
                    "hat",
                    models.CharField(
                        choices=[
                            ("staff", "Staff"),
                            ("governor", "Governor"),
                            ("volunteer", "Volunteer"),
                            ("parent", "Parent or guardian"),
                        ],
                        max_length=20,
                    ),
                ),
                ("clause", models.CharField(blank=True, max_length=64)),
                ("act", models.CharField(max_length=20)),
                ("verdict", models.CharField(max_length=20)),
                ("count", models.PositiveBigIntegerField(default=0)),
                (
                    "school",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.school",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("hat__in", ["staff", "governor", "volunteer", "parent"])),
                        name="question_count_hat_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "verdict__in",
                                ["silent", "may", "not-decided", "please-dont", "with-permission", "must-not"],
                            )
                        ),
                        name="question_count_verdict_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("act", ""), _negated=True), name="question_count_has_an_act"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("clause", ""), ("verdict", "silent")),
                            models.Q(
                                models.Q(("clause", ""), _negated=True), models.Q(("verdict", "silent"), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="question_count_has_a_clause_unless_silent",
                    ),
                ],
            },
        ),
    ]
