"""What becomes of a sheet that the office recorded wrongly: under the wrong person, or with the wrong answer?

The answer stays, as nothing that was signed is changed, and a row beside it says that it was recorded by mistake: it counts for
nobody, neither in figures nor for the person, whose earlier answer stands again. Its scan is removed, so that nobody may download
a stranger's sheet; the record has the entry first, without the reason. The person is told by mail that something waits. Then the
right sheet is recorded, or the person signs. Only what came on paper: what somebody gave on screen is theirs.

    mark_mistaken(sign_off=row.id, why=Why.PERSON, by=office, at=now())
"""

from datetime import datetime

from django.db import transaction

from gatepost.audit import services as audit
from gatepost.kernel.errors import Refused
from gatepost.people.models import Person
from gatepost.people.viewer import Viewer
from gatepost.signoff.access import may_record_paper
from gatepost.signoff.copies import send_word
from gatepost.signoff.models import Mistake, Scan, SignOff
from gatepost.signoff.states import Why
from gatepost.signoff.typed import unless
from gatepost.signoff.unchanging import MISTAKEN


@transaction.atomic
def mark_mistaken(*, sign_off: str, why: Why, by: Viewer, at: datetime) -> Mistake:
    """Say that an answer on paper was recorded by mistake; said twice, it is one row. Raises Refused."""
    unless(may_record_paper(by, school_id=by.school_id))
    rows = SignOff.objects.filter(id=sign_off, edition__school_id=by.school_id)
    row = rows.select_related("person__school", "person__account", "person__merged_into").first()
    if row is None:
        raise Refused("no-answer", "There is no such answer at your school.")
    whole = row.person.entry
    unless(may_record_paper(by, school_id=by.school_id, person_id=whole.id))
    if row.on_paper is None:
        raise Refused("on-screen", "They gave this answer themselves, on a screen. Only they can answer again.")
    list(Person.objects.select_for_update().filter(id=whole.id))  # whoever records or signs holds them too
    there = Mistake.objects.filter(sign_off=row).first()
    if there:
        return there
    scan = Scan.objects.filter(sign_off=row).only("sha256").first()
    mistake = Mistake.objects.create(
        sign_off=row, why=why.value, scan_sha256=scan.sha256 if scan else "", by_id=by.person_id, at=at
    )
    audit.record(by=by.actor, action=MISTAKEN, subject=row.id, at=at, school=by.school_id, edition=row.sha256)
    Scan.objects.filter(sign_off=row).delete()
    send_word(whole, at=at)
    return mistake
