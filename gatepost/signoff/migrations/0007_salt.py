"""The salt of the mark that the record holds of a name and a reason: added without writing the table anew, so triggers stay."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """A column."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("signoff", "0006_links")]
    operations: ClassVar[list[migrations.operations.base.Operation]] = [
        migrations.AddField(
            model_name="signoff",
            name="salt",
            field=models.BinaryField(
                max_length=16,
                null=True,
                help_text="Of the mark of name and reason in the record; None: from before there was one.",
            ),
        )
    ]
