"""What was recorded by mistake from a sheet.

A table that says so of an answer, never changed; and the triggers of the scans anew: one may go as soon as the record says that its
answer was recorded by mistake.
"""

from importlib import import_module
from typing import Any, ClassVar

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

import gatepost.kernel.ids

WHYS = [
    ("person", "The sheet belongs to somebody else"),
    ("answer", "Another box is ticked on the sheet"),
    ("sheet", "The day, the name or the scan is wrong"),
    ("other", "Something else"),
]
SAID = (
    "EXISTS (SELECT 1 FROM audit_entry JOIN agreements_schooledition "
    "ON agreements_schooledition.school_id = audit_entry.school "
    "JOIN signoff_signoff ON signoff_signoff.edition_id = agreements_schooledition.id "
    "WHERE signoff_signoff.id = OLD.sign_off_id "
    "AND audit_entry.action {action} AND audit_entry.subject = OLD.sign_off_id)"
)
BEFORE = {"signoff_scan": SAID.format(action="= 'signoff.removed'")}
GOES_WHEN = {
    "signoff_scan": SAID.format(action="IN ('signoff.removed', 'signoff.mistaken')"),
    "signoff_mistake": SAID.format(action="= 'signoff.removed'"),
}


def _create(schema_editor: Any, goes_when: dict[str, str]) -> None:
    texts = import_module("gatepost.signoff.migrations.0004_paper").CREATE[schema_editor.connection.vendor]
    for table, condition in goes_when.items():
        for text in texts:
            same = "id = NEW.id OR sign_off_id = NEW.sign_off_id"
            schema_editor.execute(text.format(table=table, same=same, goes_when=condition), params=None)


def _drop(schema_editor: Any, tables: dict[str, str]) -> None:
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    for table in tables:
        for what in ("changes", "stays", "begins" if is_sqlite else "empties"):
            on = "" if is_sqlite else f" ON {table}"
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_{what}{on};", params=None)


def renew(apps: Any, schema_editor: Any) -> None:  # Django hands over state and editor like this
    """Put the new triggers in the place of those of the scans, and the others in force."""
    _drop(schema_editor, BEFORE)
    _create(schema_editor, GOES_WHEN)


def put_back(apps: Any, schema_editor: Any) -> None:  # the same
    """Put the earlier ones in force again."""
    _drop(schema_editor, GOES_WHEN)
    _create(schema_editor, BEFORE)


class Migration(migrations.Migration):
    """A table, triggers."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("signoff", "0004_paper"), ("people", "0001_initial")]
    operations: ClassVar[list[migrations.operations.base.Operation]] = [
        migrations.CreateModel(
            name="Mistake",
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
                ("why", models.CharField(choices=WHYS, max_length=20)),
                ("scan_sha256", models.CharField(help_text="Of the scan that was removed.", max_length=64)),
                ("at", models.DateTimeField(verbose_name="found to be recorded by mistake")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
                (
                    "sign_off",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="mistake", to="signoff.signoff"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(why__in=["person", "answer", "sheet", "other"]), name="mistake_has_a_known_reason"
                    )
                ],
            },
        ),
        migrations.RunPython(renew, put_back),
    ]
