"""Who has which account, written the other way round."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.utils.timezone import now


def to_persons(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Write into each person's row which account is theirs, and which of them were stopped from signing in."""
    Account, Person = apps.get_model("people", "Account"), apps.get_model("people", "Person")
    for account in Account.objects.all().iterator():
        ended = None if account.is_active else now()
        Person.objects.filter(pk=account.person_id).update(account=account, access_ended_at=ended)


def to_accounts(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Go back; refused while an account opens several schools, and an account that is nobody's any more goes."""
    Account, Person = apps.get_model("people", "Account"), apps.get_model("people", "Person")
    for account in Account.objects.all().iterator():
        persons = list(Person.objects.filter(account=account).values_list("pk", flat=True))
        if len(persons) > 1:
            raise RuntimeError("An account opens several schools: the version before cannot keep that.")
        if persons:
            Account.objects.filter(pk=account.pk).update(person=persons[0])
        else:
            account.delete()


class Migration(migrations.Migration):
    """In a step of its own: PostgreSQL alters no table whose rows were changed in the same transaction."""

    dependencies = [("people", "0007_account_of_person")]

    operations = [migrations.RunPython(to_persons, to_accounts)]
