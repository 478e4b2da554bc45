"""Let a campaign ask those alone who signed before."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One audience more."""

    dependencies = [
        ("agreements", "0003_edition_by_hash"),
        ("campaigns", "0003_counted"),
        ("people", "0012_sign_in_name"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="campaign",
            name="campaign_audience_is_known",
        ),
        migrations.RemoveConstraint(
            model_name="campaign",
            name="campaign_of_fewer_is_minuted",
        ),
        migrations.AlterField(
            model_name="campaign",
            name="audience",
            field=models.CharField(
                choices=[
                    ("everyone", "Everybody"),
                    ("hats", "Only those who wear certain hats"),
                    ("changed", "Those for whom something changes, and those who have never signed"),
                    ("signed", "Only those who signed before and for whom something changes"),
                    ("joiners", "Only those who join from now on"),
                ],
                max_length=20,
            ),
        ),
        migrations.AddConstraint(
            model_name="campaign",
            constraint=models.CheckConstraint(
                condition=models.Q(("audience__in", ["everyone", "hats", "changed", "signed", "joiners"])),
                name="campaign_audience_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="campaign",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("audience__in", ["changed", "signed"]), _negated=True),
                    models.Q(("minute", ""), _negated=True),
                    _connector="OR",
                ),
                name="campaign_of_fewer_is_minuted",
            ),
        ),
    ]
