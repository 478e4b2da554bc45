"""Links in mails that open the way to sign one edition."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

import gatepost.kernel.ids


class Migration(migrations.Migration):
    """A table."""

    dependencies: ClassVar[list[tuple[str, str]]] = [
        ("agreements", "0003_edition_by_hash"),
        ("people", "0012_sign_in_name"),
        ("signoff", "0005_mistakes"),
    ]

    operations: ClassVar[list[migrations.operations.base.Operation]] = [
        migrations.CreateModel(
            name="SigningLink",
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
                (
                    "token_hash",
                    models.CharField(help_text="The token itself is in the mail alone.", max_length=64, unique=True),
                ),
                ("sent_to", models.EmailField(help_text="Which mailbox it proves.", max_length=254)),
                ("made_at", models.DateTimeField(verbose_name="sent")),
                ("expires_at", models.DateTimeField(verbose_name="works until")),
                ("used_at", models.DateTimeField(null=True, verbose_name="used")),
                (
                    "used_from",
                    models.CharField(
                        blank=True,
                        help_text="Hash of the mark of the browser: it may press its button twice.",
                        max_length=64,
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agreements.schooledition"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("expires_at__gt", models.F("made_at"))), name="signing_link_lasts"
                    )
                ],
            },
        ),
    ]
