"""The tables: editions, their history, who approved and signed them, reviews and rulings."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

import gatepost.kernel.ids


def random_id() -> "models.CharField[str, str]":
    """Return the column that names a row."""
    return models.CharField(
        default=gatepost.kernel.ids.new_id, editable=False, max_length=20, primary_key=True, serialize=False
    )


class Migration(migrations.Migration):
    """From nothing."""

    initial = True

    dependencies: ClassVar[list[tuple[str, str]]] = [
        ("people", "0001_initial"),
    ]

    operations: ClassVar[list[migrations.operations.base.Operation]] = [
        migrations.CreateModel(
            name="SchoolEdition",
            fields=[
                ("id", random_id()),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "Draft"), ("proposed", "Proposed"), ("approved", "Approved")], max_length=20
                    ),
                ),
                ("label", models.CharField(help_text="What the policy itself calls the edition.", max_length=200)),
                ("title", models.CharField(max_length=200)),
                ("content", models.TextField(help_text="The seven files of the pack, as canonical JSON.")),
                ("sha256", models.CharField(max_length=64)),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("drafted", "Drafted here"),
                            ("imported", "Brought in from a document"),
                            ("shipped", "The policy that comes with Gatepost"),
                        ],
                        max_length=20,
                    ),
                ),
                ("started_at", models.DateTimeField()),
                ("proposed_at", models.DateTimeField(blank=True, null=True)),
                ("in_force_from", models.DateField(blank=True, null=True)),
                (
                    "base",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agreements.schooledition",
                    ),
                ),
                (
                    "proposed_by",
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.school",
                        verbose_name="school",
                    ),
                ),
                (
                    "started_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Review",
            fields=[
                ("id", random_id()),
                ("name", models.CharField(max_length=200)),
                ("capacity", models.CharField(max_length=200)),
                ("met_on", models.DateField(help_text="The day of the meeting.")),
                ("minute", models.CharField(help_text="Where the minutes say so.", max_length=100)),
                ("recorded_at", models.DateTimeField()),
                ("next", models.CharField(blank=True, max_length=200)),
                ("next_on", models.DateField(blank=True, null=True)),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reviews",
                        to="agreements.schooledition",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="EditionStep",
            fields=[
                ("id", random_id()),
                ("number", models.PositiveIntegerField()),
                (
                    "step",
                    models.CharField(
                        choices=[
                            ("draft", "Draft begun"),
                            ("save", "Draft changed"),
                            ("propose", "Proposed to the governing body"),
                            ("withdraw", "Proposal taken back"),
                            ("decline", "Proposal declined"),
                            ("approve", "Approved"),
                            ("sign", "Signed"),
                            ("put-in-force", "Day set from which it counts"),
                            ("call-off", "Day taken back"),
                            ("review", "Reviewed and left as it is"),
                        ],
                        max_length=20,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("reason", models.CharField(blank=True, max_length=2000)),
                (
                    "day",
                    models.DateField(blank=True, help_text="The day that the step sets, if it sets one.", null=True),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="agreements.schooledition",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Approval",
            fields=[
                ("id", random_id()),
                ("name", models.CharField(max_length=200)),
                ("capacity", models.CharField(max_length=200)),
                ("met_on", models.DateField(help_text="The day of the meeting.")),
                ("minute", models.CharField(help_text="Where the minutes say so.", max_length=100)),
                ("recorded_at", models.DateTimeField()),
                ("sha256", models.CharField(max_length=64)),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
                (
                    "edition",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="approval",
                        to="agreements.schooledition",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Signature",
            fields=[
                ("id", random_id()),
                ("name", models.CharField(max_length=200)),
                ("capacity", models.CharField(max_length=200)),
                ("day", models.DateField()),
                ("recorded_at", models.DateTimeField()),
                (
                    "edition",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signature",
                        to="agreements.schooledition",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RulingMade",
            fields=[
                ("id", random_id()),
                ("name", models.CharField(max_length=200)),
                ("capacity", models.CharField(max_length=200)),
                ("met_on", models.DateField(help_text="The day of the meeting.")),
                ("minute", models.CharField(help_text="Where the minutes say so.", max_length=100)),
                ("recorded_at", models.DateTimeField()),
                ("doubt", models.CharField(max_length=200)),
                ("choice", models.CharField(blank=True, max_length=20)),
                ("why", models.CharField(max_length=2000)),
                ("since", models.DateField(help_text="The first day on which it counts.")),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
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
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name", ""), _negated=True),
                            models.Q(("capacity", ""), _negated=True),
                            models.Q(("minute", ""), _negated=True),
                            models.Q(("why", ""), _negated=True),
                            models.Q(("doubt", ""), _negated=True),
                        ),
                        name="ruling_says_who_where_and_why",
                    ),
                    models.UniqueConstraint(fields=("school", "doubt", "since"), name="ruling_is_made_once_a_day"),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="schooledition",
            index=models.Index(fields=["school", "state", "started_at"], name="edition_by_state"),
        ),
        migrations.AddConstraint(
            model_name="schooledition",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["draft", "proposed", "approved"])), name="edition_state_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="schooledition",
            constraint=models.CheckConstraint(
                condition=models.Q(("source__in", ["drafted", "imported", "shipped"])), name="edition_source_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="schooledition",
            constraint=models.CheckConstraint(
                condition=models.Q(("in_force_from", None), ("state", "approved"), _connector="OR"),
                name="edition_in_force_is_approved",
            ),
        ),
        migrations.AddConstraint(
            model_name="schooledition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state", "draft"),
                    models.Q(("proposed_at__isnull", False), ("proposed_by__isnull", False)),
                    _connector="OR",
                ),
                name="edition_was_proposed_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="schooledition",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("label", ""), _negated=True), models.Q(("content", ""), _negated=True)),
                name="edition_says_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="schooledition",
            constraint=models.UniqueConstraint(fields=("school", "in_force_from"), name="edition_begins_alone"),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("name", ""), _negated=True),
                    models.Q(("capacity", ""), _negated=True),
                    models.Q(("minute", ""), _negated=True),
                ),
                name="review_says_who_and_where",
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.CheckConstraint(
                condition=models.Q(("next_on", None), ("next_on__gt", models.F("met_on")), _connector="OR"),
                name="review_comes_after_this_one",
            ),
        ),
        migrations.AddConstraint(
            model_name="editionstep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "step__in",
                        [
                            "draft",
                            "save",
                            "propose",
                            "withdraw",
                            "decline",
                            "approve",
                            "sign",
                            "put-in-force",
                            "call-off",
                            "review",
                        ],
                    )
                ),
                name="edition_step_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="editionstep",
            constraint=models.UniqueConstraint(fields=("edition", "number"), name="edition_step_is_in_order"),
        ),
        migrations.AddConstraint(
            model_name="approval",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("name", ""), _negated=True),
                    models.Q(("capacity", ""), _negated=True),
                    models.Q(("minute", ""), _negated=True),
                ),
                name="approval_says_who_and_where",
            ),
        ),
        migrations.AddConstraint(
            model_name="signature",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("name", ""), _negated=True), models.Q(("capacity", ""), _negated=True)),
                name="signature_says_who",
            ),
        ),
    ]
