"""Sessions that an account can end all at once."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """A number that is part of what a session has to match."""

    dependencies = [
        ("people", "0005_search_beginnings"),
    ]

    operations = [
        migrations.AddField(
            model_name="account",
            name="sessions_since",
            field=models.PositiveIntegerField(default=0, verbose_name="times signed out everywhere"),
        ),
    ]
