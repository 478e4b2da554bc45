"""What is there after a rush, and does the evidence agree with it?

findings()  ->  [], if the answers and the record are whole and the head outside the database is the record's
"""

from django.conf import settings

from gatepost.audit import head
from gatepost.audit.verify import verify_school as verify_record
from gatepost.demo.school import SCHOOL
from gatepost.people.models import School
from gatepost.signoff.models import SignOff
from gatepost.signoff.verify import verify_school


def kept() -> set[str]:
    """Return the addresses of all receipts that there are."""
    return {f"/me/policy/signed/{each}/" for each in SignOff.objects.values_list("id", flat=True)}


def findings() -> list[str]:
    """Return what does not match at the invented school, in sentences."""
    school = School.objects.get(name=SCHOOL).id
    record = verify_record(school, outside=head.read(settings.AUDIT_HEAD_FILE).get(school))
    answers = verify_school(school)
    return [*(str(one) for one in record.findings), *(one.sentence for one in answers.findings)]
