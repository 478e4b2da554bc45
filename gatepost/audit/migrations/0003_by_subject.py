"""Let the entries about one thing be found quickly, however long the record is."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Indexes, and nothing else."""

    dependencies = [
        ("audit", "0002_nothing_replaced"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="auditentry",
            index=models.Index(fields=["school", "subject", "sequence"], name="audit_entry_by_subject"),
        ),
    ]
