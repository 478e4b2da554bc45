"""How are tasks run, so that none is lost?

django-tasks-db takes the next one; what it leaves out is added here. A worker holds a lock on a file of its own for as long as
its process lives, whatever ends it. A task that is marked as running by a worker whose file nobody holds was lost, and goes
back into the queue. What fails comes back after a while, five times in all. The text of an exception is kept nowhere.

    TaskWorker().run_forever()       # until it is stopped
    TaskWorker().run_all()           # what is due now; for tests
"""

import fcntl
import logging
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from types import FrameType, TracebackType
from typing import Any

from django.conf import settings
from django.db import DatabaseError, close_old_connections, transaction
from django.utils.module_loading import import_string
from django_tasks.base import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from gatepost.kernel.clock import now
from gatepost.kernel.ids import new_id
from gatepost.mail.failing import Failing

log = logging.getLogger(__name__)

MOST_ATTEMPTS = 5
SECONDS_BETWEEN_LOOKS = 1.0
"""How long a task may wait for a worker that has nothing to do; a look is one read."""
SECONDS_IN_A_ROW = 3.0
"""How long tasks run before everything else gets a turn: while a campaign's mails go there is always another one."""
SECONDS_BETWEEN_RESCUES = 10.0
SECONDS_BETWEEN_TIDYINGS = 3600.0
SECONDS_BETWEEN_COUNTS = 60.0
_failing = Failing()
WAITS = tuple(timedelta(seconds=seconds) for seconds in (5, 30, 120, 600))
"""Before a task that failed is tried again."""


class WorkFailed(Exception):
    """What the library keeps of a failure: where it was, never what was said."""


class TaskWorker(Worker):
    """One process that runs tasks, one after another."""

    def __init__(self) -> None:
        """Take a name that nobody else has."""
        super().__init__(
            queue_names=["*"],
            excluded_queue_names=[],
            interval=0,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=new_id(),
        )
        self._turn_ends = float("inf")

    def run_all(self) -> None:
        """Run what is due now, lost tasks included."""
        with held(self.worker_id):
            rescue()
            run_errands()
            self.run()

    def run_forever(self) -> None:
        """Run tasks until a signal says that it is enough."""
        self.configure_signals()
        with held(self.worker_id), suppress(SystemExit):
            rescued = tidied = counted = float("-inf")
            while self.running:
                close_old_connections()
                is_all_done = True
                try:
                    rescued = _every(SECONDS_BETWEEN_RESCUES, rescued, rescue)
                    tidied = _every(SECONDS_BETWEEN_TIDYINGS, tidied, tidy_up)
                    run_errands()
                    if DBTaskResult.objects.ready().exists():  # a read: an idle worker takes no lock
                        is_all_done = self._run_a_while()
                    counted = _every(
                        SECONDS_BETWEEN_COUNTS, counted, each_minute
                    )  # whoever waits for a mail goes first
                except DatabaseError as refused:  # it may come back, and the tasks are in it
                    log.error("the database refused the worker: %s", type(refused).__name__)  # noqa: TRY400  # the type says it all
                if is_all_done and self.running:
                    time.sleep(SECONDS_BETWEEN_LOOKS)

    def _run_a_while(self) -> bool:
        """Run what is due, for a while at most; tell whether all of it was done."""
        self.max_tasks, self._turn_ends = None, time.monotonic() + SECONDS_IN_A_ROW
        self.run()
        return self.max_tasks is None

    def shutdown(self, signum: int, frame: FrameType | None) -> None:  # noqa: ARG002  # signal hands both over
        """Finish the task at hand, and stop; asked a second time, or with nothing at hand, stop now."""
        if not self.running or not self.running_task:
            self.running = False
            self.reset_signals()
            sys.exit(0)
        self.running = False

    def run_task(self, db_task_result: DBTaskResult[Any, Any]) -> None:
        """Run one task, and keep how it went."""
        self.running_task = True
        try:
            task = db_task_result.task
            value = task.call(*db_task_result.args_kwargs["args"], **db_task_result.args_kwargs["kwargs"])
            db_task_result.set_successful(value)
        except Exception as failed:  # whatever a task raises, the next one gets its turn
            log.exception("a task failed: %s", db_task_result.task_path)
            self._put_back(db_task_result, failed)
        finally:
            self.running_task = False
            if time.monotonic() >= self._turn_ends:
                self.max_tasks = 0  # with this the library leaves its loop

    def _put_back(self, result: DBTaskResult[Any, Any], failed: Exception) -> None:
        attempts = len(result.worker_ids)
        if attempts < MOST_ATTEMPTS:
            result.status = TaskResultStatus.READY
            result.run_after = now() + WAITS[attempts - 1]
            result.save(update_fields=["status", "run_after"])
        else:
            result.set_failed(_without_words(failed, failed.__traceback__))


def _without_words(failed: Exception, trace: TracebackType | None) -> Exception:
    """Return a failure that names the type and the place, and quotes nobody."""
    return WorkFailed(type(failed).__name__).with_traceback(trace)


@contextmanager
def held(worker_id: str) -> Iterator[None]:
    """Hold a worker's file: the system lets go of it when the process ends, however that comes about."""
    folder: Path = settings.WORKER_LOCKS
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / worker_id
    descriptor = os.open(path, os.O_CREAT | os.O_RDWR, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        path.unlink(missing_ok=True)
        os.close(descriptor)


def is_alive(worker_id: str) -> bool:
    """Tell whether a worker's file is held by a process; remove it if not."""
    path: Path = settings.WORKER_LOCKS / worker_id
    try:
        descriptor = os.open(path, os.O_RDWR)
    except OSError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return True
    else:
        path.unlink(missing_ok=True)
        return False
    finally:
        os.close(descriptor)


def rescue() -> None:
    """Put the tasks of workers that are gone back into the queue; one that took five workers with it is given up."""
    for result in DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING):
        if not is_alive(result.worker_ids[-1]):
            _rescue_one(result)


@transaction.atomic
def _rescue_one(lost: DBTaskResult[Any, Any]) -> None:
    running = DBTaskResult.objects.select_for_update().filter(status=TaskResultStatus.RUNNING)
    result = running.filter(id=lost.id, worker_ids=lost.worker_ids).first()
    if result is None:  # another worker was quicker
        return
    log.error("a task was lost with its worker: %s", result.task_path)
    attempts = len(result.worker_ids)
    if attempts < MOST_ATTEMPTS:
        result.status = TaskResultStatus.READY
        if (
            attempts > 1
        ):  # the first time somebody may have pulled the plug; from then on the others get their turn before it
            result.run_after = now() + WAITS[attempts - 1]
        result.save(update_fields=["status", "run_after"])
    else:
        result.set_failed(WorkFailed("the worker died each time"))


def run_errands() -> None:
    """Let every room do what somebody did not have to wait for. What keeps failing is tried again, and said ever more seldom."""
    for name in settings.ERRANDS:
        try:
            import_string(name)(at=now())
        except Exception:  # one room's trouble is not the others', nor that of the tasks
            times = _failing.failed(name, at=time.monotonic())
            if times:
                log.exception("an errand failed: %s, %d in a row", name, times)
        else:
            times = _failing.worked(name)
            if times:
                log.warning("an errand works again: %s, after %d failures", name, times)


def tidy_up() -> None:
    """Let every room remove what is old, and begin what is due."""
    _call(settings.HOUSEKEEPING)


def each_minute() -> None:
    """Let every room do what should be done soon, and nobody waits for."""
    _call(settings.EACH_MINUTE)


def _call(names: Sequence[str]) -> None:
    for name in names:
        try:
            import_string(name)(at=now())
        except Exception:  # one room's trouble is not the others'
            log.exception("housekeeping failed: %s", name)


def _every(seconds: float, last: float, what: Callable[[], None]) -> float:
    """Do it if it was not done for so long; return when it was done last."""
    moment = time.monotonic()
    if moment - last < seconds:
        return last
    what()
    return moment
