"""The triggers that keep what a permission was asked and given for, and its letter, as they were, on both databases."""

from typing import Any, ClassVar

from django.db import migrations

CREATE = {
    "sqlite": (
        (
            "CREATE TRIGGER grants_permission_changes BEFORE UPDATE ON grants_permission WHEN NEW.id <> OLD.id "
            "OR NEW.school_id <> OLD.school_id OR NEW.person_id <> OLD.person_id OR NEW.kind <> OLD.kind OR "
            "NEW.hats <> OLD.hats OR NEW.what <> OLD.what OR NEW.account <> OLD.account OR NEW.in_public <> "
            "OLD.in_public OR NEW.facts <> OLD.facts OR NEW.since <> OLD.since OR NEW.until <> OLD.until OR "
            "NEW.sha256 <> OLD.sha256 OR NEW.edition <> OLD.edition OR NEW.asked_at <> OLD.asked_at OR "
            "(OLD.state IN ('withdrawn', 'ended', 'revoked') AND NEW.state <> OLD.state) OR (OLD.state = "
            "'granted' AND NEW.state NOT IN ('granted', 'ended', 'revoked')) OR (OLD.granted_on IS NOT NULL "
            "AND NEW.agreed <> OLD.agreed) OR (OLD.granted_on IS NOT NULL AND (NEW.granted_on IS NULL OR "
            "NEW.granted_on <> OLD.granted_on)) BEGIN SELECT RAISE(ABORT, 'what was decided is not changed'); "
            "END;"
        ),
        (
            "CREATE TRIGGER grants_permission_stays BEFORE DELETE ON grants_permission BEGIN SELECT "
            "RAISE(ABORT, 'what was decided is not changed'); END;"
        ),
        (
            "CREATE TRIGGER grants_permission_begins BEFORE INSERT ON grants_permission WHEN EXISTS (SELECT 1"
            " FROM grants_permission WHERE id = NEW.id OR rowid = NEW.rowid) BEGIN SELECT RAISE(ABORT, 'what "
            "was decided is not changed'); END;"
        ),
        (
            "CREATE TRIGGER grants_letter_changes BEFORE UPDATE ON grants_letter BEGIN SELECT RAISE(ABORT, "
            "'what was decided is not changed'); END;"
        ),
        (
            "CREATE TRIGGER grants_letter_stays BEFORE DELETE ON grants_letter BEGIN SELECT RAISE(ABORT, "
            "'what was decided is not changed'); END;"
        ),
        (
            "CREATE TRIGGER grants_letter_begins BEFORE INSERT ON grants_letter WHEN EXISTS (SELECT 1 FROM "
            "grants_letter WHERE id = NEW.id OR permission_id = NEW.permission_id OR code = NEW.code OR rowid"
            " = NEW.rowid) BEGIN SELECT RAISE(ABORT, 'what was decided is not changed'); END;"
        ),
    ),
    "postgresql": (
        (
            "CREATE OR REPLACE FUNCTION grants_permission_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ "
            "BEGIN IF TG_OP = 'UPDATE' THEN IF NOT (NEW.id <> OLD.id OR NEW.school_id <> OLD.school_id OR "
            "NEW.person_id <> OLD.person_id OR NEW.kind <> OLD.kind OR NEW.hats <> OLD.hats OR NEW.what <> "
            "OLD.what OR NEW.account <> OLD.account OR NEW.in_public <> OLD.in_public OR NEW.facts <> "
            "OLD.facts OR NEW.since <> OLD.since OR NEW.until <> OLD.until OR NEW.sha256 <> OLD.sha256 OR "
            "NEW.edition <> OLD.edition OR NEW.asked_at <> OLD.asked_at OR (OLD.state IN ('withdrawn', "
            "'ended', 'revoked') AND NEW.state <> OLD.state) OR (OLD.state = 'granted' AND NEW.state NOT IN "
            "('granted', 'ended', 'revoked')) OR (OLD.granted_on IS NOT NULL AND NEW.agreed <> OLD.agreed) OR "
            "(OLD.granted_on IS NOT NULL AND (NEW.granted_on IS NULL OR NEW.granted_on <> OLD.granted_on))) "
            "THEN RETURN NEW; END IF; END IF; RAISE EXCEPTION 'what was decided is not changed' USING ERRCODE "
            "= 'restrict_violation'; END $$;"
        ),
        (
            "CREATE TRIGGER grants_permission_changes BEFORE UPDATE ON grants_permission FOR EACH ROW EXECUTE"
            " FUNCTION grants_permission_refuse();"
        ),
        (
            "CREATE TRIGGER grants_permission_stays BEFORE DELETE ON grants_permission FOR EACH ROW EXECUTE "
            "FUNCTION grants_permission_refuse();"
        ),
        (
            "CREATE TRIGGER grants_permission_empties BEFORE TRUNCATE ON grants_permission FOR EACH STATEMENT"
            " EXECUTE FUNCTION grants_permission_refuse();"
        ),
        (
            "CREATE OR REPLACE FUNCTION grants_letter_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            "RAISE EXCEPTION 'what was decided is not changed' USING ERRCODE = 'restrict_violation'; END $$;"
        ),
        (
            "CREATE TRIGGER grants_letter_changes BEFORE UPDATE ON grants_letter FOR EACH ROW EXECUTE "
            "FUNCTION grants_letter_refuse();"
        ),
        (
            "CREATE TRIGGER grants_letter_stays BEFORE DELETE ON grants_letter FOR EACH ROW EXECUTE FUNCTION "
            "grants_letter_refuse();"
        ),
        (
            "CREATE TRIGGER grants_letter_empties BEFORE TRUNCATE ON grants_letter FOR EACH STATEMENT EXECUTE"
            " FUNCTION grants_letter_refuse();"
        ),
    ),
}
DROP = {
    "sqlite": (
        ("DROP TRIGGER IF EXISTS grants_permission_changes;"),
        ("DROP TRIGGER IF EXISTS grants_permission_stays;"),
        ("DROP TRIGGER IF EXISTS grants_permission_begins;"),
        ("DROP TRIGGER IF EXISTS grants_letter_changes;"),
        ("DROP TRIGGER IF EXISTS grants_letter_stays;"),
        ("DROP TRIGGER IF EXISTS grants_letter_begins;"),
    ),
    "postgresql": (
        ("DROP TRIGGER IF EXISTS grants_permission_changes ON grants_permission;"),
        ("DROP TRIGGER IF EXISTS grants_permission_stays ON grants_permission;"),
        ("DROP TRIGGER IF EXISTS grants_permission_empties ON grants_permission;"),
        ("DROP TRIGGER IF EXISTS grants_letter_changes ON grants_letter;"),
        ("DROP TRIGGER IF EXISTS grants_letter_stays ON grants_letter;"),
        ("DROP TRIGGER IF EXISTS grants_letter_empties ON grants_letter;"),
    ),
}


def create_triggers(apps: Any, schema_editor: Any) -> None:  # Django hands over state and editor like this
    """Put the triggers in force."""
    for statement in CREATE[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


def drop_triggers(apps: Any, schema_editor: Any) -> None:  # the same
    """Lift the triggers, on the way back."""
    for statement in DROP[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    """What was decided is not changed."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("grants", "0002_letter")]
    operations: ClassVar[list[migrations.operations.base.Operation]] = [
        migrations.RunPython(create_triggers, drop_triggers)
    ]
