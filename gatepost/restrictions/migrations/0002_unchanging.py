"""The triggers that let no notice, reply or decision be changed, nor removed before its time, on both databases."""

from typing import Any, ClassVar

from django.db import migrations

CREATE = {
    "sqlite": (
        (
            "CREATE TRIGGER restrictions_restriction_changes BEFORE UPDATE ON restrictions_restriction BEGIN SELECT "
            "RAISE(ABORT, 'what a parent was told is not changed'); END;"
        ),
        (
            "CREATE TRIGGER restrictions_restriction_stays BEFORE DELETE ON restrictions_restriction WHEN NOT (EXISTS "
            "(SELECT 1 FROM audit_entry WHERE audit_entry.school = OLD.school_id AND audit_entry.action = "
            "'restriction.removed' AND audit_entry.subject = OLD.id)) BEGIN SELECT RAISE(ABORT, 'what a parent was "
            "told is not changed'); END;"
        ),
        (
            "CREATE TRIGGER restrictions_restriction_begins BEFORE INSERT ON restrictions_restriction WHEN EXISTS "
            "(SELECT 1 FROM restrictions_restriction WHERE id = NEW.id OR rowid = NEW.rowid) BEGIN SELECT "
            "RAISE(ABORT, 'what a parent was told is not changed'); END;"
        ),
        (
            "CREATE TRIGGER restrictions_restrictionstep_changes BEFORE UPDATE ON restrictions_restrictionstep BEGIN "
            "SELECT RAISE(ABORT, 'what a parent was told is not changed'); END;"
        ),
        (
            "CREATE TRIGGER restrictions_restrictionstep_stays BEFORE DELETE ON restrictions_restrictionstep WHEN NOT "
            "(EXISTS (SELECT 1 FROM audit_entry JOIN restrictions_restriction ON restrictions_restriction.school_id = "
            "audit_entry.school WHERE restrictions_restriction.id = OLD.restriction_id AND audit_entry.action = "
            "'restriction.removed' AND audit_entry.subject = OLD.restriction_id)) BEGIN SELECT RAISE(ABORT, 'what a "
            "parent was told is not changed'); END;"
        ),
        (
            "CREATE TRIGGER restrictions_restrictionstep_begins BEFORE INSERT ON restrictions_restrictionstep WHEN "
            "EXISTS (SELECT 1 FROM restrictions_restrictionstep WHERE id = NEW.id OR (restriction_id = "
            "NEW.restriction_id AND number = NEW.number) OR rowid = NEW.rowid) BEGIN SELECT RAISE(ABORT, 'what a "
            "parent was told is not changed'); END;"
        ),
    ),
    "postgresql": (
        (
            "CREATE OR REPLACE FUNCTION restrictions_restriction_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ "
            "BEGIN IF TG_OP = 'DELETE' THEN IF EXISTS (SELECT 1 FROM audit_entry WHERE audit_entry.school = "
            "OLD.school_id AND audit_entry.action = 'restriction.removed' AND audit_entry.subject = OLD.id) THEN "
            "RETURN OLD; END IF; END IF; RAISE EXCEPTION 'what a parent was told is not changed' USING ERRCODE = "
            "'restrict_violation'; END $$;"
        ),
        (
            "CREATE TRIGGER restrictions_restriction_changes BEFORE UPDATE ON restrictions_restriction FOR EACH ROW "
            "EXECUTE FUNCTION restrictions_restriction_refuse();"
        ),
        (
            "CREATE TRIGGER restrictions_restriction_stays BEFORE DELETE ON restrictions_restriction FOR EACH ROW "
            "EXECUTE FUNCTION restrictions_restriction_refuse();"
        ),
        (
            "CREATE TRIGGER restrictions_restriction_empties BEFORE TRUNCATE ON restrictions_restriction FOR EACH "
            "STATEMENT EXECUTE FUNCTION restrictions_restriction_refuse();"
        ),
        (
            "CREATE OR REPLACE FUNCTION restrictions_restrictionstep_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ "
            "BEGIN IF TG_OP = 'DELETE' THEN IF EXISTS (SELECT 1 FROM audit_entry JOIN restrictions_restriction ON "
            "restrictions_restriction.school_id = audit_entry.school WHERE restrictions_restriction.id = "
            "OLD.restriction_id AND audit_entry.action = 'restriction.removed' AND audit_entry.subject = "
            "OLD.restriction_id) THEN RETURN OLD; END IF; END IF; RAISE EXCEPTION 'what a parent was told is not "
            "changed' USING ERRCODE = 'restrict_violation'; END $$;"
        ),
        (
            "CREATE TRIGGER restrictions_restrictionstep_changes BEFORE UPDATE ON restrictions_restrictionstep FOR "
            "EACH ROW EXECUTE FUNCTION restrictions_restrictionstep_refuse();"
        ),
        (
            "CREATE TRIGGER restrictions_restrictionstep_stays BEFORE DELETE ON restrictions_restrictionstep FOR EACH "
            "ROW EXECUTE FUNCTION restrictions_restrictionstep_refuse();"
        ),
        (
            "CREATE TRIGGER restrictions_restrictionstep_empties BEFORE TRUNCATE ON restrictions_restrictionstep FOR "
            "EACH STATEMENT EXECUTE FUNCTION restrictions_restrictionstep_refuse();"
        ),
    ),
}
DROP = {
    "sqlite": (
        ("DROP TRIGGER IF EXISTS restrictions_restriction_changes;"),
        ("DROP TRIGGER IF EXISTS restrictions_restriction_stays;"),
        ("DROP TRIGGER IF EXISTS restrictions_restriction_begins;"),
        ("DROP TRIGGER IF EXISTS restrictions_restrictionstep_changes;"),
        ("DROP TRIGGER IF EXISTS restrictions_restrictionstep_stays;"),
        ("DROP TRIGGER IF EXISTS restrictions_restrictionstep_begins;"),
    ),
    "postgresql": (
        ("DROP TRIGGER IF EXISTS restrictions_restriction_changes ON restrictions_restriction;"),
        ("DROP TRIGGER IF EXISTS restrictions_restriction_stays ON restrictions_restriction;"),
        ("DROP TRIGGER IF EXISTS restrictions_restriction_empties ON restrictions_restriction;"),
        ("DROP TRIGGER IF EXISTS restrictions_restrictionstep_changes ON restrictions_restrictionstep;"),
        ("DROP TRIGGER IF EXISTS restrictions_restrictionstep_stays ON restrictions_restrictionstep;"),
        ("DROP TRIGGER IF EXISTS restrictions_restrictionstep_empties ON restrictions_restrictionstep;"),
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
    """What a parent was told is not changed."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("restrictions", "0001_initial"), ("audit", "0003_by_subject")]
    operations: ClassVar[list[migrations.operations.base.Operation]] = [
        migrations.RunPython(create_triggers, drop_triggers)
    ]
