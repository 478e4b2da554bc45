"""Whose address was proven by mail: everybody's until now, since there were no letters."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Yes for whoever is there, no for whoever comes."""

    dependencies = [("people", "0010_sessions_are_rows")]

    operations = [
        migrations.AddField(
            "account", "is_proven", models.BooleanField(default=True, verbose_name="address is proven")
        ),
        migrations.AlterField(
            "account", "is_proven", models.BooleanField(default=False, verbose_name="address is proven")
        ),
    ]
