"""People who were there before are found by the words of their names too."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from gatepost.people.naming import plain, words


def note(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Write what services write from now on."""
    Person = apps.get_model("people", "Person")
    SearchWord = apps.get_model("people", "SearchWord")
    for person in Person.objects.all().iterator():
        Person.objects.filter(pk=person.pk).update(plain_name=plain(person.name))
        rows = [SearchWord(school_id=person.school_id, word=word, person_id=person.pk) for word in words(person.name)]
        SearchWord.objects.bulk_create(rows)


class Migration(migrations.Migration):
    """Fill what the tables before made room for."""

    dependencies = [("people", "0003_powers")]

    operations = [migrations.RunPython(note, migrations.RunPython.noop)]
