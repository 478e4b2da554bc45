"""An account opens as many schools as let its owner in: the person has the account, not the account its person."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """The new columns, beside the old one."""

    dependencies = [("people", "0006_sessions_since")]

    operations = [
        migrations.AlterField(
            "account",
            "person",
            models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="its_account",
                to="people.person",
                verbose_name="person",
            ),
        ),
        migrations.AddField(
            "person",
            "account",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="persons",
                to="people.account",
                verbose_name="account",
            ),
        ),
        migrations.AddField(
            "person",
            "access_ended_at",
            models.DateTimeField(blank=True, null=True, verbose_name="was stopped from signing in"),
        ),
    ]
