"""Pupils and their families, and the words by which people are found."""

import django.db.models.deletion
from django.db import migrations, models

import gatepost.kernel.ids


class Migration(migrations.Migration):
    """After the first tables."""

    dependencies = [
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="ContactRestriction",
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
                ("reason", models.CharField(max_length=2000, verbose_name="reason")),
                ("review", models.DateField(blank=True, null=True, verbose_name="look at it again on")),
            ],
            options={
                "verbose_name": "contact restriction",
                "verbose_name_plural": "contact restrictions",
            },
        ),
        migrations.CreateModel(
            name="FamilyDeclaration",
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
                ("relationship", models.CharField(max_length=50, verbose_name="relationship")),
            ],
            options={
                "verbose_name": "declaration of family",
                "verbose_name_plural": "declarations of family",
            },
        ),
        migrations.CreateModel(
            name="Guardianship",
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
                    "relationship",
                    models.CharField(
                        blank=True,
                        help_text="For example: mother, grandfather, carer.",
                        max_length=50,
                        verbose_name="relationship",
                    ),
                ),
                ("has_responsibility", models.BooleanField(default=True, verbose_name="has parental responsibility")),
            ],
            options={
                "verbose_name": "guardianship",
                "verbose_name_plural": "guardianships",
            },
        ),
        migrations.CreateModel(
            name="Pupil",
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
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("plain_name", models.CharField(default="", editable=False, max_length=400)),
                ("class_name", models.CharField(blank=True, max_length=50, verbose_name="class")),
                ("year_group", models.CharField(blank=True, max_length=50, verbose_name="year group")),
                (
                    "external_id",
                    models.CharField(blank=True, max_length=64, verbose_name="number in the management system"),
                ),
            ],
            options={
                "verbose_name": "pupil",
                "verbose_name_plural": "pupils",
            },
        ),
        migrations.CreateModel(
            name="SearchWord",
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
                ("word", models.CharField(max_length=64)),
            ],
        ),
        migrations.RemoveIndex(
            model_name="person",
            name="person_by_name",
        ),
        migrations.AddField(
            model_name="hatworn",
            name="external_id",
            field=models.CharField(blank=True, max_length=64, verbose_name="number in the management system"),
        ),
        migrations.AddField(
            model_name="person",
            name="merged_into",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="merged",
                to="people.person",
                verbose_name="merged into",
            ),
        ),
        migrations.AddField(
            model_name="person",
            name="plain_name",
            field=models.CharField(default="", editable=False, max_length=400),
        ),
        migrations.AddIndex(
            model_name="person",
            index=models.Index(fields=["school", "plain_name", "id"], name="person_by_plain_name"),
        ),
        migrations.AddIndex(
            model_name="person",
            index=models.Index(fields=["school", "email"], name="person_by_email"),
        ),
        migrations.AddField(
            model_name="familydeclaration",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="declarations",
                to="people.person",
                verbose_name="person",
            ),
        ),
        migrations.AddField(
            model_name="guardianship",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="children",
                to="people.person",
                verbose_name="person",
            ),
        ),
        migrations.AddField(
            model_name="contactrestriction",
            name="guardianship",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="restrictions",
                to="people.guardianship",
                verbose_name="guardianship",
            ),
        ),
        migrations.AddField(
            model_name="pupil",
            name="school",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="pupils",
                to="people.school",
                verbose_name="school",
            ),
        ),
        migrations.AddField(
            model_name="guardianship",
            name="pupil",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="guardians",
                to="people.pupil",
                verbose_name="pupil",
            ),
        ),
        migrations.AddField(
            model_name="familydeclaration",
            name="pupil",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.pupil", verbose_name="pupil"
            ),
        ),
        migrations.AddField(
            model_name="searchword",
            name="person",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="search_words",
                to="people.person",
            ),
        ),
        migrations.AddField(
            model_name="searchword",
            name="pupil",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="search_words",
                to="people.pupil",
            ),
        ),
        migrations.AddField(
            model_name="searchword",
            name="school",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.school"
            ),
        ),
        migrations.AddConstraint(
            model_name="contactrestriction",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="contact_restriction_has_a_reason"
            ),
        ),
        migrations.AddConstraint(
            model_name="contactrestriction",
            constraint=models.CheckConstraint(
                condition=models.Q(("until", None), ("until__gte", models.F("since")), _connector="OR"),
                name="contact_restriction_dates_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="contactrestriction",
            constraint=models.UniqueConstraint(
                condition=models.Q(("until", None)), fields=("guardianship",), name="contact_restriction_is_open_once"
            ),
        ),
        migrations.AddIndex(
            model_name="pupil",
            index=models.Index(fields=["school", "plain_name", "id"], name="pupil_by_plain_name"),
        ),
        migrations.AddIndex(
            model_name="pupil",
            index=models.Index(fields=["school", "class_name", "plain_name"], name="pupil_by_class"),
        ),
        migrations.AddConstraint(
            model_name="pupil",
            constraint=models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="pupil_has_a_name"),
        ),
        migrations.AddConstraint(
            model_name="pupil",
            constraint=models.CheckConstraint(
                condition=models.Q(("until", None), ("until__gte", models.F("since")), _connector="OR"),
                name="pupil_left_after_joining",
            ),
        ),
        migrations.AddConstraint(
            model_name="pupil",
            constraint=models.UniqueConstraint(
                condition=models.Q(("external_id", ""), _negated=True),
                fields=("school", "external_id"),
                name="pupil_number_is_one_pupils",
            ),
        ),
        migrations.AddConstraint(
            model_name="guardianship",
            constraint=models.CheckConstraint(
                condition=models.Q(("until", None), ("until__gte", models.F("since")), _connector="OR"),
                name="guardian_ends_after_it_began",
            ),
        ),
        migrations.AddConstraint(
            model_name="guardianship",
            constraint=models.UniqueConstraint(
                condition=models.Q(("until", None)), fields=("person", "pupil"), name="guardian_is_open_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="guardianship",
            constraint=models.UniqueConstraint(fields=("person", "pupil", "since"), name="guardian_begins_once_a_day"),
        ),
        migrations.AddConstraint(
            model_name="familydeclaration",
            constraint=models.CheckConstraint(
                condition=models.Q(("relationship", ""), _negated=True), name="declaration_says_how"
            ),
        ),
        migrations.AddConstraint(
            model_name="familydeclaration",
            constraint=models.CheckConstraint(
                condition=models.Q(("until", None), ("until__gte", models.F("since")), _connector="OR"),
                name="declaration_dates_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="familydeclaration",
            constraint=models.UniqueConstraint(
                condition=models.Q(("until", None)), fields=("person", "pupil"), name="declaration_is_open_once"
            ),
        ),
        migrations.AddIndex(
            model_name="searchword",
            index=models.Index(fields=["school", "word"], name="search_by_word"),
        ),
        migrations.AddConstraint(
            model_name="searchword",
            constraint=models.CheckConstraint(
                condition=models.Q(("word", ""), _negated=True), name="search_word_is_a_word"
            ),
        ),
        migrations.AddConstraint(
            model_name="searchword",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("person", None), ("pupil__isnull", False)),
                    models.Q(("person__isnull", False), ("pupil", None)),
                    _connector="OR",
                ),
                name="search_word_finds_one",
            ),
        ),
    ]
