"""Make the tables of premises: phones in the office with their messages, parts of the school with their uses."""

import datetime as dt

import django.db.models.deletion
import django.db.models.functions.text
from django.db import migrations, models

import gatepost.kernel.ids


class Migration(migrations.Migration):
    """Five tables."""

    initial = True

    dependencies = [
        ("people", "0012_sign_in_name"),
    ]

    operations = [
        migrations.CreateModel(
            name="Area",
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
                ("name", models.CharField(max_length=60)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("staff-room", "A staff room"),
                            ("office", "An office"),
                            ("hall", "A hall"),
                            ("classroom", "A classroom"),
                            ("playground", "A playground"),
                            ("pupil-area", "Another place that pupils use"),
                            ("no-pupil-area", "Another place that pupils don't use"),
                        ],
                        max_length=20,
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
            name="AreaUse",
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
                ("what", models.CharField(max_length=60)),
                ("by_pupils", models.BooleanField()),
                ("begins", models.TimeField()),
                ("ends", models.TimeField()),
                (
                    "days",
                    models.CharField(
                        blank=True, help_text="Of the week, Monday is 0: 01234. None: each day of a span.", max_length=7
                    ),
                ),
                ("first", models.DateField(blank=True, null=True)),
                ("last", models.DateField(blank=True, null=True)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="uses", to="premises.area"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="OfficeDay",
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
                ("closes", models.TimeField()),
                (
                    "school",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.school"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PhoneHeld",
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
                ("phone", models.CharField(max_length=100)),
                ("callers", models.CharField(max_length=200, verbose_name="who may ring")),
                ("brought_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[("held", "in the office"), ("given-back", "given back")], default="held", max_length=20
                    ),
                ),
                ("given_back_at", models.DateTimeField(blank=True, null=True)),
                (
                    "given_back_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.school"
                    ),
                ),
                (
                    "taken_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PhoneMessage",
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
                ("text", models.TextField(max_length=1000, verbose_name="message")),
                ("at", models.DateTimeField()),
                (
                    "phone",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="messages", to="premises.phoneheld"
                    ),
                ),
                (
                    "taken_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="area",
            constraint=models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="area_has_a_name"),
        ),
        migrations.AddConstraint(
            model_name="area",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        ["staff-room", "office", "hall", "classroom", "playground", "pupil-area", "no-pupil-area"],
                    )
                ),
                name="area_kind_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="area",
            constraint=models.UniqueConstraint(
                models.F("school"), django.db.models.functions.text.Lower("name"), name="area_name_is_one_areas"
            ),
        ),
        migrations.AddIndex(
            model_name="areause",
            index=models.Index(fields=["area", "first"], name="area_use_of_area"),
        ),
        migrations.AddConstraint(
            model_name="areause",
            constraint=models.CheckConstraint(
                condition=models.Q(("what", ""), _negated=True), name="area_use_is_named"
            ),
        ),
        migrations.AddConstraint(
            model_name="areause",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("begins__gte", dt.time(5, 0)),
                    ("ends__gt", models.F("begins")),
                    ("ends__lte", dt.time(23, 0)),
                ),
                name="area_use_has_hours",
            ),
        ),
        migrations.AddConstraint(
            model_name="areause",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("days", ""), _negated=True),
                    models.Q(("first__isnull", False), ("last__isnull", False)),
                    _connector="OR",
                ),
                name="area_use_has_days",
            ),
        ),
        migrations.AddConstraint(
            model_name="areause",
            constraint=models.CheckConstraint(
                condition=models.Q(("first", None), ("last", None), ("last__gte", models.F("first")), _connector="OR"),
                name="area_use_ends_after_it_began",
            ),
        ),
        migrations.AddConstraint(
            model_name="officeday",
            constraint=models.CheckConstraint(
                condition=models.Q(("closes__gte", dt.time(5, 0)), ("closes__lte", dt.time(23, 0))),
                name="office_closes_by_day",
            ),
        ),
        migrations.AddIndex(
            model_name="phoneheld",
            index=models.Index(fields=["school", "state", "brought_at"], name="phone_by_school"),
        ),
        migrations.AddIndex(
            model_name="phoneheld",
            index=models.Index(fields=["state", "given_back_at"], name="phone_by_end"),
        ),
        migrations.AddConstraint(
            model_name="phoneheld",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["held", "given-back"])), name="phone_state_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="phoneheld",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("given_back_at", None), ("given_back_by", None), ("state", "held")),
                    models.Q(
                        ("given_back_at__isnull", False), ("given_back_by__isnull", False), ("state", "given-back")
                    ),
                    _connector="OR",
                ),
                name="phone_is_given_back_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="phoneheld",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "held")), fields=("person",), name="phone_of_a_person_is_held_once"
            ),
        ),
        migrations.AddIndex(
            model_name="phonemessage",
            index=models.Index(fields=["phone", "at"], name="phone_message_of_phone"),
        ),
        migrations.AddConstraint(
            model_name="phonemessage",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="phone_message_says_something"
            ),
        ),
    ]
