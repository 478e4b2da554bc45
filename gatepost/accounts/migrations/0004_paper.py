"""Which invitations are on paper, and which browser used one up."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Two columns more."""

    dependencies = [
        ("gatepost_accounts", "0003_sessions"),
    ]

    operations = [
        migrations.AddField(
            model_name="invitation",
            name="on_paper",
            field=models.BooleanField(default=False, verbose_name="on paper"),
        ),
        migrations.AddField(
            model_name="invitation",
            name="used_from",
            field=models.CharField(blank=True, max_length=64, verbose_name="hash of the mark of the browser"),
        ),
    ]
