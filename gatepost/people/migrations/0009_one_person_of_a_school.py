"""An account is one person of a school; what pointed the other way is gone."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """The old column goes, now that the new one is filled."""

    dependencies = [("people", "0008_whose_account")]

    operations = [
        migrations.RemoveField("account", "person"),
        migrations.AddConstraint(
            "person",
            models.UniqueConstraint(fields=["school", "account"], name="account_is_one_person_of_a_school"),
        ),
    ]
