"""How many letters come back a day; mail that did not arrive is found quickly."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """After the outbox."""

    dependencies = [
        ("mail", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="ReturnedCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField(verbose_name="day")),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            ("bounce", "a mail of ours that was not delivered"),
                            ("not-failed", "a report that nothing failed yet"),
                            ("unknown", "a report about no mail of ours, or not about whom it was for"),
                            ("other", "something else: an answer, a notice of absence"),
                            ("too-large", "too large to be a report about a mail of ours"),
                        ],
                        max_length=30,
                        verbose_name="what it was",
                    ),
                ),
                ("number", models.PositiveIntegerField(default=0, verbose_name="how many")),
            ],
            options={
                "verbose_name": "number of letters that came back",
                "verbose_name_plural": "numbers of letters that came back",
            },
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("state", "failed")), fields=["school"], name="message_not_delivered"
            ),
        ),
        migrations.AddConstraint(
            model_name="returnedcount",
            constraint=models.UniqueConstraint(fields=("day", "verdict"), name="returned_once_a_day"),
        ),
        migrations.AddConstraint(
            model_name="returnedcount",
            constraint=models.CheckConstraint(
                condition=models.Q(("verdict__in", ["bounce", "not-failed", "unknown", "other", "too-large"])),
                name="returned_verdict_is_known",
            ),
        ),
    ]
