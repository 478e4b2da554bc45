"""Make the table of campaigns."""

import django.db.models.deletion
from django.db import migrations, models

import gatepost.kernel.ids


class Migration(migrations.Migration):
    """One table."""

    initial = True

    dependencies = [
        ("agreements", "0002_unchanging"),
        ("people", "0012_sign_in_name"),
    ]

    operations = [
        migrations.CreateModel(
            name="Campaign",
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
                    "audience",
                    models.CharField(
                        choices=[
                            ("everyone", "Everybody"),
                            ("hats", "Only those who wear certain hats"),
                            ("changed", "Only those for whom something changes"),
                            ("joiners", "Only those who join from now on"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "hats",
                    models.CharField(
                        blank=True,
                        help_text="Those that are asked, in the order of the alphabet, with commas.",
                        max_length=100,
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[("read", "Has read it"), ("agreed", "Has read it and agreed to it")], max_length=20
                    ),
                ),
                (
                    "touched",
                    models.JSONField(
                        blank=True,
                        default=dict,
                        help_text="For each earlier edition that was signed, the hats for which something changed since.",
                    ),
                ),
                (
                    "minute",
                    models.CharField(blank=True, help_text="Where the governors' choice is written.", max_length=100),
                ),
                ("since", models.DateField(help_text="The first day on which it asks.")),
                ("started_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agreements.schooledition"
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.school"
                    ),
                ),
                (
                    "started_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["school", "ended_at", "since"], name="campaign_by_school")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("audience__in", ["everyone", "hats", "changed", "joiners"])),
                        name="campaign_audience_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("level__in", ["read", "agreed"])), name="campaign_level_is_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("audience", "hats"), models.Q(("hats", ""), _negated=True)),
                            models.Q(models.Q(("audience", "hats"), _negated=True), ("hats", "")),
                            _connector="OR",
                        ),
                        name="campaign_names_hats_if_by_hat",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("audience", "changed"), _negated=True),
                            models.Q(("minute", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="campaign_of_fewer_is_minuted",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at", None), ("ended_by", None)),
                            models.Q(("ended_at__isnull", False), ("ended_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="campaign_is_ended_by_somebody",
                    ),
                ],
            },
        ),
    ]
