"""Keep which bodies were asked, and let nothing be given without the steps by which it was, on both databases."""

from importlib import import_module
from typing import Any, ClassVar

from django.db import migrations, models

EARLIER = import_module("gatepost.grants.migrations.0003_unchanging").CREATE

CREATE = {
    "sqlite": (
        (
            "CREATE TRIGGER grants_permission_changes BEFORE UPDATE ON grants_permission WHEN NEW.id <> "
            "OLD.id OR NEW.school_id <> OLD.school_id OR NEW.person_id <> OLD.person_id OR NEW.kind <> "
            "OLD.kind OR NEW.hats <> OLD.hats OR NEW.what <> OLD.what OR NEW.account <> OLD.account OR "
            "NEW.in_public <> OLD.in_public OR NEW.facts <> OLD.facts OR NEW.since <> OLD.since OR NEW.until "
            "<> OLD.until OR NEW.sha256 <> OLD.sha256 OR NEW.edition <> OLD.edition OR NEW.asked_of <> "
            "OLD.asked_of OR NEW.asked_at <> OLD.asked_at OR (OLD.state IN ('withdrawn', 'ended', 'revoked') "
            "AND NEW.state <> OLD.state) OR (OLD.state = 'granted' AND NEW.state NOT IN ('granted', 'ended', "
            "'revoked')) OR (OLD.state <> 'granted' AND NEW.state = 'granted' AND (OLD.state <> 'requested' "
            "OR NOT EXISTS (SELECT 1 FROM grants_permissionstep s WHERE s.permission_id = NEW.id AND s.step ="
            " 'grant' AND s.number = (SELECT MAX(m.number) FROM grants_permissionstep m WHERE m.permission_id"
            " = NEW.id)) OR (SELECT COUNT(DISTINCT s.body) FROM grants_permissionstep s WHERE s.permission_id"
            " = NEW.id AND s.step IN ('agree', 'grant') AND NOT EXISTS (SELECT 1 FROM grants_permissionstep d"
            " WHERE d.permission_id = s.permission_id AND d.body = s.body AND d.step = 'decline' AND d.number"
            " > s.number) AND (',' || NEW.agreed || ',') LIKE ('%,' || s.body || ',%')) < LENGTH(NEW.agreed) "
            "- LENGTH(REPLACE(NEW.agreed, ',', '')) + 1 OR (NEW.asked_of <> '' AND EXISTS (SELECT 1 FROM "
            "grants_permissionstep s WHERE s.permission_id = NEW.id AND s.step = 'grant' AND s.number = "
            "(SELECT MAX(m.number) FROM grants_permissionstep m WHERE m.permission_id = NEW.id) AND s.edition"
            " = NEW.edition) AND (SELECT COUNT(DISTINCT s.body) FROM grants_permissionstep s WHERE "
            "s.permission_id = NEW.id AND s.step IN ('agree', 'grant') AND NOT EXISTS (SELECT 1 FROM "
            "grants_permissionstep d WHERE d.permission_id = s.permission_id AND d.body = s.body AND d.step ="
            " 'decline' AND d.number > s.number) AND (',' || NEW.asked_of || ',') LIKE ('%,' || s.body || "
            "',%')) < LENGTH(NEW.asked_of) - LENGTH(REPLACE(NEW.asked_of, ',', '')) + 1) OR EXISTS (SELECT 1 "
            "FROM grants_permissionstep s WHERE s.permission_id = NEW.id AND s.step IN ('agree', 'grant') AND"
            " NOT EXISTS (SELECT 1 FROM grants_permissionstep d WHERE d.permission_id = s.permission_id AND "
            "d.body = s.body AND d.step = 'decline' AND d.number > s.number) AND s.by_id = NEW.person_id) OR "
            "(SELECT COUNT(DISTINCT s.by_id) FROM grants_permissionstep s WHERE s.permission_id = NEW.id AND "
            "s.step IN ('agree', 'grant') AND NOT EXISTS (SELECT 1 FROM grants_permissionstep d WHERE "
            "d.permission_id = s.permission_id AND d.body = s.body AND d.step = 'decline' AND d.number > "
            "s.number)) < (SELECT COUNT(DISTINCT s.body) FROM grants_permissionstep s WHERE s.permission_id ="
            " NEW.id AND s.step IN ('agree', 'grant') AND NOT EXISTS (SELECT 1 FROM grants_permissionstep d "
            "WHERE d.permission_id = s.permission_id AND d.body = s.body AND d.step = 'decline' AND d.number "
            "> s.number)))) OR (OLD.granted_on IS NOT NULL AND NEW.agreed <> OLD.agreed) OR (OLD.granted_on "
            "IS NOT NULL AND (NEW.granted_on IS NULL OR NEW.granted_on <> OLD.granted_on)) BEGIN SELECT "
            "RAISE(ABORT, 'what was decided is not changed'); END;"
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
    ),
    "postgresql": (
        (
            "CREATE OR REPLACE FUNCTION grants_permission_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ "
            "BEGIN IF TG_OP = 'UPDATE' THEN IF NOT (NEW.id <> OLD.id OR NEW.school_id <> OLD.school_id OR "
            "NEW.person_id <> OLD.person_id OR NEW.kind <> OLD.kind OR NEW.hats <> OLD.hats OR NEW.what <> "
            "OLD.what OR NEW.account <> OLD.account OR NEW.in_public <> OLD.in_public OR NEW.facts <> "
            "OLD.facts OR NEW.since <> OLD.since OR NEW.until <> OLD.until OR NEW.sha256 <> OLD.sha256 OR "
            "NEW.edition <> OLD.edition OR NEW.asked_of <> OLD.asked_of OR NEW.asked_at <> OLD.asked_at OR "
            "(OLD.state IN ('withdrawn', 'ended', 'revoked') AND NEW.state <> OLD.state) OR (OLD.state = "
            "'granted' AND NEW.state NOT IN ('granted', 'ended', 'revoked')) OR (OLD.state <> 'granted' AND "
            "NEW.state = 'granted' AND (OLD.state <> 'requested' OR NOT EXISTS (SELECT 1 FROM "
            "grants_permissionstep s WHERE s.permission_id = NEW.id AND s.step = 'grant' AND s.number = "
            "(SELECT MAX(m.number) FROM grants_permissionstep m WHERE m.permission_id = NEW.id)) OR (SELECT "
            "COUNT(DISTINCT s.body) FROM grants_permissionstep s WHERE s.permission_id = NEW.id AND s.step IN"
            " ('agree', 'grant') AND NOT EXISTS (SELECT 1 FROM grants_permissionstep d WHERE d.permission_id "
            "= s.permission_id AND d.body = s.body AND d.step = 'decline' AND d.number > s.number) AND (',' "
            "|| NEW.agreed || ',') LIKE ('%,' || s.body || ',%')) < LENGTH(NEW.agreed) - "
            "LENGTH(REPLACE(NEW.agreed, ',', '')) + 1 OR (NEW.asked_of <> '' AND EXISTS (SELECT 1 FROM "
            "grants_permissionstep s WHERE s.permission_id = NEW.id AND s.step = 'grant' AND s.number = "
            "(SELECT MAX(m.number) FROM grants_permissionstep m WHERE m.permission_id = NEW.id) AND s.edition"
            " = NEW.edition) AND (SELECT COUNT(DISTINCT s.body) FROM grants_permissionstep s WHERE "
            "s.permission_id = NEW.id AND s.step IN ('agree', 'grant') AND NOT EXISTS (SELECT 1 FROM "
            "grants_permissionstep d WHERE d.permission_id = s.permission_id AND d.body = s.body AND d.step ="
            " 'decline' AND d.number > s.number) AND (',' || NEW.asked_of || ',') LIKE ('%,' || s.body || "
            "',%')) < LENGTH(NEW.asked_of) - LENGTH(REPLACE(NEW.asked_of, ',', '')) + 1) OR EXISTS (SELECT 1 "
            "FROM grants_permissionstep s WHERE s.permission_id = NEW.id AND s.step IN ('agree', 'grant') AND"
            " NOT EXISTS (SELECT 1 FROM grants_permissionstep d WHERE d.permission_id = s.permission_id AND "
            "d.body = s.body AND d.step = 'decline' AND d.number > s.number) AND s.by_id = NEW.person_id) OR "
            "(SELECT COUNT(DISTINCT s.by_id) FROM grants_permissionstep s WHERE s.permission_id = NEW.id AND "
            "s.step IN ('agree', 'grant') AND NOT EXISTS (SELECT 1 FROM grants_permissionstep d WHERE "
            "d.permission_id = s.permission_id AND d.body = s.body AND d.step = 'decline' AND d.number > "
            "s.number)) < (SELECT COUNT(DISTINCT s.body) FROM grants_permissionstep s WHERE s.permission_id ="
            " NEW.id AND s.step IN ('agree', 'grant') AND NOT EXISTS (SELECT 1 FROM grants_permissionstep d "
            "WHERE d.permission_id = s.permission_id AND d.body = s.body AND d.step = 'decline' AND d.number "
            "> s.number)))) OR (OLD.granted_on IS NOT NULL AND NEW.agreed <> OLD.agreed) OR (OLD.granted_on "
            "IS NOT NULL AND (NEW.granted_on IS NULL OR NEW.granted_on <> OLD.granted_on))) THEN RETURN NEW; "
            "END IF; END IF; RAISE EXCEPTION 'what was decided is not changed' USING ERRCODE = "
            "'restrict_violation'; END $$;"
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
    ),
}
DROP = {
    "sqlite": (
        ("DROP TRIGGER IF EXISTS grants_permission_changes;"),
        ("DROP TRIGGER IF EXISTS grants_permission_stays;"),
        ("DROP TRIGGER IF EXISTS grants_permission_begins;"),
    ),
    "postgresql": (
        ("DROP TRIGGER IF EXISTS grants_permission_changes ON grants_permission;"),
        ("DROP TRIGGER IF EXISTS grants_permission_stays ON grants_permission;"),
        ("DROP TRIGGER IF EXISTS grants_permission_empties ON grants_permission;"),
    ),
}


def create_triggers(apps: Any, schema_editor: Any) -> None:  # Django hands over state and editor like this
    """Put the triggers in force."""
    for statement in CREATE[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


def drop_triggers(apps: Any, schema_editor: Any) -> None:  # the same
    """Lift the triggers, those of an earlier migration too: they have the same names."""
    for statement in DROP[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


def create_old_triggers(apps: Any, schema_editor: Any) -> None:  # the same
    """Put those in force that were there before, on the way back."""
    for statement in EARLIER[schema_editor.connection.vendor]:
        if "grants_permission_" in statement:
            schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    """What was decided is not changed, and nothing is given that was not decided."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("grants", "0003_unchanging")]
    operations: ClassVar[list[migrations.operations.base.Operation]] = [
        migrations.RunPython(drop_triggers, create_old_triggers),
        migrations.AddField(
            "permission",
            "asked_of",
            models.CharField(
                blank=True,
                default="",
                help_text="Bodies that this policy asked, in the order of the alphabet, with commas; blank: not kept then.",
                max_length=60,
            ),
        ),
        migrations.RunPython(create_triggers, drop_triggers),
    ]
