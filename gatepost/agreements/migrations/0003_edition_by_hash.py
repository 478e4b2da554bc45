"""The edition with a hash is found at once, however many there are."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """After the triggers."""

    dependencies = [
        ("agreements", "0002_unchanging"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="schooledition",
            index=models.Index(fields=["sha256"], name="edition_by_hash"),
        ),
    ]
