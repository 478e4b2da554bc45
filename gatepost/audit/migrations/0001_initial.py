"""How does the record begin? As two tables that their database itself keeps append-only."""

from typing import Any, ClassVar

import django.core.validators
from django.db import migrations, models

from gatepost.audit import append_only

ONE_WORD = [django.core.validators.RegexValidator("\\A[\\x21-\\x7e]+\\Z", "One word in plain ASCII is needed.")]


def create_triggers(apps: Any, schema_editor: Any) -> None:  # Django hands over state and editor like this
    """Put the triggers in force."""
    for statement in append_only.create_statements(schema_editor.connection.vendor):
        schema_editor.execute(statement)


def drop_triggers(apps: Any, schema_editor: Any) -> None:  # the same
    """Lift the triggers, on the way back to no tables."""
    for statement in append_only.drop_statements(schema_editor.connection.vendor):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    """The tables of the record."""

    initial = True
    dependencies: ClassVar[list[tuple[str, str]]] = []
    operations: ClassVar[list[migrations.operations.base.Operation]] = [
        migrations.CreateModel(
            name="AuditChain",
            fields=[
                ("school", models.CharField(max_length=64, primary_key=True, serialize=False, validators=ONE_WORD)),
                ("sequence", models.PositiveBigIntegerField()),
                ("hash", models.CharField(max_length=64)),
            ],
            options={"db_table": "audit_chain"},
        ),
        migrations.CreateModel(
            name="AuditEntry",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "school", "sequence", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("school", models.CharField(max_length=64, validators=ONE_WORD)),
                ("sequence", models.PositiveBigIntegerField()),
                ("at", models.CharField(max_length=27)),
                ("actor", models.CharField(max_length=64, validators=ONE_WORD)),
                ("action", models.CharField(max_length=64, validators=ONE_WORD)),
                ("subject", models.CharField(max_length=64, validators=ONE_WORD)),
                ("clause", models.CharField(blank=True, max_length=64)),
                ("edition", models.CharField(blank=True, max_length=128)),
                ("data", models.TextField(blank=True)),
                ("previous", models.CharField(max_length=64)),
                ("hash", models.CharField(max_length=64)),
            ],
            options={
                "db_table": "audit_entry",
                "ordering": ["school", "sequence"],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("sequence__gte", 1)), name="audit_entry_counts_from_one")
                ],
            },
        ),
        migrations.RunPython(create_triggers, drop_triggers),
    ]
