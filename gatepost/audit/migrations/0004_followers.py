"""Keep how far those have read who go by the record."""

import django.core.validators
from django.db import migrations, models

ONE_WORD = [django.core.validators.RegexValidator("\\A[\\x21-\\x7e]+\\Z", "One word in plain ASCII is needed.")]


class Migration(migrations.Migration):
    """One table; whoever follows begins at the first entry."""

    dependencies = [
        ("audit", "0003_by_subject"),
    ]

    operations = [
        migrations.CreateModel(
            name="AuditFollower",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "name", "school", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("name", models.CharField(max_length=64, validators=ONE_WORD)),
                ("school", models.CharField(max_length=64, validators=ONE_WORD)),
                ("sequence", models.PositiveBigIntegerField(default=0)),
            ],
            options={
                "db_table": "audit_follower",
            },
        ),
    ]
