"""Let PostgreSQL find names and addresses by their beginnings whatever its sort order."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Indexes, and nothing else."""

    dependencies = [
        ("people", "0004_words_of_names"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="person",
            index=models.Index(
                fields=["school", "email"],
                name="person_by_email_begun",
                opclasses=["varchar_ops", "varchar_pattern_ops"],
            ),
        ),
        migrations.AddIndex(
            model_name="searchword",
            index=models.Index(
                fields=["school", "word"], name="search_by_beginning", opclasses=["varchar_ops", "varchar_pattern_ops"]
            ),
        ),
    ]
