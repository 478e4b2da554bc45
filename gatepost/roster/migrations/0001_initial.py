"""Imports, their plans, whom they named, and which column was which."""

import django.db.models.deletion
from django.db import migrations, models

import gatepost.kernel.ids


class Migration(migrations.Migration):
    """The first tables."""

    initial = True

    dependencies = [
        ("people", "0004_words_of_names"),
    ]

    operations = [
        migrations.CreateModel(
            name="RosterColumns",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "school", "kind", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("kind", models.CharField(max_length=20, verbose_name="kind of file")),
                ("columns", models.JSONField(default=dict, verbose_name="which column is which")),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.school",
                        verbose_name="school",
                    ),
                ),
            ],
            options={
                "verbose_name": "remembered columns",
                "verbose_name_plural": "remembered columns",
            },
        ),
        migrations.CreateModel(
            name="RosterImport",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("staff", "Staff"),
                            ("pupils", "Pupils, with their parents and guardians"),
                            ("governors", "Governors"),
                            ("volunteers", "Volunteers"),
                            ("everyone", "Everyone, in our template"),
                        ],
                        max_length=20,
                        verbose_name="kind of file",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("uploaded", "Waiting for its columns"),
                            ("reading", "Being read"),
                            ("refused", "Cannot be read"),
                            ("ready", "Waiting for you"),
                            ("applying", "Being carried out"),
                            ("applied", "Done"),
                            ("undoing", "Being undone"),
                            ("undone", "Undone"),
                            ("dropped", "Given up"),
                        ],
                        default="uploaded",
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                ("actor", models.CharField(max_length=64, verbose_name="who started it")),
                ("started_at", models.DateTimeField(verbose_name="started")),
                ("applied_at", models.DateTimeField(blank=True, null=True, verbose_name="done")),
                ("sha256", models.CharField(max_length=64, verbose_name="fingerprint of the file")),
                ("content", models.BinaryField(null=True, verbose_name="what the file says")),
                ("encoding", models.CharField(blank=True, max_length=20, verbose_name="encoding")),
                ("header", models.JSONField(default=list, verbose_name="names of its columns")),
                ("columns", models.JSONField(default=dict, verbose_name="which column is which")),
                ("preset", models.CharField(blank=True, max_length=20, verbose_name="management system")),
                ("lines", models.PositiveIntegerField(default=0, verbose_name="lines of the file")),
                ("lines_done", models.PositiveIntegerField(default=0, verbose_name="lines done")),
                ("decisions", models.JSONField(default=dict, verbose_name="who is who")),
                ("counts", models.JSONField(default=dict, verbose_name="how many of each")),
                ("digest", models.CharField(blank=True, max_length=64, verbose_name="fingerprint of the plan")),
                ("undo", models.BinaryField(null=True, verbose_name="what was there before")),
                ("trouble", models.JSONField(default=dict, verbose_name="what is wrong")),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.school",
                        verbose_name="school",
                    ),
                ),
            ],
            options={
                "verbose_name": "import",
                "verbose_name_plural": "imports",
            },
        ),
        migrations.CreateModel(
            name="RosterItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveIntegerField(verbose_name="position")),
                ("outcome", models.CharField(max_length=20, verbose_name="outcome")),
                ("subject", models.CharField(blank=True, max_length=64, verbose_name="whom it is about")),
                ("is_ticked", models.BooleanField(default=True, verbose_name="is to be done")),
                ("data", models.TextField(verbose_name="what it says")),
                (
                    "roster",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="items",
                        to="roster.rosterimport",
                        verbose_name="import",
                    ),
                ),
            ],
            options={
                "verbose_name": "item",
                "verbose_name_plural": "items",
            },
        ),
        migrations.CreateModel(
            name="RosterSeen",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.TextField(verbose_name="key")),
                ("subject", models.CharField(max_length=64, verbose_name="who it is")),
                (
                    "roster",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="seen",
                        to="roster.rosterimport",
                        verbose_name="import",
                    ),
                ),
            ],
            options={
                "verbose_name": "key of an import",
                "verbose_name_plural": "keys of an import",
            },
        ),
        migrations.AddIndex(
            model_name="rosterimport",
            index=models.Index(fields=["school", "started_at"], name="roster_by_start"),
        ),
        migrations.AddConstraint(
            model_name="rosterimport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "uploaded",
                            "reading",
                            "refused",
                            "ready",
                            "applying",
                            "applied",
                            "undoing",
                            "undone",
                            "dropped",
                        ],
                    )
                ),
                name="roster_state_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="rosterimport",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["staff", "pupils", "governors", "volunteers", "everyone"])),
                name="roster_kind_is_known",
            ),
        ),
        migrations.AddIndex(
            model_name="rosteritem",
            index=models.Index(fields=["roster", "outcome", "position"], name="roster_by_outcome"),
        ),
        migrations.AddConstraint(
            model_name="rosteritem",
            constraint=models.UniqueConstraint(fields=("roster", "position"), name="roster_item_once"),
        ),
        migrations.AddConstraint(
            model_name="rosterseen",
            constraint=models.UniqueConstraint(fields=("roster", "key"), name="roster_key_once"),
        ),
    ]
