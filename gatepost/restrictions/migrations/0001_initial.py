"""The tables of notices and of what follows them."""

import django.db.models.deletion
from django.db import migrations, models

import gatepost.kernel.ids


class Migration(migrations.Migration):
    """From nothing."""

    initial = True

    dependencies = [
        ("people", "0012_sign_in_name"),
    ]

    operations = [
        migrations.CreateModel(
            name="Restriction",
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
                    "kinds",
                    models.CharField(
                        help_text="In the order of the alphabet, with commas.",
                        max_length=50,
                        verbose_name="what is lost",
                    ),
                ),
                ("reasons", models.CharField(max_length=4000, verbose_name="reasons")),
                ("since", models.DateField(verbose_name="from")),
                ("until", models.DateField(verbose_name="last day")),
                ("review", models.DateField(verbose_name="looked at again on")),
                ("reply_by", models.DateField(verbose_name="last day to reply")),
                ("is_interim", models.BooleanField(verbose_name="counts at once")),
                ("interim_why", models.CharField(blank=True, max_length=4000, verbose_name="why at once")),
                (
                    "edition",
                    models.CharField(
                        help_text="Of the edition that names the clause.",
                        max_length=64,
                        verbose_name="fingerprint of the policy",
                    ),
                ),
                (
                    "capacity",
                    models.CharField(
                        choices=[
                            ("head", "Head teacher"),
                            ("for-the-head", "For the head teacher"),
                            ("chair", "Chair of governors"),
                        ],
                        max_length=20,
                        verbose_name="given by",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="given at")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                        verbose_name="about",
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.school"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RestrictionStep",
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
                ("number", models.PositiveSmallIntegerField(help_text="1, 2, ...")),
                (
                    "step",
                    models.CharField(
                        choices=[
                            ("notice", "Notice given"),
                            ("reply", "Reply"),
                            ("confirm", "Confirmed"),
                            ("change", "Confirmed with less"),
                            ("withdraw", "Withdrawn"),
                            ("keep", "Reviewed and kept"),
                            ("shorten", "Reviewed and made shorter or less"),
                            ("lift", "Lifted"),
                        ],
                        max_length=20,
                        verbose_name="what",
                    ),
                ),
                (
                    "words",
                    models.CharField(
                        help_text="Of a reply, the reply; of the rest, reasons.", max_length=4000, verbose_name="words"
                    ),
                ),
                ("kinds", models.CharField(blank=True, max_length=50, verbose_name="what is lost from then on")),
                ("until", models.DateField(blank=True, null=True, verbose_name="last day from then on")),
                ("review", models.DateField(blank=True, null=True, verbose_name="looked at again on")),
                ("on_paper", models.DateField(blank=True, null=True, verbose_name="reply on paper, got on")),
                ("edition", models.CharField(max_length=64, verbose_name="fingerprint of the policy")),
                (
                    "capacity",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("head", "Head teacher"),
                            ("for-the-head", "For the head teacher"),
                            ("chair", "Chair of governors"),
                        ],
                        max_length=20,
                        verbose_name="by",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="at")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
                (
                    "restriction",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="restrictions.restriction"
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="restriction",
            index=models.Index(fields=["school", "until"], name="restriction_by_school"),
        ),
        migrations.AddConstraint(
            model_name="restriction",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("kinds", ""), _negated=True), models.Q(("reasons", ""), _negated=True)),
                name="restriction_says_what_and_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="restriction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("review__gte", models.F("since")),
                    ("review__lte", models.F("until")),
                    ("until__gt", models.F("reply_by")),
                    ("until__gte", models.F("since")),
                ),
                name="restriction_days_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="restriction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("is_interim", True), models.Q(("interim_why", ""), _negated=True)),
                    models.Q(("interim_why", ""), ("is_interim", False), ("since__gt", models.F("reply_by"))),
                    _connector="OR",
                ),
                name="restriction_says_why_at_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="restriction",
            constraint=models.CheckConstraint(
                condition=models.Q(("capacity__in", ["head", "for-the-head", "chair"])),
                name="restriction_capacity_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="restrictionstep",
            constraint=models.UniqueConstraint(fields=("restriction", "number"), name="restriction_step_is_in_order"),
        ),
        migrations.AddConstraint(
            model_name="restrictionstep",
            constraint=models.CheckConstraint(
                condition=models.Q(("step__in", ["reply", "confirm", "change", "withdraw", "keep", "shorten", "lift"])),
                name="restriction_step_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="restrictionstep",
            constraint=models.CheckConstraint(
                condition=models.Q(("words", ""), _negated=True), name="restriction_step_has_words"
            ),
        ),
        migrations.AddConstraint(
            model_name="restrictionstep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kinds", ""), ("review", None), ("until", None)),
                    models.Q(
                        models.Q(("kinds", ""), _negated=True), ("review__isnull", False), ("until__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="restriction_step_terms_are_whole",
            ),
        ),
    ]
