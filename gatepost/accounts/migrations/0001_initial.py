"""The first tables: invitations, and what counts attempts to sign in."""

import django.db.models.deletion
from django.db import migrations, models

import gatepost.kernel.ids


class Migration(migrations.Migration):
    """From nothing."""

    initial = True

    dependencies = [
        ("people", "0005_search_beginnings"),
    ]

    operations = [
        migrations.CreateModel(
            name="Invitation",
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
                ("token_hash", models.CharField(max_length=64, unique=True, verbose_name="hash of the token")),
                ("made_by", models.CharField(max_length=20, verbose_name="made by")),
                ("made_at", models.DateTimeField(verbose_name="made")),
                ("expires_at", models.DateTimeField(verbose_name="works until")),
                ("used_at", models.DateTimeField(blank=True, null=True, verbose_name="used")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended by a later one")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invitations",
                        to="people.person",
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "invitation",
                "verbose_name_plural": "invitations",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("expires_at__gt", models.F("made_at"))), name="invitation_lasts"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None), ("used_at", None)),
                        fields=("person",),
                        name="invitation_is_open_once",
                    ),
                ],
            },
        ),
    ]
