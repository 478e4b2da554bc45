"""How does the record begin? As two tables that their database itself keeps append-only."""

from typing import Any, ClassVar

import django.core.validators
from django.db import migrations, models

ONE_WORD = [django.core.validators.RegexValidator("\\A[\\x21-\\x7e]+\\Z", "One word in plain ASCII is needed.")]

CREATE = {
    "sqlite": (
        (
            "CREATE TRIGGER audit_entry_no_update BEFORE UPDATE ON audit_entry BEGIN SELECT RAISE(ABORT, 'the "
            "record is append-only'); END;"
        ),
        (
            "CREATE TRIGGER audit_entry_no_delete BEFORE DELETE ON audit_entry BEGIN SELECT RAISE(ABORT, 'the "
            "record is append-only'); END;"
        ),
        (
            "CREATE TRIGGER audit_chain_no_delete BEFORE DELETE ON audit_chain BEGIN SELECT RAISE(ABORT, 'the "
            "record is append-only'); END;"
        ),
        (
            "CREATE TRIGGER audit_chain_forward BEFORE UPDATE ON audit_chain WHEN NEW.school <> OLD.school OR "
            "NEW.sequence <> OLD.sequence + 1 BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END;"
        ),
    ),
    "postgresql": (
        (
            "CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE "
            "EXCEPTION 'the record is append-only' USING ERRCODE = 'restrict_violation'; END $$;"
        ),
        (
            "CREATE TRIGGER audit_entry_no_change BEFORE UPDATE OR DELETE ON audit_entry FOR EACH ROW EXECUTE "
            "FUNCTION audit_refuse();"
        ),
        (
            "CREATE TRIGGER audit_entry_no_truncate BEFORE TRUNCATE ON audit_entry FOR EACH STATEMENT EXECUTE "
            "FUNCTION audit_refuse();"
        ),
        (
            "CREATE TRIGGER audit_chain_no_delete BEFORE DELETE ON audit_chain FOR EACH ROW EXECUTE FUNCTION "
            "audit_refuse();"
        ),
        (
            "CREATE TRIGGER audit_chain_no_truncate BEFORE TRUNCATE ON audit_chain FOR EACH STATEMENT EXECUTE "
            "FUNCTION audit_refuse();"
        ),
        (
            "CREATE TRIGGER audit_chain_forward BEFORE UPDATE ON audit_chain FOR EACH ROW WHEN (NEW.school <> "
            "OLD.school OR NEW.sequence <> OLD.sequence + 1) EXECUTE FUNCTION audit_refuse();"
        ),
    ),
}
DROP = {
    "sqlite": (
        "DROP TRIGGER IF EXISTS audit_entry_no_update;",
        "DROP TRIGGER IF EXISTS audit_entry_no_delete;",
        "DROP TRIGGER IF EXISTS audit_chain_no_delete;",
        "DROP TRIGGER IF EXISTS audit_chain_forward;",
    ),
    "postgresql": (
        "DROP TRIGGER IF EXISTS audit_entry_no_change ON audit_entry;",
        "DROP TRIGGER IF EXISTS audit_entry_no_truncate ON audit_entry;",
        "DROP TRIGGER IF EXISTS audit_chain_no_delete ON audit_chain;",
        "DROP TRIGGER IF EXISTS audit_chain_no_truncate ON audit_chain;",
        "DROP TRIGGER IF EXISTS audit_chain_forward ON audit_chain;",
    ),
}


def create_triggers(apps: Any, schema_editor: Any) -> None:  # Django hands over state and editor like this
    """Put the triggers in force."""
    for statement in CREATE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def drop_triggers(apps: Any, schema_editor: Any) -> None:  # the same
    """Lift the triggers, on the way back to no tables."""
    for statement in DROP[schema_editor.connection.vendor]:
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
