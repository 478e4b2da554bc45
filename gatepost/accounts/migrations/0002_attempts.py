"""The table that counts attempts to sign in: Django's own cache in the database, which no model describes."""

from typing import Any

from django.core.management import call_command
from django.db import migrations


def make(apps: Any, schema_editor: Any) -> None:  # Django's own objects
    """Make the table, in this database."""
    call_command("createcachetable", "gatepost_cache", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    """Make it; nothing is lost when it goes."""

    dependencies = [("gatepost_accounts", "0001_initial")]
    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
