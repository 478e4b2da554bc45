"""The triggers that let a draft be changed and nothing else, on both databases."""

from typing import Any, ClassVar

from django.db import migrations

CREATE = {
    "sqlite": (
        (
            "CREATE TRIGGER agreements_schooledition_begins BEFORE INSERT ON agreements_schooledition "
            "WHEN NEW.state <> 'draft' OR EXISTS (SELECT 1 FROM agreements_schooledition WHERE id = "
            "NEW.id) BEGIN SELECT RAISE(ABORT, 'an edition that was proposed is not changed'); END;"
        ),
        (
            "CREATE TRIGGER agreements_schooledition_changes BEFORE UPDATE ON agreements_schooledition "
            "WHEN (NEW.id IS NOT OLD.id OR NEW.school_id IS NOT OLD.school_id OR NEW.source IS NOT "
            "OLD.source OR NEW.base_id IS NOT OLD.base_id OR NEW.started_by_id IS NOT "
            "OLD.started_by_id OR NEW.started_at IS NOT OLD.started_at) OR (OLD.state <> 'draft' AND "
            "(NEW.content IS NOT OLD.content OR NEW.sha256 IS NOT OLD.sha256 OR NEW.label IS NOT "
            "OLD.label OR NEW.title IS NOT OLD.title)) OR (OLD.state = 'approved' AND (NEW.state <> "
            "'approved' OR NEW.proposed_by_id IS NOT OLD.proposed_by_id OR NEW.proposed_at IS NOT "
            "OLD.proposed_at)) OR (OLD.state = 'draft' AND NEW.state = 'approved') OR (NEW.state = "
            "'approved' AND NOT EXISTS (SELECT 1 FROM agreements_approval WHERE edition_id = NEW.id "
            "AND sha256 = NEW.sha256)) BEGIN SELECT RAISE(ABORT, 'an edition that was proposed is not "
            "changed'); END;"
        ),
        (
            "CREATE TRIGGER agreements_schooledition_stays BEFORE DELETE ON agreements_schooledition "
            "WHEN OLD.state <> 'draft' BEGIN SELECT RAISE(ABORT, 'an edition that was proposed is not "
            "changed'); END;"
        ),
        (
            "CREATE TRIGGER agreements_editionstep_changes BEFORE UPDATE ON agreements_editionstep "
            "BEGIN SELECT RAISE(ABORT, 'what was decided is not changed'); END;"
        ),
        (
            "CREATE TRIGGER agreements_editionstep_stays BEFORE DELETE ON agreements_editionstep BEGIN "
            "SELECT RAISE(ABORT, 'what was decided is not changed'); END;"
        ),
        (
            "CREATE TRIGGER agreements_approval_changes BEFORE UPDATE ON agreements_approval BEGIN "
            "SELECT RAISE(ABORT, 'what was decided is not changed'); END;"
        ),
        (
            "CREATE TRIGGER agreements_approval_stays BEFORE DELETE ON agreements_approval BEGIN "
            "SELECT RAISE(ABORT, 'what was decided is not changed'); END;"
        ),
        (
            "CREATE TRIGGER agreements_signature_changes BEFORE UPDATE ON agreements_signature BEGIN "
            "SELECT RAISE(ABORT, 'what was decided is not changed'); END;"
        ),
        (
            "CREATE TRIGGER agreements_signature_stays BEFORE DELETE ON agreements_signature BEGIN "
            "SELECT RAISE(ABORT, 'what was decided is not changed'); END;"
        ),
        (
            "CREATE TRIGGER agreements_review_changes BEFORE UPDATE ON agreements_review BEGIN SELECT "
            "RAISE(ABORT, 'what was decided is not changed'); END;"
        ),
        (
            "CREATE TRIGGER agreements_review_stays BEFORE DELETE ON agreements_review BEGIN SELECT "
            "RAISE(ABORT, 'what was decided is not changed'); END;"
        ),
        (
            "CREATE TRIGGER agreements_rulingmade_changes BEFORE UPDATE ON agreements_rulingmade BEGIN "
            "SELECT RAISE(ABORT, 'what was decided is not changed'); END;"
        ),
        (
            "CREATE TRIGGER agreements_rulingmade_stays BEFORE DELETE ON agreements_rulingmade BEGIN "
            "SELECT RAISE(ABORT, 'what was decided is not changed'); END;"
        ),
    ),
    "postgresql": (
        (
            "CREATE OR REPLACE FUNCTION agreements_refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN IF (NEW.id IS DISTINCT FROM OLD.id OR NEW.school_id IS DISTINCT FROM "
            "OLD.school_id OR NEW.source IS DISTINCT FROM OLD.source OR NEW.base_id IS DISTINCT FROM "
            "OLD.base_id OR NEW.started_by_id IS DISTINCT FROM OLD.started_by_id OR NEW.started_at IS "
            "DISTINCT FROM OLD.started_at) OR (OLD.state <> 'draft' AND (NEW.content IS DISTINCT FROM "
            "OLD.content OR NEW.sha256 IS DISTINCT FROM OLD.sha256 OR NEW.label IS DISTINCT FROM "
            "OLD.label OR NEW.title IS DISTINCT FROM OLD.title)) OR (OLD.state = 'approved' AND "
            "(NEW.state <> 'approved' OR NEW.proposed_by_id IS DISTINCT FROM OLD.proposed_by_id OR "
            "NEW.proposed_at IS DISTINCT FROM OLD.proposed_at)) OR (OLD.state = 'draft' AND NEW.state "
            "= 'approved') OR (NEW.state = 'approved' AND NOT EXISTS (SELECT 1 FROM "
            "agreements_approval WHERE edition_id = NEW.id AND sha256 = NEW.sha256)) THEN RAISE "
            "EXCEPTION 'an edition that was proposed is not changed' USING ERRCODE = "
            "'restrict_violation'; END IF; RETURN NEW; END $$;"
        ),
        (
            "CREATE OR REPLACE FUNCTION agreements_refuse_beginning() RETURNS trigger LANGUAGE plpgsql "
            "AS $$ BEGIN IF NEW.state <> 'draft' THEN RAISE EXCEPTION 'an edition that was proposed is "
            "not changed' USING ERRCODE = 'restrict_violation'; END IF; RETURN NEW; END $$;"
        ),
        (
            "CREATE OR REPLACE FUNCTION agreements_refuse_removal() RETURNS trigger LANGUAGE plpgsql "
            "AS $$ BEGIN IF OLD.state <> 'draft' THEN RAISE EXCEPTION 'an edition that was proposed is "
            "not changed' USING ERRCODE = 'restrict_violation'; END IF; RETURN OLD; END $$;"
        ),
        (
            "CREATE OR REPLACE FUNCTION agreements_refuse_ever() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'what was decided is not changed' USING ERRCODE = "
            "'restrict_violation'; END $$;"
        ),
        (
            "CREATE TRIGGER agreements_schooledition_begins BEFORE INSERT ON agreements_schooledition "
            "FOR EACH ROW EXECUTE FUNCTION agreements_refuse_beginning();"
        ),
        (
            "CREATE TRIGGER agreements_schooledition_changes BEFORE UPDATE ON agreements_schooledition "
            "FOR EACH ROW EXECUTE FUNCTION agreements_refuse_change();"
        ),
        (
            "CREATE TRIGGER agreements_schooledition_stays BEFORE DELETE ON agreements_schooledition "
            "FOR EACH ROW EXECUTE FUNCTION agreements_refuse_removal();"
        ),
        (
            "CREATE TRIGGER agreements_editionstep_changes BEFORE UPDATE ON agreements_editionstep FOR "
            "EACH ROW EXECUTE FUNCTION agreements_refuse_ever();"
        ),
        (
            "CREATE TRIGGER agreements_editionstep_stays BEFORE DELETE ON agreements_editionstep FOR "
            "EACH ROW EXECUTE FUNCTION agreements_refuse_ever();"
        ),
        (
            "CREATE TRIGGER agreements_approval_changes BEFORE UPDATE ON agreements_approval FOR EACH "
            "ROW EXECUTE FUNCTION agreements_refuse_ever();"
        ),
        (
            "CREATE TRIGGER agreements_approval_stays BEFORE DELETE ON agreements_approval FOR EACH "
            "ROW EXECUTE FUNCTION agreements_refuse_ever();"
        ),
        (
            "CREATE TRIGGER agreements_signature_changes BEFORE UPDATE ON agreements_signature FOR "
            "EACH ROW EXECUTE FUNCTION agreements_refuse_ever();"
        ),
        (
            "CREATE TRIGGER agreements_signature_stays BEFORE DELETE ON agreements_signature FOR EACH "
            "ROW EXECUTE FUNCTION agreements_refuse_ever();"
        ),
        (
            "CREATE TRIGGER agreements_review_changes BEFORE UPDATE ON agreements_review FOR EACH ROW "
            "EXECUTE FUNCTION agreements_refuse_ever();"
        ),
        (
            "CREATE TRIGGER agreements_review_stays BEFORE DELETE ON agreements_review FOR EACH ROW "
            "EXECUTE FUNCTION agreements_refuse_ever();"
        ),
        (
            "CREATE TRIGGER agreements_rulingmade_changes BEFORE UPDATE ON agreements_rulingmade FOR "
            "EACH ROW EXECUTE FUNCTION agreements_refuse_ever();"
        ),
        (
            "CREATE TRIGGER agreements_rulingmade_stays BEFORE DELETE ON agreements_rulingmade FOR "
            "EACH ROW EXECUTE FUNCTION agreements_refuse_ever();"
        ),
    ),
}
DROP = {
    "sqlite": (
        ("DROP TRIGGER IF EXISTS agreements_schooledition_begins;"),
        ("DROP TRIGGER IF EXISTS agreements_schooledition_changes;"),
        ("DROP TRIGGER IF EXISTS agreements_schooledition_stays;"),
        ("DROP TRIGGER IF EXISTS agreements_editionstep_changes;"),
        ("DROP TRIGGER IF EXISTS agreements_editionstep_stays;"),
        ("DROP TRIGGER IF EXISTS agreements_approval_changes;"),
        ("DROP TRIGGER IF EXISTS agreements_approval_stays;"),
        ("DROP TRIGGER IF EXISTS agreements_signature_changes;"),
        ("DROP TRIGGER IF EXISTS agreements_signature_stays;"),
        ("DROP TRIGGER IF EXISTS agreements_review_changes;"),
        ("DROP TRIGGER IF EXISTS agreements_review_stays;"),
        ("DROP TRIGGER IF EXISTS agreements_rulingmade_changes;"),
        ("DROP TRIGGER IF EXISTS agreements_rulingmade_stays;"),
    ),
    "postgresql": (
        ("DROP TRIGGER IF EXISTS agreements_schooledition_begins ON agreements_schooledition;"),
        ("DROP TRIGGER IF EXISTS agreements_schooledition_changes ON agreements_schooledition;"),
        ("DROP TRIGGER IF EXISTS agreements_schooledition_stays ON agreements_schooledition;"),
        ("DROP TRIGGER IF EXISTS agreements_editionstep_changes ON agreements_editionstep;"),
        ("DROP TRIGGER IF EXISTS agreements_editionstep_stays ON agreements_editionstep;"),
        ("DROP TRIGGER IF EXISTS agreements_approval_changes ON agreements_approval;"),
        ("DROP TRIGGER IF EXISTS agreements_approval_stays ON agreements_approval;"),
        ("DROP TRIGGER IF EXISTS agreements_signature_changes ON agreements_signature;"),
        ("DROP TRIGGER IF EXISTS agreements_signature_stays ON agreements_signature;"),
        ("DROP TRIGGER IF EXISTS agreements_review_changes ON agreements_review;"),
        ("DROP TRIGGER IF EXISTS agreements_review_stays ON agreements_review;"),
        ("DROP TRIGGER IF EXISTS agreements_rulingmade_changes ON agreements_rulingmade;"),
        ("DROP TRIGGER IF EXISTS agreements_rulingmade_stays ON agreements_rulingmade;"),
    ),
}


def create_triggers(apps: Any, schema_editor: Any) -> None:  # Django hands over state and editor like this
    """Put the triggers in force."""
    for statement in CREATE[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


def drop_triggers(apps: Any, schema_editor: Any) -> None:  # the same
    """Lift the triggers, on the way back to no tables."""
    for statement in DROP[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    """What was decided is not changed."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("agreements", "0001_initial")]
    operations: ClassVar[list[migrations.operations.base.Operation]] = [
        migrations.RunPython(create_triggers, drop_triggers)
    ]
