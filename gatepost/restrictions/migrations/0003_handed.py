"""A notice that no mail told is handed over before it is decided; and a parent can ask that it is looked at again.

SQLite writes a changed table anew, without its triggers: so those of 0002 are lifted before and put in force again after.
"""

from importlib import import_module
from typing import Any, ClassVar

from django.db import migrations, models

CREATE = {
    "sqlite": (
        (
            "CREATE TRIGGER restrictions_restrictionstep_handed BEFORE INSERT ON restrictions_restrictionstep "
            "WHEN NEW.step IN ('confirm', 'change') AND EXISTS (SELECT 1 FROM restrictions_restriction AS told "
            "WHERE told.id = NEW.restriction_id AND told.on_paper AND (told.reply_by > date(NEW.at) OR NOT EXISTS"
            " (SELECT 1 FROM restrictions_restrictionstep AS handed WHERE handed.restriction_id = "
            "NEW.restriction_id AND handed.step = 'hand') OR EXISTS (SELECT 1 FROM restrictions_restrictionstep "
            "AS handed WHERE handed.restriction_id = NEW.restriction_id AND handed.step = 'hand' AND "
            "date(handed.on_paper, '+7 days') > date(NEW.at)))) AND NOT EXISTS (SELECT 1 FROM "
            "restrictions_restrictionstep AS handed WHERE handed.restriction_id = NEW.restriction_id AND "
            "handed.step = 'reply' AND handed.on_paper IS NULL) BEGIN SELECT RAISE(ABORT, 'the notice was not "
            "handed over in time'); END;"
        ),
    ),
    "postgresql": (
        (
            "CREATE OR REPLACE FUNCTION restrictions_restrictionstep_handed() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN IF NEW.step IN ('confirm', 'change') AND EXISTS (SELECT 1 FROM restrictions_restriction AS"
            " told WHERE told.id = NEW.restriction_id AND told.on_paper AND (told.reply_by > (NEW.at AT TIME ZONE"
            " 'UTC')::date OR NOT EXISTS (SELECT 1 FROM restrictions_restrictionstep AS handed WHERE "
            "handed.restriction_id = NEW.restriction_id AND handed.step = 'hand') OR EXISTS (SELECT 1 FROM "
            "restrictions_restrictionstep AS handed WHERE handed.restriction_id = NEW.restriction_id AND "
            "handed.step = 'hand' AND handed.on_paper + 7 > (NEW.at AT TIME ZONE 'UTC')::date))) AND NOT EXISTS "
            "(SELECT 1 FROM restrictions_restrictionstep AS handed WHERE handed.restriction_id = "
            "NEW.restriction_id AND handed.step = 'reply' AND handed.on_paper IS NULL) THEN RAISE EXCEPTION 'the "
            "notice was not handed over in time' USING ERRCODE = 'restrict_violation'; END IF; RETURN NEW; END "
            "$$;"
        ),
        (
            "CREATE TRIGGER restrictions_restrictionstep_handed BEFORE INSERT ON restrictions_restrictionstep FOR"
            " EACH ROW EXECUTE FUNCTION restrictions_restrictionstep_handed();"
        ),
    ),
}
DROP = {
    "sqlite": (("DROP TRIGGER IF EXISTS restrictions_restrictionstep_handed;"),),
    "postgresql": (("DROP TRIGGER IF EXISTS restrictions_restrictionstep_handed ON restrictions_restrictionstep;"),),
}


def lift(apps: Any, schema_editor: Any) -> None:  # Django hands over state and editor like this
    """Lift the triggers of 0002."""
    before = import_module("gatepost.restrictions.migrations.0002_unchanging")
    before.drop_triggers(apps, schema_editor)


def put_back(apps: Any, schema_editor: Any) -> None:  # the same
    """Put the triggers of 0002 in force again."""
    before = import_module("gatepost.restrictions.migrations.0002_unchanging")
    before.create_triggers(apps, schema_editor)


def create_trigger(apps: Any, schema_editor: Any) -> None:  # the same
    """Put the new trigger in force."""
    for statement in CREATE[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


def drop_trigger(apps: Any, schema_editor: Any) -> None:  # the same
    """Lift it."""
    for statement in DROP[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


STEPS = (
    ("notice", "Notice given"),
    ("hand", "Handed over on paper"),
    ("reply", "Reply"),
    ("confirm", "Confirmed"),
    ("change", "Confirmed with less"),
    ("withdraw", "Withdrawn"),
    ("keep", "Reviewed and kept"),
    ("shorten", "Reviewed and made shorter or less"),
    ("lift", "Lifted"),
    ("ask", "Asked to look at it again"),
)
KNOWN = ["hand", "reply", "confirm", "change", "withdraw", "keep", "shorten", "lift", "ask"]


class Migration(migrations.Migration):
    """What was told on paper was handed over before it is decided."""

    dependencies: ClassVar[list[tuple[str, str]]] = [
        ("people", "0012_sign_in_name"),
        ("restrictions", "0002_unchanging"),
    ]
    operations: ClassVar[list[migrations.operations.base.Operation]] = [
        migrations.RunPython(lift, put_back),
        migrations.RemoveConstraint(model_name="restrictionstep", name="restriction_step_is_known"),
        migrations.AddField(
            model_name="restriction",
            name="on_paper",
            field=models.BooleanField(
                default=False, help_text="No mail could tell the parent.", verbose_name="to be handed over"
            ),
        ),
        migrations.AlterField(
            model_name="restrictionstep",
            name="on_paper",
            field=models.DateField(blank=True, null=True, verbose_name="on paper: came or was handed over on"),
        ),
        migrations.AlterField(
            model_name="restrictionstep",
            name="step",
            field=models.CharField(choices=STEPS, max_length=20, verbose_name="what"),
        ),
        migrations.AddConstraint(
            model_name="restrictionstep",
            constraint=models.CheckConstraint(condition=models.Q(step__in=KNOWN), name="restriction_step_is_known"),
        ),
        migrations.AddConstraint(
            model_name="restrictionstep",
            constraint=models.CheckConstraint(
                condition=models.Q(step="reply")
                | models.Q(step="hand", on_paper__isnull=False)
                | ~models.Q(step__in=["reply", "hand"]) & models.Q(on_paper=None),
                name="restriction_step_on_paper_fits",
            ),
        ),
        migrations.RunPython(put_back, lift),
        migrations.RunPython(create_trigger, drop_trigger),
    ]
