"""An account may have a sign-in name in place of an address."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One column more, and one that may be empty."""

    dependencies = [
        ("people", "0011_proven"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="account",
            name="account_has_an_email",
        ),
        migrations.AddField(
            model_name="account",
            name="name",
            field=models.CharField(blank=True, max_length=60, null=True, unique=True, verbose_name="sign-in name"),
        ),
        migrations.AlterField(
            model_name="account",
            name="email",
            field=models.EmailField(blank=True, max_length=254, null=True, unique=True, verbose_name="e-mail address"),
        ),
        migrations.AddConstraint(
            model_name="account",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("email__isnull", False), ("name__isnull", False), _connector="OR"),
                    models.Q(("email", ""), _negated=True),
                    models.Q(("name", ""), _negated=True),
                ),
                name="account_has_an_email_or_a_name",
            ),
        ),
    ]
