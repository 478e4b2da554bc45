"""For which hats somebody did the questions: of those who did them already, the ones that they wore that day."""

from typing import Any, ClassVar

from django.db import migrations, models
from django.db.models import Q
from django.utils.timezone import localdate

ASKED = ("governor", "staff", "volunteer")


def say_as_what(apps: Any, schema_editor: Any) -> None:  # Django hands over both
    """Fill the new column in."""
    worn = apps.get_model("people", "HatWorn").objects
    for row in apps.get_model("signoff", "QuestionsDone").objects.select_related("person"):
        wearer = row.person.merged_into_id or row.person_id  # the hats of an entry that was joined hang on the other
        day = localdate(row.at)
        lasting = Q(until=None) | Q(until__gte=day)
        hats = worn.filter(lasting, person=wearer, since__lte=day, hat__in=ASKED).values_list("hat", flat=True)
        row.hats = ",".join(sorted(set(hats)))
        row.save(update_fields=["hats"])


class Migration(migrations.Migration):
    """A column, and the constraint with it."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("signoff", "0007_salt"), ("people", "0012_sign_in_name")]
    operations: ClassVar[list[migrations.operations.base.Operation]] = [
        migrations.RemoveConstraint(model_name="questionsdone", name="questions_are_done_once"),
        migrations.AddField(
            model_name="questionsdone",
            name="hats",
            field=models.CharField(
                default="",
                max_length=100,
                help_text="For which, in the order of the alphabet, with commas; those that came later need their own.",
            ),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            model_name="questionsdone",
            constraint=models.UniqueConstraint(fields=["person", "edition", "hats"], name="questions_are_done_once"),
        ),
        migrations.RunPython(say_as_what, migrations.RunPython.noop),
    ]
