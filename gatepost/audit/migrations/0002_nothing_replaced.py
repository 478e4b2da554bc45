"""What was added to the record's tables? Triggers against SQLite's INSERT OR REPLACE, and words for what may be printed."""

from typing import Any, ClassVar

import django.core.validators
from django.db import migrations, models

PRINTABLE = [
    django.core.validators.RegexValidator("\\A[\\x20-\\x7e]*\\Z", "Plain ASCII that can be printed is needed.")
]
FORWARD = (
    "DROP TRIGGER IF EXISTS audit_chain_forward;",
    (
        "CREATE TRIGGER audit_entry_no_replace BEFORE INSERT ON audit_entry WHEN EXISTS (SELECT 1 FROM "
        "audit_entry WHERE (school = NEW.school AND sequence = NEW.sequence) OR rowid = NEW.rowid) BEGIN "
        "SELECT RAISE(ABORT, 'the record is append-only'); END;"
    ),
    (
        "CREATE TRIGGER audit_chain_forward BEFORE UPDATE ON audit_chain WHEN NEW.school <> OLD.school OR "
        "NEW.rowid <> OLD.rowid OR NEW.sequence <> OLD.sequence + 1 BEGIN SELECT RAISE(ABORT, 'the record is "
        "append-only'); END;"
    ),
    (
        "CREATE TRIGGER audit_chain_no_replace BEFORE INSERT ON audit_chain WHEN EXISTS (SELECT 1 FROM "
        "audit_chain WHERE school = NEW.school OR rowid = NEW.rowid) BEGIN SELECT CASE WHEN NEW.sequence = 0 "
        "THEN RAISE(IGNORE) ELSE RAISE(ABORT, 'the record is append-only') END; END;"
    ),
)
BACKWARD = (
    "DROP TRIGGER IF EXISTS audit_entry_no_replace;",
    "DROP TRIGGER IF EXISTS audit_chain_no_replace;",
    "DROP TRIGGER IF EXISTS audit_chain_forward;",
    (
        "CREATE TRIGGER audit_chain_forward BEFORE UPDATE ON audit_chain WHEN NEW.school <> OLD.school OR "
        "NEW.sequence <> OLD.sequence + 1 BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END;"
    ),
)


def forward(apps: Any, schema_editor: Any) -> None:  # Django hands over state and editor like this
    """Put the triggers in force, where the database needs them."""
    _execute_on_sqlite(schema_editor, FORWARD)


def backward(apps: Any, schema_editor: Any) -> None:  # the same
    """Lift them, and put the first migration's in their place."""
    _execute_on_sqlite(schema_editor, BACKWARD)


def _execute_on_sqlite(schema_editor: Any, statements: tuple[str, ...]) -> None:  # the same
    if schema_editor.connection.vendor == "sqlite":
        for statement in statements:
            schema_editor.execute(statement)


class Migration(migrations.Migration):
    """Nothing is replaced, nothing unprintable kept."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("audit", "0001_initial")]
    operations: ClassVar[list[migrations.operations.base.Operation]] = [
        migrations.AlterField(
            "auditentry", "clause", models.CharField(blank=True, max_length=64, validators=PRINTABLE)
        ),
        migrations.AlterField(
            "auditentry", "edition", models.CharField(blank=True, max_length=128, validators=PRINTABLE)
        ),
        migrations.RunPython(forward, backward),
    ]
