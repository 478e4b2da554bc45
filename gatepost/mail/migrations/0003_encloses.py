"""A mail may enclose something, which is made when it is sent."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """After mail that comes back."""

    dependencies = [
        ("mail", "0002_mail_that_comes_back"),
    ]

    operations = [
        migrations.AddField(
            model_name="message",
            name="encloses",
            field=models.CharField(blank=True, default="", max_length=60, verbose_name="what is enclosed"),
            preserve_default=False,
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("encloses", ""), _negated=True), fields=["encloses"], name="message_encloses"
            ),
        ),
    ]
