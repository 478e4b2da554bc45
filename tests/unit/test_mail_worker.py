"""Does a task run, whatever happens to the worker, and is its effect there once?

The real `gatepost work`, killed without warning while a real mail server has its message.
"""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.conf import LazySettings
from django.db import connection, transaction
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from gatepost.audit import services as audit
from gatepost.audit.models import AuditFollower
from gatepost.config.logs import PrivateFormatter
from gatepost.kernel import clock
from gatepost.kernel.ids import new_id
from gatepost.mail import worker
from gatepost.mail.kinds import Kind
from gatepost.mail.models import Message
from gatepost.mail.services import Addressee, send
from tests.mailing import Mailbox, run_tasks, smtp_server

PATIENCE = 20
"""Seconds; a worker starts within two."""
SECRET = "what-nobody-else-may-read"

pytestmark = pytest.mark.django_db(transaction=True)


@task()
def fail(words: str) -> None:
    """Fail, and quote what somebody wrote."""
    raise ValueError(words)


@task()
def kill_the_worker() -> None:
    """Take the process with it, as a library that crashes would."""
    os.kill(os.getpid(), signal.SIGKILL)


tried: list[str] = []


def broken_errand(*, at: datetime) -> None:
    """Fail until it was tried a thousand times, and quote what somebody wrote."""
    tried.append("broken")
    if tried.count("broken") <= 1000:
        raise ValueError(SECRET, at)


def other_errand(*, at: datetime) -> None:
    """Do what there is to do."""
    assert at <= clock.now()
    tried.append("other")


@dataclass
class Slow(Mailbox):
    """Answers only after a while that no test waits for; keeps the letter before, if it is told so."""

    hangs: bool = True
    keeps_first: bool = False
    takes: float = 0
    asked: int = 0

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802  # aiosmtpd's
        """Take a letter, slowly."""
        self.asked += 1
        await asyncio.sleep(self.takes)
        if not self.hangs or self.keeps_first:
            await super().handle_DATA(server, session, envelope)
        if self.hangs:
            await asyncio.sleep(PATIENCE * 10)
        return "250 OK"


def database_url() -> str:
    """Return the tests' own database as somebody would type it."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}"))


@contextmanager
def working(folder: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    """Run `gatepost work`."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("GATEPOST_")}
    plain.pop("DJANGO_SETTINGS_MODULE", None)
    ours = {
        "GATEPOST_DEMO": "yes",
        "GATEPOST_DATA_DIR": str(folder),
        "DATABASE_URL": database_url(),
        "GATEPOST_MAIL_URL": f"smtp-plain://127.0.0.1:{port}",
        "GATEPOST_MAIL_FROM": "gatepost@oddenbrook.example",
    }
    command = [sys.executable, "-m", "gatepost.cli.main", "work"]
    process = subprocess.Popen(
        command, env=plain | ours, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def wait_until(answer: Callable[[], bool]) -> None:
    """Ask until it is so."""
    deadline = time.monotonic() + PATIENCE
    while not answer():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def post() -> Message:
    """Put a mail into the outbox."""
    context = {"school": "Oddenbrook", "link": "/"}
    to = Addressee(new_id(), "somebody@home.example")
    with transaction.atomic():
        return send(to=to, kind=Kind.WAITING, context=context, school=new_id(), at=clock.now())


def is_sent(message: Message) -> bool:
    """Tell whether it is."""
    message.refresh_from_db()
    return message.state == "sent"


def killed_and_begun_again(mailbox: Slow, folder: Path) -> Message:
    """Kill a worker while the server has its message, then let another one work; return the message."""
    with smtp_server(mailbox) as server:
        with working(folder, server.port) as first:
            message = post()
            wait_until(lambda: mailbox.asked == 1)
            os.kill(first.pid, signal.SIGKILL)
            first.wait()
        message.refresh_from_db()
        assert message.state == "sending"
        mailbox.hangs = False
        with working(folder, server.port) as second:
            wait_until(lambda: is_sent(message))
            second.send_signal(signal.SIGINT)
            output, _ = second.communicate(timeout=PATIENCE)
            assert "a task was lost with its worker" in output
            assert second.returncode == 0
    return message


def test_worker_killed_before_the_server_had_the_mail_loses_nothing(tmp_path: Path) -> None:
    """The task is found and run again; one letter arrives."""
    mailbox = Slow()
    message = killed_and_begun_again(mailbox, tmp_path)
    assert len(mailbox.letters) == 1
    assert message.attempts == 2


def test_worker_killed_before_it_heard_yes_sends_again_under_the_same_name(tmp_path: Path) -> None:
    """The one moment that nobody can close: a mailbox knows the second letter by its Message-ID."""
    mailbox = Slow(keeps_first=True)
    message = killed_and_begun_again(mailbox, tmp_path)
    assert [letter["Message-ID"].split("@")[0] for letter in mailbox.letters] == [f"<{message.id}"] * 2


def test_worker_beside_a_server_stops_when_the_server_is_killed(tmp_path: Path) -> None:
    """Nobody is left behind."""
    started = (
        "import os, subprocess, sys, time;"
        "p = subprocess.Popen([sys.executable, '-m', 'gatepost.cli.main', 'work', '--beside-server', str(os.getpid())]);"
        "print(p.pid, flush=True); time.sleep(60)"
    )
    plain = {name: value for name, value in os.environ.items() if not name.startswith("GATEPOST_")}
    plain.pop("DJANGO_SETTINGS_MODULE", None)
    ours = {"GATEPOST_DEMO": "yes", "GATEPOST_DATA_DIR": str(tmp_path), "DATABASE_URL": database_url()}
    with subprocess.Popen(
        [sys.executable, "-c", started], env=plain | ours, text=True, stdout=subprocess.PIPE
    ) as parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        wait_until(lambda: any((tmp_path / "workers").glob("*")))
        parent.kill()
    wait_until(lambda: not is_running(pid))


def test_what_goes_by_the_record_does_not_wait_until_every_mail_is_gone(tmp_path: Path) -> None:
    """While a campaign's mails go to a slow server, whoever signs gets their copy soon."""
    mailbox = Slow(hangs=False, takes=0.4)
    with smtp_server(mailbox) as server:
        for _ in range(60):
            post()
        with working(tmp_path, server.port):
            wait_until(lambda: mailbox.asked > 0)
            with transaction.atomic():
                audit.record(by="office", action="signoff.agreed", subject="3f", at=clock.now(), school="oddenbrook")
            wait_until(AuditFollower.objects.filter(school="oddenbrook", sequence=1).exists)
            assert Message.objects.filter(state="queued").exists()


def is_running(pid: int) -> bool:
    """Tell whether a process is there and no zombie."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").split(")")[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_task_that_kills_each_worker_lets_the_others_be_done(tmp_path: Path) -> None:
    """It comes back at once the first time; from then on behind what waits, and it is given up at last."""
    kill_the_worker.enqueue()
    with smtp_server(Mailbox()) as server:
        message = post()
        for _ in range(worker.MOST_ATTEMPTS):
            with working(tmp_path, server.port) as process:
                wait_until(lambda: process.poll() is not None or is_sent(message))
            if is_sent(message):
                break
    assert len(DBTaskResult.objects.get(task_path__endswith="kill_the_worker").worker_ids) == 2
    assert is_sent(message)


def test_failing_task_comes_back_five_times_and_keeps_no_words(noon: object, caplog: pytest.LogCaptureFixture) -> None:
    """Neither in the database nor in the log."""
    fail.enqueue(SECRET)
    at = clock.now()
    for attempt in range(1, worker.MOST_ATTEMPTS + 1):
        with clock.frozen(at):
            run_tasks()
            run_tasks()
        assert len(DBTaskResult.objects.get().worker_ids) == attempt
        at += timedelta(hours=1)
    result = DBTaskResult.objects.get()
    assert result.status == "FAILED"
    assert "WorkFailed: ValueError" in result.traceback
    assert SECRET not in result.traceback
    with clock.frozen(at + timedelta(days=1)):
        run_tasks()
    assert len(DBTaskResult.objects.get().worker_ids) == worker.MOST_ATTEMPTS


def test_errand_that_keeps_failing_is_said_ever_more_seldom_and_holds_up_no_other(
    settings: LazySettings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """For a thousand seconds: at first, then after a while that doubles, with how often; then that it works again."""
    tried.clear()
    settings.ERRANDS = [f"{__name__}.broken_errand", f"{__name__}.other_errand"]
    for second in range(1002):
        monkeypatch.setattr(time, "monotonic", lambda second=second: float(second))
        worker.run_errands()
    assert (tried.count("broken"), tried.count("other")) == (1002, 1002)
    assert [record.message.rpartition("broken_errand, ")[2] for record in caplog.records] == [
        *(f"{times} in a row" for times in (1, 3, 7, 15, 31, 63, 127, 255, 511)),
        "after 1000 failures",
    ]
    lines = [PrivateFormatter("%(message)s").format(record) for record in caplog.records]
    assert "ValueError" in lines[0]
    assert SECRET not in "".join(lines)


def test_task_of_a_living_worker_is_left_alone() -> None:
    """And one that takes worker after worker with it is given up."""
    fail.enqueue("x")
    alive = new_id()
    with worker.held(alive):
        DBTaskResult.objects.update(status="RUNNING", worker_ids=[alive])
        worker.rescue()
        assert DBTaskResult.objects.get().status == "RUNNING"
    worker.rescue()
    assert DBTaskResult.objects.get().status == "READY"
    DBTaskResult.objects.update(status="RUNNING", worker_ids=[new_id() for _ in range(worker.MOST_ATTEMPTS)])
    worker.rescue()
    assert DBTaskResult.objects.get().status == "FAILED"
