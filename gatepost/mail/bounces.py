"""What follows from a letter that came to the address where mail comes back?

If it is a server's report that somebody did not get a mail of ours, that mail is not delivered, and the office sees it. Whatever
else comes changes nothing: only how many there were is kept, by day.

    take_back(letter, at=now())  ->  Verdict.BOUNCE
"""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils.timezone import localdate

from gatepost.mail.models import Message, ReturnedCount
from gatepost.mail.returned import LARGEST, Report, read
from gatepost.mail.states import State, Verdict, may_follow


def take_back(raw: bytes, *, at: datetime) -> Verdict:
    """Mark the mail that a report is about as not delivered; count the letter, whatever it is, and say what it was."""
    is_read = len(raw) <= LARGEST
    report = read(raw) if is_read else None  # before the transaction: nobody waits for a letter that is hard to read
    with transaction.atomic():
        verdict = _settle(report, at) if is_read else Verdict.TOO_LARGE
        count, _ = ReturnedCount.objects.get_or_create(day=localdate(at), verdict=verdict)
        ReturnedCount.objects.filter(id=count.id).update(number=F("number") + 1)
    return verdict


def _settle(report: Report | None, at: datetime) -> Verdict:
    if report is None:
        return Verdict.OTHER
    if not report.failed:
        return Verdict.NOT_FAILED
    ours = report.domain == settings.MAIL_FROM.rpartition("@")[2].casefold()
    message = Message.objects.select_for_update().filter(id=report.id).first() if ours else None
    code = report.failed.get(message.address.casefold()) if message else None
    if message is None or code is None or not may_follow(State(message.state), State.FAILED):
        return Verdict.UNKNOWN
    message.state, message.reason, message.body, message.moved_at = State.FAILED, f"bounced-{code}", "", at
    message.save(update_fields=["state", "reason", "body", "moved_at"])
    return Verdict.BOUNCE
