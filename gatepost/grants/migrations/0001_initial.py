"""Make the tables of permissions, and let no step be changed or removed once it is taken, on both databases."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

import gatepost.kernel.ids

TABLE = "grants_permissionstep"
SAME = "id = NEW.id OR (permission_id = NEW.permission_id AND number = NEW.number)"
THERE = f"WHEN EXISTS (SELECT 1 FROM {TABLE} WHERE {SAME} OR rowid = NEW.rowid)"  # noqa: S608  # names of our own table
REFUSED = "what was decided is not changed"
ABORT = f"BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END;"
REFUSE = f"EXECUTE FUNCTION {TABLE}_refuse();"
CREATE = {
    "sqlite": (
        f"CREATE TRIGGER {TABLE}_changes BEFORE UPDATE ON {TABLE} {ABORT}",
        f"CREATE TRIGGER {TABLE}_stays BEFORE DELETE ON {TABLE} {ABORT}",
        (f"CREATE TRIGGER {TABLE}_begins BEFORE INSERT ON {TABLE} {THERE} {ABORT}"),
    ),
    "postgresql": (
        (
            f"CREATE OR REPLACE FUNCTION {TABLE}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"RAISE EXCEPTION '{REFUSED}' USING ERRCODE = 'restrict_violation'; END $$;"
        ),
        f"CREATE TRIGGER {TABLE}_changes BEFORE UPDATE ON {TABLE} FOR EACH ROW {REFUSE}",
        f"CREATE TRIGGER {TABLE}_stays BEFORE DELETE ON {TABLE} FOR EACH ROW {REFUSE}",
        f"CREATE TRIGGER {TABLE}_empties BEFORE TRUNCATE ON {TABLE} FOR EACH STATEMENT {REFUSE}",
    ),
}
DROP = {
    "sqlite": tuple(f"DROP TRIGGER IF EXISTS {TABLE}_{what};" for what in ("changes", "stays", "begins")),
    "postgresql": tuple(
        f"DROP TRIGGER IF EXISTS {TABLE}_{what} ON {TABLE};" for what in ("changes", "stays", "empties")
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
    """Two tables, and the triggers of one."""

    initial = True

    dependencies = [
        ("people", "0012_sign_in_name"),
    ]

    operations = [
        migrations.CreateModel(
            name="Permission",
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
                ("kind", models.CharField(help_text="As the policy's pack calls it.", max_length=30)),
                (
                    "hats",
                    models.CharField(
                        help_text="For which hats, in the order of the alphabet, with commas.", max_length=80
                    ),
                ),
                ("what", models.CharField(max_length=1000)),
                ("account", models.CharField(help_text="Which account, site or paper.", max_length=200)),
                (
                    "in_public",
                    models.CharField(help_text="What the public page may say: it names nobody.", max_length=200),
                ),
                (
                    "facts",
                    models.JSONField(
                        blank=True, default=dict, help_text="For each fact that the kind turns on, which values."
                    ),
                ),
                ("since", models.DateField()),
                ("until", models.DateField(help_text="The last day.")),
                ("sha256", models.CharField(help_text="Of the scope.", max_length=64)),
                ("edition", models.CharField(help_text="The policy under which it was asked.", max_length=64)),
                ("asked_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("requested", "Asked for"),
                            ("refused", "Refused"),
                            ("withdrawn", "Taken back by whoever asked"),
                            ("granted", "In force"),
                            ("ended", "Given back, or ended because its holder left"),
                            ("revoked", "Taken away"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "agreed",
                    models.CharField(
                        blank=True,
                        help_text="Bodies whose yes stands, in the order of the alphabet, with commas.",
                        max_length=60,
                    ),
                ),
                ("granted_on", models.DateField(blank=True, null=True)),
                (
                    "person",
                    models.ForeignKey(
                        help_text="Who asked and would hold it.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.school"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PermissionStep",
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
                ("number", models.PositiveIntegerField()),
                (
                    "step",
                    models.CharField(
                        choices=[
                            ("ask", "Asked for"),
                            ("agree", "Agreed; others decide too"),
                            ("grant", "Agreed, and so given"),
                            ("decline", "Refused"),
                            ("answer", "Answered to the refusal"),
                            ("withdraw", "Taken back"),
                            ("give-back", "Given back"),
                            ("leave", "Ended: the holder left"),
                            ("revoke", "Taken away"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "body",
                    models.CharField(
                        blank=True, help_text="For which it was decided, as the pack calls it.", max_length=20
                    ),
                ),
                ("round", models.PositiveIntegerField(help_text="How often a refusal had been answered before.")),
                (
                    "text",
                    models.CharField(
                        blank=True,
                        help_text="Conditions, reasons, an answer.",
                        max_length=2000,
                        verbose_name="words",
                    ),
                ),
                (
                    "checked",
                    models.CharField(blank=True, help_text="How everyone shown was checked.", max_length=2000),
                ),
                ("minute", models.CharField(blank=True, max_length=100)),
                ("met_on", models.DateField(null=True)),
                ("sha256", models.CharField(help_text="Of the scope that this was about.", max_length=64)),
                ("edition", models.CharField(help_text="The policy by which it was done.", max_length=64)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        help_text="None: Gatepost, when the holder had left.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "permission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="grants.permission"
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="permission",
            index=models.Index(fields=["person", "state", "until"], name="permission_of_person"),
        ),
        migrations.AddIndex(
            model_name="permission",
            index=models.Index(fields=["school", "state", "until"], name="permission_by_school"),
        ),
        migrations.AddIndex(
            model_name="permission",
            index=models.Index(fields=["school", "asked_at", "id"], name="permission_by_day"),
        ),
        migrations.AddConstraint(
            model_name="permission",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["requested", "refused", "withdrawn", "granted", "ended", "revoked"])),
                name="permission_state_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="permission",
            constraint=models.CheckConstraint(
                condition=models.Q(("until__gte", models.F("since"))), name="permission_ends_after_it_began"
            ),
        ),
        migrations.AddConstraint(
            model_name="permission",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "granted"), _negated=True),
                    models.Q(("granted_on__isnull", False), models.Q(("agreed", ""), _negated=True)),
                    _connector="OR",
                ),
                name="permission_is_given_on_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="permissionstep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "step__in",
                        ["ask", "agree", "grant", "decline", "answer", "withdraw", "give-back", "leave", "revoke"],
                    )
                ),
                name="permission_step_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="permissionstep",
            constraint=models.UniqueConstraint(fields=("permission", "number"), name="permission_steps_are_in_order"),
        ),
        migrations.AddConstraint(
            model_name="permissionstep",
            constraint=models.UniqueConstraint(
                condition=models.Q(("step__in", ["agree", "grant"])),
                fields=("permission", "round", "body"),
                name="permission_body_agrees_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="permissionstep",
            constraint=models.UniqueConstraint(
                condition=models.Q(("step__in", ["agree", "grant"])),
                fields=("permission", "round", "by"),
                name="permission_nobody_agrees_twice",
            ),
        ),
        migrations.AddConstraint(
            model_name="permissionstep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("step__in", ["decline", "revoke", "answer"]), _negated=True),
                    models.Q(("text", ""), _negated=True),
                    _connector="OR",
                ),
                name="permission_no_has_its_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="permissionstep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("met_on", None), ("minute", "")),
                    models.Q(models.Q(("minute", ""), _negated=True), ("met_on__isnull", False)),
                    _connector="OR",
                ),
                name="permission_minute_has_its_day",
            ),
        ),
        migrations.RunPython(create_triggers, drop_triggers),
    ]
