"""The table of who did the questions of an edition."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

import gatepost.kernel.ids


def pointer(to: str) -> "models.ForeignKey[models.Model, models.Model]":
    """Return the column that names a row of another table."""
    return models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=to)


class Migration(migrations.Migration):
    """That it was done, by whom, when."""

    dependencies: ClassVar[list[tuple[str, str]]] = [
        ("signoff", "0002_unchanging"),
        ("agreements", "0002_unchanging"),
        ("people", "0001_initial"),
    ]
    operations: ClassVar[list[migrations.operations.base.Operation]] = [
        migrations.CreateModel(
            name="QuestionsDone",
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
                ("at", models.DateTimeField()),
                ("edition", pointer("agreements.schooledition")),
                ("person", pointer("people.person")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=["person", "edition"], name="questions_are_done_once"),
                ],
            },
        ),
    ]
