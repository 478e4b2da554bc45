"""A notice that was open before 0003, to a parent without an address, is handed over like any later one.

What a parent was told is not changed: this says how. For it the triggers of 0002 are lifted and put in force again.
"""

from importlib import import_module
from typing import Any, ClassVar

from django.db import migrations

DECIDED = ("confirm", "change", "withdraw", "lift")


def say_on_paper(apps: Any, schema_editor: Any) -> None:  # Django hands over state and editor like this
    """Mark them, the entry to which a parent was joined asked for an address too."""
    triggers = import_module("gatepost.restrictions.migrations.0002_unchanging")
    notices = apps.get_model("restrictions", "Restriction").objects
    is_open = notices.filter(on_paper=False).exclude(steps__step__in=DECIDED)
    rows = is_open.select_related("person__account", "person__merged_into__account")
    ids = [row.id for row in rows if not _address(row.person.merged_into or row.person)]
    if ids:
        triggers.drop_triggers(apps, schema_editor)
        notices.filter(id__in=ids).update(on_paper=True)
        triggers.create_triggers(apps, schema_editor)


def _address(person: Any) -> str:
    return (person.account.email if person.account else "") or person.email


class Migration(migrations.Migration):
    """Open notices to whom no mail tells are on paper."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("restrictions", "0003_handed")]
    operations: ClassVar[list[migrations.operations.base.Operation]] = [
        migrations.RunPython(say_on_paper, migrations.RunPython.noop)
    ]
