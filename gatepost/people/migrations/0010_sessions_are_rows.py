"""Sessions are rows of their own, which end by going; nothing has to be counted to end them."""

from django.db import migrations


class Migration(migrations.Migration):
    """The counter goes."""

    dependencies = [("people", "0009_one_person_of_a_school")]

    operations = [migrations.RemoveField("account", "sessions_since")]
