"""The table of documents that are being brought in."""

import django.db.models.deletion
from django.db import migrations, models

import gatepost.kernel.ids


class Migration(migrations.Migration):
    """From nothing."""

    initial = True

    dependencies = [
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="DocumentImport",
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
                ("name", models.CharField(max_length=200)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting to be read"),
                            ("reading", "Being read"),
                            ("ready", "Read: look through it"),
                            ("refused", "Could not be read"),
                        ],
                        default="waiting",
                        max_length=20,
                    ),
                ),
                ("document", models.BinaryField(null=True)),
                ("done", models.PositiveIntegerField(default=0)),
                ("of", models.PositiveIntegerField(default=0)),
                ("refusal", models.CharField(blank=True, max_length=20)),
                ("reason", models.CharField(blank=True, max_length=400)),
                ("proposal", models.TextField(blank=True)),
                ("chosen", models.TextField(default="{}")),
                ("started_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.person"
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.school"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["school", "owner"], name="import_by_owner")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["waiting", "reading", "ready", "refused"])),
                        name="import_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ("ready", "refused")), _negated=True),
                            ("document__isnull", True),
                            _connector="OR",
                        ),
                        name="import_file_is_gone_once_read",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "ready"), _negated=True),
                            models.Q(("proposal", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="import_ready_has_a_proposal",
                    ),
                ],
            },
        ),
    ]
