"""What does the worker do for an import?

A task runs at least once, and each begins by asking for the import in the state that it works on: the second time there is
nothing to do. Who confirmed is handed over with the duties that they had then.

    enqueue_reading(import_id)  ->  the worker calls reading_job.read
"""

from typing import Any

from django.utils.timezone import localdate
from django_tasks import task

from gatepost.kernel.clock import now
from gatepost.people.viewer import Viewer
from gatepost.roster import applying_job, reading_job, undoing

Acting = dict[str, Any]


@task()
def read_roster(import_id: str) -> None:
    """Read a file into a plan."""
    reading_job.read(import_id, on=localdate(now()))


@task()
def apply_roster(import_id: str, acting: Acting) -> None:
    """Carry a plan out."""
    applying_job.carry_out(import_id, by=_viewer(acting), at=now())


@task()
def undo_roster(import_id: str, acting: Acting) -> None:
    """Undo an import."""
    undoing.undo(import_id, by=_viewer(acting), at=now())


def enqueue_reading(import_id: str) -> None:
    """Let the worker read, once this transaction is done."""
    read_roster.enqueue(import_id)


def enqueue_applying(import_id: str, by: Viewer) -> None:
    """Let the worker carry out what this person confirmed."""
    apply_roster.enqueue(import_id, _acting(by))


def enqueue_undoing(import_id: str, by: Viewer) -> None:
    """Let the worker undo, as this person asked."""
    undo_roster.enqueue(import_id, _acting(by))


def _acting(by: Viewer) -> Acting:
    return {
        "actor": by.actor,
        "person": by.person_id,
        "school": by.school_id,
        "duties": sorted(by.duties),
        "delegations": sorted(by.delegations),
    }


def _viewer(acting: Acting) -> Viewer:
    return Viewer(
        actor=acting["actor"],
        person_id=acting["person"],
        school_id=acting["school"],
        duties=frozenset(acting["duties"]),
        delegations=frozenset(acting["delegations"]),
    )
