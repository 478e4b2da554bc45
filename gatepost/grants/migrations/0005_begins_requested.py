"""Let a permission begin as asked for and as nothing else, on both databases."""

from typing import Any, ClassVar

from django.db import migrations

CREATE = {
    "sqlite": (
        (
            "CREATE TRIGGER grants_permission_enters BEFORE INSERT ON grants_permission WHEN (NEW.state <> "
            "'requested' OR NEW.agreed <> '' OR NEW.granted_on IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'what "
            "was decided is not changed'); END;"
        ),
    ),
    "postgresql": (
        (
            "CREATE TRIGGER grants_permission_enters BEFORE INSERT ON grants_permission FOR EACH ROW WHEN "
            "(NEW.state <> 'requested' OR NEW.agreed <> '' OR NEW.granted_on IS NOT NULL) EXECUTE FUNCTION "
            "grants_permission_refuse();"
        ),
    ),
}
DROP = {
    "sqlite": ("DROP TRIGGER IF EXISTS grants_permission_enters;",),
    "postgresql": ("DROP TRIGGER IF EXISTS grants_permission_enters ON grants_permission;",),
}


def create_trigger(apps: Any, schema_editor: Any) -> None:  # Django hands over state and editor like this
    """Put the trigger in force."""
    for statement in CREATE[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


def drop_trigger(apps: Any, schema_editor: Any) -> None:  # the same
    """Lift it."""
    for statement in DROP[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    """Nothing begins as given: it is asked for, and then decided."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("grants", "0004_given_by_steps")]
    operations: ClassVar[list[migrations.operations.base.Operation]] = [
        migrations.RunPython(create_trigger, drop_trigger),
    ]
