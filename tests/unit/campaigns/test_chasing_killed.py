"""Does everybody get exactly one mail, though workers are killed in the middle and two do the same at once?

The real `gatepost work`, killed without warning while it sends batches.
"""

import os
import signal
import time as clocks
from datetime import time
from pathlib import Path

import pytest
from django.db.models import Count
from django_tasks_db.models import DBTaskResult

from gatepost.campaigns import chasing
from gatepost.campaigns.models import ChasingPlan, Reminder
from gatepost.demo import services as demo
from gatepost.kernel.clock import now
from gatepost.mail.models import Message
from tests.mailing import Mailbox, smtp_server
from tests.unit.campaigns.chased import ASKING, add, ask
from tests.unit.test_mail_worker import wait_until, working

PEOPLE = 60
KILLS = 3
pytestmark = pytest.mark.django_db(transaction=True)


def test_workers_killed_in_the_middle_lose_nobody_and_write_to_nobody_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two workers with the same batches, each killed several times at whatever they are at."""
    demo.load()
    campaign = ask(at=now())
    new = [add(f"Parent {number:03}", f"p{number}@home.example") for number in range(PEOPLE)]
    ChasingPlan.objects.create(
        school_id=campaign.school_id, is_on=True, every=7, most=3, opens=time(0), closes=time.max, days="0123456"
    )
    monkeypatch.setattr(chasing, "BATCH", 10)
    monkeypatch.setattr(chasing, "PAUSE", chasing.PAUSE * 0)
    batches = DBTaskResult.objects.filter(task_path__endswith="remind_batch")
    everybody = chasing.begin(campaign.school_id, at=now())
    assert everybody > PEOPLE

    def reminded() -> int:
        return Reminder.objects.count()

    with smtp_server(Mailbox()) as server:
        for number in range(KILLS):
            before = reminded()
            chasing.begin(campaign.school_id, at=now())  # the same batches again, or what is left of them
            with working(tmp_path, server.port) as first, working(tmp_path, server.port) as second:
                wait_until(lambda before=before: reminded() > before or reminded() >= everybody)  # type: ignore[misc]  # a default
                clocks.sleep(0.02 * number)
                for process in (first, second):
                    os.kill(process.pid, signal.SIGKILL)
                    process.wait()
        chasing.begin(campaign.school_id, at=now())
        with working(tmp_path, server.port), working(tmp_path, server.port):
            wait_until(lambda: reminded() >= everybody)
            wait_until(lambda: not batches.filter(status="RUNNING").exists())
    rows = Message.objects.filter(kind__in=ASKING).values("person").annotate(n=Count("id"))
    mails = {row["person"]: row["n"] for row in rows}
    assert set(mails.values()) == {1}
    assert {person.id for person in new} <= set(mails)
    assert sorted(mails) == sorted(Reminder.objects.values_list("person", flat=True))
