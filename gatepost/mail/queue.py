"""How is a task put into the database?

As django-tasks-db puts it, with a statement whose text is made once: many sign at the same time, and each of them gets a mail.

    TASKS = {"default": {"BACKEND": "gatepost.mail.queue.Queue"}}
"""

from typing import Any

from django_tasks_db.backend import DatabaseBackend
from django_tasks_db.compat import Task, normalize_json
from django_tasks_db.models import DBTaskResult, get_date_max

from gatepost.sql import insert


class Queue(DatabaseBackend):
    """The library's own, but for how the row is written."""

    def _task_to_db_task(self, task: Task[Any, Any], args: Any, kwargs: Any) -> DBTaskResult[Any, Any]:
        row: DBTaskResult[Any, Any] = DBTaskResult(
            id=self._get_id(),
            args_kwargs=normalize_json({"args": args, "kwargs": kwargs}),
            priority=task.priority,
            task_path=task.module_path,
            queue_name=task.queue_name,
            run_after=task.run_after or get_date_max(),
            backend_name=self.alias,
        )
        insert(row)
        return row
