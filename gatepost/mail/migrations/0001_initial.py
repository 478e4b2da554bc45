"""The first table: the outbox."""

from django.db import migrations, models

import gatepost.kernel.ids


class Migration(migrations.Migration):
    """From nothing."""

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Message",
            fields=[
                (
                    "id",
                    models.CharField(
                        default=gatepost.kernel.ids.new_id,
                        editable=False,
                        max_length=20,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("school", models.CharField(max_length=20, verbose_name="school")),
                ("person", models.CharField(blank=True, max_length=20, verbose_name="person")),
                ("address", models.CharField(max_length=254, verbose_name="address")),
                ("kind", models.CharField(max_length=30, verbose_name="kind")),
                ("subject", models.CharField(max_length=300, verbose_name="subject")),
                ("body", models.TextField(blank=True, verbose_name="text")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "waiting to be sent"),
                            ("sending", "being sent"),
                            ("sent", "sent"),
                            ("failed", "not delivered"),
                        ],
                        default="queued",
                        max_length=30,
                        verbose_name="state",
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="attempts")),
                ("reason", models.CharField(blank=True, max_length=40, verbose_name="why it was not delivered")),
                ("written_at", models.DateTimeField(verbose_name="written")),
                ("due_at", models.DateTimeField(verbose_name="not to be tried before")),
                ("moved_at", models.DateTimeField(verbose_name="last moved on")),
            ],
            options={
                "verbose_name": "message",
                "verbose_name_plural": "messages",
                "indexes": [
                    models.Index(fields=["school", "person", "written_at"], name="message_of_person"),
                    models.Index(fields=["moved_at"], name="message_by_age"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["queued", "sending", "sent", "failed"])),
                        name="message_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("address", ""), _negated=True), name="message_has_an_address"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(models.Q(("state", "sent"), _negated=True), ("body", ""), _connector="OR"),
                        name="message_sent_keeps_no_text",
                    ),
                ],
            },
        ),
    ]
