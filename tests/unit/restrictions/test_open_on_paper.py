"""Is a notice that was open before there were notices on paper handed over too, after the upgrade?"""

from collections.abc import Iterator

import pytest

from gatepost.kernel.errors import Refused
from gatepost.people.models import Person
from gatepost.restrictions.models import Restriction
from gatepost.restrictions.states import Step
from tests.unit.agreements.test_unchanging import refused
from tests.unit.restrictions.test_handing import by_hand
from tests.unit.restrictions.told import answer, days, decide, person, tell
from tests.unit.test_people_migrations import migrated

BEFORE = [("restrictions", "0002_unchanging")]


@pytest.fixture
def _at_the_end(transactional_db: None) -> Iterator[None]:
    yield
    migrated()


@pytest.mark.usefixtures("_at_the_end", "school")
def test_open_notices_to_whom_no_mail_tells_are_on_paper_and_no_others() -> None:
    """Not what a mail told, nor what is decided; an entry that was joined has the address of the other."""
    told, decided, alone, joined = tell(), tell(to="parent-apart"), by_hand(), by_hand()
    answer(decided, by="parent-apart", at=days(1))
    decide(decided, Step.CONFIRM, at=days(2))
    Person.objects.filter(id=decided.person_id).update(email="", account=None)
    Person.objects.filter(id=joined.person_id).update(merged_into=person("teacher"))
    migrated(BEFORE)
    migrated()
    found = dict(Restriction.objects.values_list("id", "on_paper"))
    assert found == {told.id: False, decided.id: False, alone.id: True, joined.id: False}
    with pytest.raises(Refused, match="No mail told the parent"):
        decide(Restriction.objects.get(id=alone.id), Step.CONFIRM, at=days(20))
    assert refused(lambda: Restriction.objects.filter(id=alone.id).update(on_paper=False))
