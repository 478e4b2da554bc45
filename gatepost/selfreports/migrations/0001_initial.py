"""Make the tables of self-reports."""

import django.db.models.deletion
from django.db import migrations, models

import gatepost.kernel.ids


class Migration(migrations.Migration):
    """Two tables."""

    initial = True

    dependencies = [
        ("people", "0012_sign_in_name"),
    ]

    operations = [
        migrations.CreateModel(
            name="SelfReport",
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
                ("reference", models.CharField(max_length=9, unique=True, verbose_name="reference")),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("invited", "A pupil sent me a request or an invitation"),
                            ("accepted", "I accepted one by accident"),
                            ("group", "I found myself in a group with pupils"),
                            ("wrote", "A pupil wrote to me"),
                        ],
                        max_length=20,
                        verbose_name="what happened",
                    ),
                ),
                (
                    "service",
                    models.CharField(
                        choices=[
                            ("social", "A social network"),
                            ("messages", "A messaging app"),
                            ("game", "A game"),
                            ("video", "A video or photo site"),
                            ("other", "Somewhere else"),
                        ],
                        max_length=20,
                        verbose_name="where",
                    ),
                ),
                ("happened_on", models.DateField(verbose_name="on which day")),
                (
                    "did",
                    models.CharField(
                        choices=[
                            ("declined", "I declined it, or left"),
                            ("blocked", "I blocked the account"),
                            ("nothing", "Nothing yet"),
                        ],
                        max_length=20,
                        verbose_name="what you did",
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=500, verbose_name="your words")),
                ("pupil", models.CharField(blank=True, max_length=200, verbose_name="which pupil")),
                (
                    "duty",
                    models.CharField(
                        choices=[
                            ("safeguarding-lead", "Designated safeguarding lead"),
                            ("head", "Head teacher"),
                            ("chair", "Chair of governors"),
                        ],
                        max_length=20,
                        verbose_name="who sees it",
                    ),
                ),
                ("sent_at", models.DateTimeField(verbose_name="sent")),
                ("seen_at", models.DateTimeField(blank=True, null=True, verbose_name="seen")),
                ("token", models.CharField(help_text="Of the form: what is sent twice is one report.", max_length=20)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                        verbose_name="who told it",
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.school"
                    ),
                ),
                (
                    "seen_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Note",
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
                ("number", models.PositiveSmallIntegerField()),
                ("kind", models.CharField(choices=[("to-person", "To you"), ("done", "What was done")], max_length=20)),
                ("text", models.CharField(max_length=2000, verbose_name="note")),
                ("at", models.DateTimeField(verbose_name="when")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="notes", to="selfreports.selfreport"
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="selfreport",
            index=models.Index(fields=["school", "duty", "seen_at"], name="self_report_by_duty"),
        ),
        migrations.AddConstraint(
            model_name="selfreport",
            constraint=models.CheckConstraint(
                condition=models.Q(("what__in", ["invited", "accepted", "group", "wrote"])),
                name="self_report_what_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="selfreport",
            constraint=models.CheckConstraint(
                condition=models.Q(("service__in", ["social", "messages", "game", "video", "other"])),
                name="self_report_service_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="selfreport",
            constraint=models.CheckConstraint(
                condition=models.Q(("did__in", ["declined", "blocked", "nothing"])), name="self_report_did_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="selfreport",
            constraint=models.CheckConstraint(
                condition=models.Q(("duty__in", ["safeguarding-lead", "head", "chair"])),
                name="self_report_duty_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="selfreport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("seen_at", None), ("seen_by", None)),
                    models.Q(("seen_at__isnull", False), ("seen_by__isnull", False)),
                    _connector="OR",
                ),
                name="self_report_is_seen_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="selfreport",
            constraint=models.UniqueConstraint(fields=("person", "token"), name="self_report_once_a_form"),
        ),
        migrations.AddConstraint(
            model_name="note",
            constraint=models.UniqueConstraint(fields=("report", "number"), name="self_report_note_is_numbered"),
        ),
        migrations.AddConstraint(
            model_name="note",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["to-person", "done"])), name="self_report_note_kind_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="note",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="self_report_note_says_something"
            ),
        ),
    ]
