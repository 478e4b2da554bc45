"""To which address an invitation went: what it proves."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Blank for those that are there: they open the accounts that were opened for them and no others."""

    dependencies = [("gatepost_accounts", "0004_paper")]

    operations = [
        migrations.AddField(
            "invitation", "sent_to", models.EmailField(blank=True, max_length=254, verbose_name="sent to")
        ),
    ]
