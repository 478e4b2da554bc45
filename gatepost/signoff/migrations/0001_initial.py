"""The table of answers to the policy."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

import gatepost.kernel.ids

ANSWERS = [
    ("shown", "Was shown it"),
    ("read", "Has read it"),
    ("agreed", "Has read it and agreed to it"),
    ("refused", "Did not agree"),
]


def pointer(to: str) -> "models.ForeignKey[models.Model, models.Model]":
    """Return the column that names a row of another table."""
    return models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=to)


class Migration(migrations.Migration):
    """From nothing."""

    initial = True
    dependencies: ClassVar[list[tuple[str, str]]] = [("agreements", "0002_unchanging"), ("people", "0001_initial")]
    operations: ClassVar[list[migrations.operations.base.Operation]] = [
        migrations.CreateModel(
            name="SignOff",
            fields=[
                (
                    "id",
                    models.CharField(
                        default=gatepost.kernel.ids.new_id,
                        editable=False,
                        max_length=20,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "number",
                    models.PositiveIntegerField(help_text="Of this person's answers to this edition: 1, 2, ..."),
                ),
                ("answer", models.CharField(choices=ANSWERS, max_length=20)),
                ("sha256", models.CharField(max_length=64)),
                (
                    "hats",
                    models.CharField(
                        blank=True,
                        help_text="Those worn that day, in the order of the alphabet, with commas.",
                        max_length=100,
                    ),
                ),
                ("name", models.CharField(help_text="As it was typed.", max_length=200)),
                ("reason", models.CharField(blank=True, max_length=2000)),
                ("at", models.DateTimeField()),
                ("edition", pointer("agreements.schooledition")),
                ("person", pointer("people.person")),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(answer__in=["shown", "read", "agreed", "refused"]), name="sign_off_answer_is_known"
                    ),
                    models.CheckConstraint(condition=~Q(name=""), name="sign_off_has_a_name"),
                    models.CheckConstraint(
                        condition=(Q(answer="refused") & ~Q(reason="")) | (~Q(answer="refused") & Q(reason="")),
                        name="sign_off_gives_a_reason_if_refused",
                    ),
                    models.UniqueConstraint(fields=["person", "edition", "number"], name="sign_off_is_in_order"),
                ],
            },
        ),
    ]
