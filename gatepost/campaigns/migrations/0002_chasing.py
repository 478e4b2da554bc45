"""Make the tables of reminders: the plan, holidays, presses of the button, what was sent."""

import django.db.models.deletion
from django.db import migrations, models

import gatepost.kernel.ids


class Migration(migrations.Migration):
    """Four tables."""

    dependencies = [
        ("campaigns", "0001_initial"),
        ("people", "0012_sign_in_name"),
    ]

    operations = [
        migrations.CreateModel(
            name="ChasingPlan",
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
                ("is_on", models.BooleanField()),
                ("every", models.PositiveSmallIntegerField(help_text="Days between one reminder and the next.")),
                ("most", models.PositiveSmallIntegerField(help_text="To one person in a campaign.")),
                ("opens", models.TimeField()),
                ("closes", models.TimeField()),
                ("days", models.CharField(help_text="Of the week, Monday is 0: 01234.", max_length=7)),
                (
                    "school",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.school"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("every__gte", 1), ("most__gte", 1)), name="chasing_plan_has_a_measure"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("closes__gt", models.F("opens"))), name="chasing_plan_closes_after_it_opens"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("days", ""), _negated=True), name="chasing_plan_has_a_day"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Holiday",
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
                ("name", models.CharField(max_length=100)),
                ("first", models.DateField()),
                ("last", models.DateField()),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.school"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="holiday_has_a_name"),
                    models.CheckConstraint(
                        condition=models.Q(("last__gte", models.F("first"))), name="holiday_ends_after_it_began"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Press",
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
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="campaigns.campaign"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["campaign", "at"], name="press_of_campaign")],
            },
        ),
        migrations.CreateModel(
            name="Reminder",
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
                ("at", models.DateTimeField()),
                ("how", models.CharField(choices=[("mail", "a mail"), ("invitation", "an invitation")], max_length=20)),
                (
                    "is_planned",
                    models.BooleanField(
                        help_text="Whether the plan asked for it, and not a press of the button alone."
                    ),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="campaigns.campaign"
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
                "indexes": [models.Index(fields=["campaign", "at"], name="reminder_of_campaign")],
                "constraints": [
                    models.UniqueConstraint(fields=("campaign", "person", "at"), name="reminder_once_at_a_time"),
                    models.CheckConstraint(
                        condition=models.Q(("how__in", ["mail", "invitation"])), name="reminder_way_is_known"
                    ),
                ],
            },
        ),
    ]
