"""What answers on paper need, and the end of the time of all.

The day on the sheet, who recorded it, its scan; for how many years a school keeps the answers of those who left; and triggers that
let one go only once the record says so.
"""

from importlib import import_module
from typing import Any, ClassVar

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

import gatepost.kernel.ids

SAID = (
    "EXISTS (SELECT 1 FROM audit_entry JOIN agreements_schooledition "
    "ON agreements_schooledition.school_id = audit_entry.school {join}"
    "AND audit_entry.action = 'signoff.removed' AND audit_entry.subject = {subject})"
)
GOES_WHEN = {
    "signoff_signoff": SAID.format(join="WHERE agreements_schooledition.id = OLD.edition_id ", subject="OLD.id"),
    "signoff_scan": SAID.format(
        join=(
            "JOIN signoff_signoff ON signoff_signoff.edition_id = agreements_schooledition.id "
            "WHERE signoff_signoff.id = OLD.sign_off_id "
        ),
        subject="OLD.sign_off_id",
    ),
}
SAME = {
    "signoff_signoff": "id = NEW.id OR (person_id = NEW.person_id AND edition_id = NEW.edition_id AND number = NEW.number)",
    "signoff_scan": "id = NEW.id OR sign_off_id = NEW.sign_off_id",
}
CREATE = {
    "sqlite": (
        (
            "CREATE TRIGGER {table}_changes BEFORE UPDATE ON {table} "
            "BEGIN SELECT RAISE(ABORT, 'what was signed is not changed'); END;"
        ),
        (
            "CREATE TRIGGER {table}_stays BEFORE DELETE ON {table} WHEN NOT ({goes_when}) "
            "BEGIN SELECT RAISE(ABORT, 'what was signed is not changed'); END;"
        ),
        (
            "CREATE TRIGGER {table}_begins BEFORE INSERT ON {table} "
            "WHEN EXISTS (SELECT 1 FROM {table} WHERE {same} OR rowid = NEW.rowid) "
            "BEGIN SELECT RAISE(ABORT, 'what was signed is not changed'); END;"
        ),
    ),
    "postgresql": (
        (
            "CREATE OR REPLACE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            "IF TG_OP = 'DELETE' THEN IF {goes_when} THEN RETURN OLD; END IF; END IF; "
            "RAISE EXCEPTION 'what was signed is not changed' USING ERRCODE = 'restrict_violation'; END $$;"
        ),
        "CREATE TRIGGER {table}_changes BEFORE UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION {table}_refuse();",
        "CREATE TRIGGER {table}_stays BEFORE DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION {table}_refuse();",
        (
            "CREATE TRIGGER {table}_empties BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse();"
        ),
    ),
}
FIRST = ("signoff_signoff_changes", "signoff_signoff_stays", "signoff_signoff_begins")
"""The triggers of the migration before this one."""


def lift_first(apps: Any, schema_editor: Any) -> None:  # Django hands over state and editor like this
    """Lift the triggers that let nothing go: the new ones take their place."""
    names = FIRST if schema_editor.connection.vendor == "sqlite" else FIRST[:2]
    on = "" if schema_editor.connection.vendor == "sqlite" else " ON signoff_signoff"
    for name in names:
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}{on};", params=None)


def put_first_back(apps: Any, schema_editor: Any) -> None:  # the same
    """Put them in force again."""
    import_module("gatepost.signoff.migrations.0002_unchanging").create_triggers(apps, schema_editor)


def create_triggers(apps: Any, schema_editor: Any) -> None:  # the same
    """Put the triggers in force."""
    for table, same in SAME.items():
        for statement in CREATE[schema_editor.connection.vendor]:
            text = statement.format(table=table, same=same, goes_when=GOES_WHEN[table])
            schema_editor.execute(text, params=None)


def drop_triggers(apps: Any, schema_editor: Any) -> None:  # the same
    """Lift them."""
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    for table in SAME:
        for what in ("changes", "stays", "begins" if is_sqlite else "empties"):
            on = "" if is_sqlite else f" ON {table}"
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_{what}{on};", params=None)


class Migration(migrations.Migration):
    """Columns, a table, triggers."""

    dependencies: ClassVar[list[tuple[str, str]]] = [
        ("signoff", "0003_questions"),
        ("people", "0001_initial"),
        ("agreements", "0002_unchanging"),
        ("audit", "0003_by_subject"),
    ]
    operations: ClassVar[list[migrations.operations.base.Operation]] = [
        migrations.RunPython(lift_first, put_first_back),
        migrations.AddField(
            model_name="signoff",
            name="on_paper",
            field=models.DateField(
                help_text="The day on the sheet; None: on screen.", null=True, verbose_name="signed on paper on"
            ),
        ),
        migrations.AddField(
            model_name="signoff",
            name="recorded_by",
            field=models.ForeignKey(
                help_text="Who of the office, of paper.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.person",
            ),
        ),
        migrations.AlterField(
            model_name="signoff",
            name="at",
            field=models.DateTimeField(help_text="When it came into Gatepost: of paper, when the office recorded it."),
        ),
        migrations.AddConstraint(
            model_name="signoff",
            constraint=models.CheckConstraint(
                condition=Q(on_paper=None, recorded_by=None) | Q(on_paper__isnull=False, recorded_by__isnull=False),
                name="sign_off_on_paper_is_recorded",
            ),
        ),
        migrations.CreateModel(
            name="Scan",
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
                ("kind", models.CharField(choices=[("pdf", "PDF"), ("jpeg", "JPEG"), ("png", "PNG")], max_length=20)),
                ("sha256", models.CharField(max_length=64)),
                ("content", models.BinaryField()),
                (
                    "sign_off",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="scan", to="signoff.signoff"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=Q(kind__in=["pdf", "jpeg", "png"]), name="scan_kind_is_known")
                ],
            },
        ),
        migrations.CreateModel(
            name="KeptFor",
            fields=[
                (
                    "school",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="people.school",
                    ),
                ),
                ("years", models.PositiveSmallIntegerField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=Q(years__gte=1, years__lte=25), name="kept_for_some_years")
                ],
            },
        ),
        migrations.RunPython(create_triggers, drop_triggers),
    ]
