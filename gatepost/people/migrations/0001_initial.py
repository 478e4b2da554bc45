"""The first tables: schools, people, hats, duties, accounts."""

import django.db.models.deletion
import django.db.models.functions.text
from django.db import migrations, models

import gatepost.kernel.ids


class Migration(migrations.Migration):
    """From nothing."""

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="School",
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
                ("name", models.CharField(max_length=200, verbose_name="name")),
                (
                    "is_invented",
                    models.BooleanField(
                        default=False,
                        help_text="A demonstration. Only the people of an invented school can sign in without proof.",
                        verbose_name="is invented",
                    ),
                ),
            ],
            options={
                "verbose_name": "school",
                "verbose_name_plural": "schools",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="school_has_a_name")
                ],
            },
        ),
        migrations.CreateModel(
            name="Person",
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
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail address")),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="people",
                        to="people.school",
                        verbose_name="school",
                    ),
                ),
            ],
            options={
                "verbose_name": "person",
                "verbose_name_plural": "people",
            },
        ),
        migrations.CreateModel(
            name="HatWorn",
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
                ("since", models.DateField(verbose_name="since")),
                ("until", models.DateField(blank=True, null=True, verbose_name="until")),
                (
                    "hat",
                    models.CharField(
                        choices=[
                            ("staff", "Staff"),
                            ("governor", "Governor"),
                            ("volunteer", "Volunteer"),
                            ("parent", "Parent or guardian"),
                        ],
                        max_length=20,
                        verbose_name="hat",
                    ),
                ),
                (
                    "title",
                    models.CharField(
                        blank=True,
                        help_text="For example: class teacher, Year 4.",
                        max_length=200,
                        verbose_name="what the school calls it",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hats",
                        to="people.person",
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "hat",
                "verbose_name_plural": "hats",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("hat__in", ["staff", "governor", "volunteer", "parent"])),
                        name="hat_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("until", None), ("until__gte", models.F("since")), _connector="OR"),
                        name="hat_ends_after_it_began",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("until", None)), fields=("person", "hat"), name="hat_is_open_once"
                    ),
                    models.UniqueConstraint(fields=("person", "hat", "since"), name="hat_begins_once_a_day"),
                ],
            },
        ),
        migrations.CreateModel(
            name="DutyHeld",
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
                ("since", models.DateField(verbose_name="since")),
                ("until", models.DateField(blank=True, null=True, verbose_name="until")),
                (
                    "duty",
                    models.CharField(
                        choices=[
                            ("head", "Head teacher"),
                            ("deputy", "Deputy head"),
                            ("chair", "Chair of governors"),
                            ("vice-chair", "Vice-chair of governors"),
                            ("clerk", "Clerk to the governors"),
                            ("office", "School office"),
                            ("safeguarding-lead", "Designated safeguarding lead"),
                            ("technician", "Technician"),
                            ("investigator", "Investigator"),
                        ],
                        max_length=20,
                        verbose_name="duty",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="duties",
                        to="people.person",
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "duty",
                "verbose_name_plural": "duties",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "duty__in",
                                [
                                    "head",
                                    "deputy",
                                    "chair",
                                    "vice-chair",
                                    "clerk",
                                    "office",
                                    "safeguarding-lead",
                                    "technician",
                                    "investigator",
                                ],
                            )
                        ),
                        name="duty_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("until", None), ("until__gte", models.F("since")), _connector="OR"),
                        name="duty_ends_after_it_began",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("until", None)), fields=("person", "duty"), name="duty_is_open_once"
                    ),
                    models.UniqueConstraint(fields=("person", "duty", "since"), name="duty_begins_once_a_day"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Account",
            fields=[
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
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
                ("email", models.EmailField(max_length=254, unique=True, verbose_name="e-mail address")),
                ("is_active", models.BooleanField(default=True, verbose_name="may sign in")),
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="account",
                        to="people.person",
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "account",
                "verbose_name_plural": "accounts",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("email", ""), _negated=True), name="account_has_an_email"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("email", django.db.models.functions.text.Lower(models.F("email")))),
                        name="account_email_is_lower_case",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="person",
            index=models.Index(fields=["school", "name"], name="person_by_name"),
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True), name="person_has_a_name"
            ),
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.CheckConstraint(
                condition=models.Q(("email", django.db.models.functions.text.Lower(models.F("email")))),
                name="person_email_is_lower_case",
            ),
        ),
    ]
