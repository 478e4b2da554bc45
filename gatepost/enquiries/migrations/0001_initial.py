"""Make the tables of questions to the school."""

import django.db.models.deletion
from django.db import migrations, models

import gatepost.kernel.ids


class Migration(migrations.Migration):
    """Three tables."""

    initial = True

    dependencies = [
        ("people", "0012_sign_in_name"),
    ]

    operations = [
        migrations.CreateModel(
            name="Channels",
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
                ("phone", models.CharField(blank=True, max_length=100)),
                ("email", models.CharField(blank=True, max_length=100)),
                ("hours", models.CharField(blank=True, max_length=300)),
                (
                    "safeguarding",
                    models.CharField(
                        blank=True, help_text="How the safeguarding lead is reached at once.", max_length=100
                    ),
                ),
                (
                    "topics",
                    models.JSONField(
                        default=list, help_text="What one asks about, each with the duty it goes to, in order."
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=1, help_text="Counts changes: two who edit at once are told."),
                ),
                (
                    "school",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.school"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Enquiry",
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
                ("topic", models.CharField(max_length=100, verbose_name="about")),
                (
                    "duty",
                    models.CharField(
                        choices=[
                            ("office", "School office"),
                            ("head", "Head teacher"),
                            ("safeguarding-lead", "Designated safeguarding lead"),
                            ("clerk", "Clerk to the governors"),
                        ],
                        max_length=20,
                        verbose_name="goes to",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Waits for an answer"),
                            ("answered", "Answered"),
                            ("closed", "Closed"),
                            ("reopened", "Open again, waits for an answer"),
                        ],
                        default="open",
                        max_length=20,
                        verbose_name="stands at",
                    ),
                ),
                ("asked_at", models.DateTimeField(verbose_name="asked")),
                ("moved_at", models.DateTimeField(verbose_name="last written in")),
                ("was_reopened", models.BooleanField(default=False)),
                (
                    "token",
                    models.CharField(help_text="Of the form: what is sent twice is one question.", max_length=20),
                ),
                (
                    "asker",
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
            ],
        ),
        migrations.CreateModel(
            name="Post",
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
                (
                    "deed",
                    models.CharField(
                        choices=[
                            ("ask", "asked"),
                            ("answer", "answered"),
                            ("write-back", "wrote back"),
                            ("pass-on", "passed it on"),
                            ("close", "closed it"),
                            ("reopen", "opened it again"),
                        ],
                        max_length=20,
                        verbose_name="what was done",
                    ),
                ),
                (
                    "duty",
                    models.CharField(
                        choices=[
                            ("office", "School office"),
                            ("head", "Head teacher"),
                            ("safeguarding-lead", "Designated safeguarding lead"),
                            ("clerk", "Clerk to the governors"),
                        ],
                        help_text="To which it went from then on.",
                        max_length=20,
                    ),
                ),
                ("topic", models.CharField(help_text="Under which it went from then on.", max_length=100)),
                ("text", models.CharField(max_length=4000, verbose_name="words")),
                ("at", models.DateTimeField(verbose_name="when")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
                (
                    "enquiry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="posts", to="enquiries.enquiry"
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="enquiry",
            index=models.Index(fields=["school", "duty", "state", "moved_at"], name="enquiry_by_duty"),
        ),
        migrations.AddIndex(
            model_name="enquiry",
            index=models.Index(fields=["school", "state", "moved_at"], name="enquiry_by_age"),
        ),
        migrations.AddConstraint(
            model_name="enquiry",
            constraint=models.CheckConstraint(
                condition=models.Q(("duty__in", ["office", "head", "safeguarding-lead", "clerk"])),
                name="enquiry_duty_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="enquiry",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["open", "answered", "closed", "reopened"])),
                name="enquiry_state_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="enquiry",
            constraint=models.CheckConstraint(
                condition=models.Q(("topic", ""), _negated=True), name="enquiry_has_a_topic"
            ),
        ),
        migrations.AddConstraint(
            model_name="enquiry",
            constraint=models.UniqueConstraint(fields=("asker", "token"), name="enquiry_once_a_form"),
        ),
        migrations.AddConstraint(
            model_name="post",
            constraint=models.UniqueConstraint(fields=("enquiry", "number"), name="enquiry_post_is_numbered"),
        ),
        migrations.AddConstraint(
            model_name="post",
            constraint=models.CheckConstraint(
                condition=models.Q(("deed__in", ["ask", "answer", "write-back", "pass-on", "close", "reopen"])),
                name="enquiry_post_deed_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="post",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="enquiry_post_says_something"
            ),
        ),
    ]
