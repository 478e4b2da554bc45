"""The triggers that let no answer be changed or removed, on both databases."""

from typing import Any, ClassVar

from django.db import migrations

CREATE = {
    "sqlite": (
        (
            "CREATE TRIGGER signoff_signoff_changes BEFORE UPDATE ON signoff_signoff "
            "BEGIN SELECT RAISE(ABORT, 'what was signed is not changed'); END;"
        ),
        (
            "CREATE TRIGGER signoff_signoff_stays BEFORE DELETE ON signoff_signoff "
            "BEGIN SELECT RAISE(ABORT, 'what was signed is not changed'); END;"
        ),
        (
            "CREATE TRIGGER signoff_signoff_begins BEFORE INSERT ON signoff_signoff "
            "WHEN EXISTS (SELECT 1 FROM signoff_signoff WHERE id = NEW.id OR (person_id = NEW.person_id "
            "AND edition_id = NEW.edition_id AND number = NEW.number)) "
            "BEGIN SELECT RAISE(ABORT, 'what was signed is not changed'); END;"
        ),
    ),
    "postgresql": (
        (
            "CREATE OR REPLACE FUNCTION signoff_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            "RAISE EXCEPTION 'what was signed is not changed' USING ERRCODE = 'restrict_violation'; END $$;"
        ),
        (
            "CREATE TRIGGER signoff_signoff_changes BEFORE UPDATE OR DELETE ON signoff_signoff "
            "FOR EACH ROW EXECUTE FUNCTION signoff_refuse();"
        ),
        (
            "CREATE TRIGGER signoff_signoff_stays BEFORE TRUNCATE ON signoff_signoff "
            "FOR EACH STATEMENT EXECUTE FUNCTION signoff_refuse();"
        ),
    ),
}
DROP = {
    "sqlite": (
        "DROP TRIGGER IF EXISTS signoff_signoff_changes;",
        "DROP TRIGGER IF EXISTS signoff_signoff_stays;",
        "DROP TRIGGER IF EXISTS signoff_signoff_begins;",
    ),
    "postgresql": (
        "DROP TRIGGER IF EXISTS signoff_signoff_changes ON signoff_signoff;",
        "DROP TRIGGER IF EXISTS signoff_signoff_stays ON signoff_signoff;",
    ),
}


def create_triggers(apps: Any, schema_editor: Any) -> None:  # Django hands over state and editor like this
    """Put the triggers in force."""
    for statement in CREATE[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


def drop_triggers(apps: Any, schema_editor: Any) -> None:  # the same
    """Lift the triggers, on the way back to no table."""
    for statement in DROP[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    """What was signed is not changed."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("signoff", "0001_initial")]
    operations: ClassVar[list[migrations.operations.base.Operation]] = [
        migrations.RunPython(create_triggers, drop_triggers)
    ]
