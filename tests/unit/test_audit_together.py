"""Are many entries written at once the same as written one by one?"""

from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.exceptions import ValidationError
from django.db import transaction

from gatepost.audit import head, services
from gatepost.audit.models import AuditEntry
from gatepost.audit.services import Happened
from gatepost.audit.verify import verify_school
from gatepost.kernel.errors import ProgrammingMistake
from tests.conftest import NOON

MANY = [Happened("person.added", f"person-{number}", {"line": number}) for number in range(1201)]


@pytest.mark.django_db(transaction=True)
def test_many_at_once_are_the_entries_that_would_be_written_one_by_one(settings: LazySettings, tmp_path: Path) -> None:
    """The same numbers, the same hashes, for whoever verifies; then the chain goes on."""
    head_file = settings.AUDIT_HEAD_FILE = tmp_path / "head"
    with transaction.atomic():
        services.record_all(MANY, by="office", at=NOON, school="together")
        services.record(by="office", action="x", subject="y", at=NOON, school="together")
    with transaction.atomic():
        for one in MANY[:3]:
            services.record(
                by="office", action=one.action, subject=one.subject, at=NOON, school="single", data=one.data
            )
    assert verify_school("together", outside=head.read(head_file)["together"]).whole
    entries = AuditEntry.objects.filter(school="together")
    assert [entry.sequence for entry in entries] == list(range(1, len(MANY) + 2))
    columns = ("sequence", "at", "actor", "action", "subject", "data")
    single = AuditEntry.objects.filter(school="single").values_list(*columns)
    assert list(entries.values_list(*columns)[:3]) == list(single)


@pytest.mark.django_db(transaction=True)
def test_one_of_many_that_is_wrong_keeps_all_out() -> None:
    """Outside a transaction nothing is taken; nothing at all is no entry."""
    with pytest.raises(ProgrammingMistake):
        services.record_all(MANY, by="office", at=NOON, school="together")
    with pytest.raises(ValidationError), transaction.atomic():
        services.record_all([*MANY[:700], Happened("two words", "x")], by="office", at=NOON, school="together")
    with transaction.atomic():
        services.record_all([], by="office", at=NOON, school="together")
    assert not AuditEntry.objects.exists()
