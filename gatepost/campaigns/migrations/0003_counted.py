"""Keep what the answers to a campaign came to when the worker counted last."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """One table."""

    dependencies = [
        ("campaigns", "0002_chasing"),
    ]

    operations = [
        migrations.CreateModel(
            name="Counted",
            fields=[
                (
                    "campaign",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="campaigns.campaign",
                    ),
                ),
                ("sequence", models.PositiveBigIntegerField(help_text="The number of the record's last entry then.")),
                ("hash", models.CharField(help_text="The hash of that entry.", max_length=64)),
                ("on", models.DateField(help_text="As of which day people were counted.")),
                ("today", models.DateField()),
                ("figures", models.JSONField()),
            ],
        ),
    ]
